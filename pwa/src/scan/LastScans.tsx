import { t } from '../base/text'
import { IconButton } from '../ui/Button'
import { Icon } from '../ui/Icon'
import { clockTime } from '../ui/words'
import type { DeskView } from './use-desk'
import './last-scans.css'

/** What was scanned on this tablet since the page was opened, newest first; each mark can be taken back. */
export function LastScans({ view, zone }: { view: DeskView; zone: string }) {
  const scans = view.desk.scans.value
  if (scans.length === 0) return null
  return (
    <section class="last-scans" aria-labelledby="last-scans">
      <h2 id="last-scans">{t('Last scans')}</h2>
      <ol class="card">
        {scans.map((scan) => {
          const shown = view.shownOf(scan.verdict)
          return (
            <li key={scan.id} data-tone={scan.undone ? 'none' : shown.tone}>
              <Icon name={scan.undone ? 'undo' : shown.icon} />
              <span class="last-scan-words">
                <strong>{shown.title}</strong> <span>{scan.undone ? t('Taken back.') : shown.text}</span>
              </span>
              <time class="number muted">{clockTime(scan.at, zone)}</time>
              {scan.token ? (
                <IconButton
                  icon="undo"
                  kind="quiet"
                  label={t('Undo {name}', { name: shown.title })}
                  onClick={() => void view.desk.undo(scan)}
                />
              ) : (
                <span class="last-scan-gap" />
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
