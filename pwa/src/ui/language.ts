/** Which language this tablet speaks: the one chosen on it, else the browser's. */
import { speak } from '../base/text'
import { languageOf } from '../base/words/languages'

const KEY = 'language'

/** BCP 47 tag, or null while the browser's languages decide. */
export function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Speaks from the next start of the page on, which is now. Nothing is lost by it: every mark is on the disk. */
export function chooseLanguage(tag: string): void {
  try {
    localStorage.setItem(KEY, tag)
  } catch {
    // A browser that refuses to remember a taste goes on in its own language.
    return
  }
  location.reload()
}

/** Before the first screen is painted.
 * @param wish of a page that is not the staff's, in place of what was chosen on this tablet. */
export async function followLanguage(wish: string | null = null): Promise<void> {
  const chosen = wish ?? chosenLanguage()
  const language = await languageOf(chosen ? [chosen, ...navigator.languages] : navigator.languages)
  speak(language)
  document.documentElement.lang = language.tag
  document.documentElement.dir = language.direction
  if (language.manifest) document.querySelector('link[rel=manifest]')?.setAttribute('href', language.manifest)
}
