import { t } from '../base/text'
import type { StatusView } from '../store'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'

/** Before the first complete answer of the server: what is happening, and what to do when it does not happen. */
export function FirstSync({ status, onSync }: { status: StatusView; onSync: () => void }) {
  if (status.phase === 'offline' || status.phase === 'error')
    return (
      <Empty icon="cloudOff" title={t('The lists are not on this tablet yet')}>
        <p>
          {status.detail ?? t('The server cannot be reached.')}{' '}
          {t('This tablet needs a network once; after that it works without. It keeps trying by itself.')}
        </p>
        <Button kind="primary" icon="refresh" onClick={onSync}>
          {t('Try now')}
        </Button>
      </Empty>
    )
  return (
    <Empty icon="cloud" title={t('Bringing the lists to this tablet')}>
      <p>
        {t(
          '{Sessions}, {groups} and people are being stored, so that everything works without a network afterwards.',
        )}
      </p>
      <div class="first-sync" role="progressbar" aria-label={t('First synchronisation')} />
    </Empty>
  )
}
