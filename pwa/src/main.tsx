// First, so that a room's own style wins over the kit's.
import './ui/ui.css'

import { render } from 'preact'
import { App } from './app/App'
import { afterFirstScreen } from './app/first-screen'
import { followKiosk } from './app/kiosk'
import { fetchParts } from './app/parts'
import { followTime } from './app/time'
import { registerWorker } from './app/updates'
import { beginAt, openTablet } from './store'
import { followLanguage } from './ui/language'
import { followHistory } from './ui/navigation'
import { followTheme } from './ui/theme'

// Links of guests and invitations: their tokens stand behind `#`, where no server's log sees them.
const VISIT = /^#\/(self-service|invitation)\/|^\/(self-service|invitation)$/
const isVisit = () => VISIT.test(location.hash) || VISIT.test(location.pathname)

followTheme()
const root = document.getElementById('app')
if (root && isVisit()) void import('./visitor/visit').then(({ showVisit }) => showVisit(root))
else if (root) {
  followHistory()
  followTime()
  afterFirstScreen(() => void registerWorker())
  addEventListener('hashchange', () => isVisit() && location.reload())
  void start(root)
}

/** Its first use takes a slow tablet a tenth of a second: in the time in which the disk is waited for. */
function wakeIntl(): void {
  new Intl.DateTimeFormat(navigator.language, { timeZone: 'UTC' }).format()
}

async function start(element: HTMLElement): Promise<void> {
  try {
    const opening = openTablet()
    setTimeout(wakeIntl)
    const [tablet] = await Promise.all([opening, followLanguage()])
    const [begun] = await Promise.all([beginAt(tablet), followKiosk(tablet)])
    render(<App tablet={tablet} begun={begun} />, element)
    afterFirstScreen(() => void fetchParts())
  } catch {
    const { StartFailure } = await import('./app/StartFailure')
    render(<StartFailure />, element)
  }
}
