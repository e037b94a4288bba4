import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { spokenTag, t } from '../base/text'
import { LANGUAGES } from '../base/words/languages'
import { Icon, type IconName } from '../ui/Icon'
import { Logo } from '../ui/Logo'
import { speakTo } from './token'

interface Props {
  title: string
  /** Above the title: whose page this is. */
  host?: string
  icon?: { name: IconName; tone: 'good' | 'bad' | 'wait' }
  children?: ComponentChildren
}

/** One sheet with one subject, for a phone in somebody's hand. A new subject takes the focus, so that it is heard. */
export function Panel({ title, host, icon, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Omnipresence`
    heading.current?.focus({ preventScroll: true })
  }, [title])
  return (
    <main class="visitor" id="main">
      <div class="visitor-panel">
        <header class="visitor-head">
          {icon ? (
            <span class="visitor-sign" data-tone={icon.tone}>
              <Icon name={icon.name} />
            </span>
          ) : (
            <Logo />
          )}
          {host && <p class="visitor-host">{host}</p>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </header>
        {children}
      </div>
      <LanguageChoice />
    </main>
  )
}

function LanguageChoice() {
  const id = useId()
  const [spoken] = spokenTag().split('-')
  return (
    <div class="visitor-language">
      <label for={id}>{t('Language')}</label>
      <select id={id} class="input" value={spoken} onChange={(event) => speakTo(event.currentTarget.value)}>
        {LANGUAGES.map((one) => (
          <option key={one.tag} value={one.tag} lang={one.tag}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  )
}
