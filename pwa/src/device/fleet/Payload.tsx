import { t } from '../../base/text'
import { pretty } from './meaning'

/** What came, as it came. */
export function Payload({ text }: { text: string }) {
  return (
    <details class="payload">
      <summary>{t('As it came')}</summary>
      <pre>{pretty(text)}</pre>
    </details>
  )
}
