import { useState } from 'preact/hooks'
import { n, t } from '../base/text'
import { type Profile, setIdleMinutes, type Tablet } from '../store'
import { Button } from '../ui/Button'
import { type PinDeed, PinDialog } from './PinDialog'

interface Props {
  tablet: Tablet
  profile: Profile
  idleMinutes: number
}

const MINUTES = [1, 2, 5, 10, 15, 30, 60]

/** One's own PIN on this tablet, and when the tablet locks. */
export function PinSection({ tablet, profile, idleMinutes }: Props) {
  const [deed, setDeed] = useState<PinDeed | null>(null)
  const has = profile.entry === 'pin'
  return (
    <section class="card" aria-labelledby="pin">
      <div class="card-body">
        <h2 id="pin">{t('PIN')}</h2>
        <p class="muted">
          {has
            ? t('The tablet locks by itself. Your PIN opens it again, also without a network.')
            : t(
                'Names and notes on this tablet are sealed. With a PIN only you open yours, and people change places in two taps.',
              )}
        </p>
        {has ? (
          <>
            <label class="field">
              <span class="field-label">{t('Lock when nobody has touched it for')}</span>
              <select
                class="input"
                value={String(idleMinutes)}
                onChange={({ currentTarget }) => void setIdleMinutes(tablet, Number(currentTarget.value))}
              >
                {MINUTES.map((minutes) => (
                  <option key={minutes} value={String(minutes)}>
                    {n(minutes, '{count} minute', '{count} minutes')}
                  </option>
                ))}
              </select>
            </label>
            <div class="pin-deeds">
              <Button onClick={() => setDeed('change')}>{t('Change the PIN')}</Button>
              <Button kind="quiet" onClick={() => setDeed('remove')}>
                {t('Remove the PIN')}
              </Button>
            </div>
          </>
        ) : (
          <div>
            <Button kind="primary" icon="lock" onClick={() => setDeed('set')}>
              {t('Choose a PIN')}
            </Button>
          </div>
        )}
        {deed && (
          <PinDialog tablet={tablet} profileId={profile.id} deed={deed} onClose={() => setDeed(null)} />
        )}
      </div>
    </section>
  )
}
