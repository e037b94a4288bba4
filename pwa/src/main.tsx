// First, so that a room's own style wins over the kit's.
import './ui/ui.css'

import { render } from 'preact'
import { App } from './app/App'
import { fetchParts } from './app/parts'
import { StartFailure } from './app/StartFailure'
import { followTime } from './app/time'
import { registerWorker } from './app/updates'
import { openTablet } from './store'
import { followLanguage } from './ui/language'
import { followHistory } from './ui/navigation'
import { followTheme } from './ui/theme'

followTheme()
followHistory()
followTime()
void registerWorker()

const root = document.getElementById('app')
if (root) void start(root)

async function start(element: HTMLElement): Promise<void> {
  try {
    const [tablet] = await Promise.all([openTablet(), followLanguage()])
    render(<App tablet={tablet} />, element)
    // A little later, so that the first screen has been painted.
    setTimeout(() => void fetchParts(), 300)
  } catch {
    render(<StartFailure />, element)
  }
}
