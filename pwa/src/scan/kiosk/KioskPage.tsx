import { useMemo } from 'preact/hooks'
import { t } from '../../base/text'
import { watchKiosk } from '../../store'
import { Empty } from '../../ui/Empty'
import { Link } from '../../ui/navigation'
import { PageHead } from '../../ui/PageHead'
import { KioskScreen } from './KioskScreen'
import { KioskSetup } from './KioskSetup'
import type { KioskProps } from './props'
import './kiosk.css'

/** Setting the kiosk up while it is none; the kiosk itself while it is one. Without the shell in both, so that the page stays the
 * same size when it is locked. */
export function KioskPage(props: KioskProps) {
  const watched = useMemo(() => watchKiosk(props.tablet), [props.tablet])
  const kiosk = watched.value
  if (kiosk === undefined) return <main class="kiosk" aria-busy="true" />
  if (kiosk) return <KioskScreen key={kiosk.session} {...props} kiosk={kiosk} />
  if (!props.mayMark)
    return (
      <main class="page">
        <PageHead title={t('Kiosk')} />
        <Empty icon="lock" title={t('Your role reads and does not mark')}>
          <Link class="button" href="/">
            {t('Back to the {sessions}')}
          </Link>
        </Empty>
      </main>
    )
  return <KioskSetup {...props} />
}
