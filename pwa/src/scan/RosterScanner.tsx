import { useEffect } from 'preact/hooks'
import { t } from '../base/text'
import { IconButton } from '../ui/Button'
import { wakeSound } from '../ui/feedback'
import { toast } from '../ui/toast'
import { type DeskProps, useDesk } from './use-desk'
import { useWedge } from './use-wedge'
import { VerdictPanel } from './VerdictPanel'
import './scan.css'

const SHOWN_MS = 12_000

/** Beside the roster: a scanner that types marks there as well, and its verdict stands over the list for a while. */
export function RosterScanner(props: DeskProps) {
  const view = useDesk(props)
  const { desk } = view
  const verdict = desk.verdict.value
  useWedge((code) => {
    // What is being done in the dialog comes first: nothing is marked behind it.
    if (document.querySelector('dialog[open]'))
      return toast(t('Not scanned: close the window on the screen first.'))
    wakeSound()
    if (view.roster.value.loaded) void desk.scan(code)
  })
  useEffect(() => {
    if (verdict === null) return
    const timer = setTimeout(() => {
      if (!document.querySelector('dialog[open]')) desk.clear()
    }, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [verdict, desk])
  // Read here, so that the roster is known before the first scan.
  if (!view.roster.value.loaded || verdict === null) return null
  return (
    <div class="roster-scanner">
      <VerdictPanel view={view} idle="" />
      <IconButton icon="close" label={t('Close')} kind="quiet" onClick={desk.clear} />
    </div>
  )
}
