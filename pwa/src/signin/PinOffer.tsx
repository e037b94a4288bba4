import { useEffect, useState } from 'preact/hooks'
import { t } from '../base/text'
import { declinePin, offersPin, type Tablet } from '../store'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Link } from '../ui/navigation'
import './signin.css'

/** Asked once of everybody who signs in here without a PIN; no is remembered. */
export function PinOffer({ tablet, profileId }: { tablet: Tablet; profileId: string }) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    offersPin(tablet, profileId).then(setOpen, () => undefined)
  }, [tablet, profileId])
  if (!open) return null
  function decline() {
    setOpen(false)
    void declinePin(tablet, profileId).catch(() => undefined)
  }
  return (
    <div class="pin-offer">
      <Banner
        tone="info"
        icon="lock"
        title={t('Do you share this tablet?')}
        action={
          <div class="row">
            <Link class="button" href="/device">
              {t('Choose a PIN')}
            </Link>
            <Button kind="quiet" onClick={decline}>
              {t('No PIN')}
            </Button>
          </div>
        }
      >
        {t('With a PIN it locks by itself, and you change places in two taps, also without a network.')}
      </Banner>
    </div>
  )
}
