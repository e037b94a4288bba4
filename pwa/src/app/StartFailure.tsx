import { t } from '../base/text'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Logo } from '../ui/Logo'

/** The tablet's storage cannot be opened: nothing could be kept, so nothing is offered. */
export function StartFailure() {
  return (
    <main class="page start-failure">
      <Logo />
      <h1>{t('Omnipresence cannot start')}</h1>
      <Banner tone="bad" title={t('This browser does not let the app store anything.')}>
        {t(
          'Marks could not be kept, so marking is not offered. Private windows and blocked site data cause this; so does a full tablet. Marks that were stored before are not touched.',
        )}
      </Banner>
      <div>
        <Button kind="primary" icon="refresh" onClick={() => location.reload()}>
          {t('Try again')}
        </Button>
      </div>
    </main>
  )
}
