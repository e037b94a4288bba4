/** The languages that ship. Everything but English comes in a script of its own. */
import type { Language } from '../text'

export interface Offer {
  tag: string
  /** In its own words. */
  name: string
}

export const LANGUAGES: readonly Offer[] = [
  { tag: 'en', name: 'English' },
  { tag: 'bn', name: 'বাংলা' },
]

const ENGLISH = (tag: string): Language => ({ tag, direction: 'ltr', catalogue: {} })

/** The language that was chosen on this tablet, else the browser's, else English.
 * @param wanted BCP 47 tags, best first. A regional form of English keeps its dates. */
export async function languageOf(wanted: readonly string[]): Promise<Language> {
  for (const tag of wanted) {
    if (tag === 'ar-XB') return (await import('./pseudo')).PSEUDO
    const [base] = tag.split('-')
    if (base === 'en') return ENGLISH(tag)
    if (base === 'bn') return bangla(tag)
  }
  return ENGLISH('en')
}

async function bangla(tag: string): Promise<Language> {
  const { BANGLA, PROBLEMS, TERMS } = await import('./bangla')
  const manifest = '/manifest.bn.webmanifest'
  return { tag, direction: 'ltr', manifest, catalogue: BANGLA, problems: PROBLEMS, terms: TERMS }
}
