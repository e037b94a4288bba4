import { useEffect, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { t } from '../base/text'
import { checkPin, PIN_LENGTH, type Profile, pinState, type Tablet } from '../store'
import { Button } from '../ui/Button'
import { PinPad, pinWords } from '../ui/PinPad'
import { apart } from '../ui/words'

interface Props {
  tablet: Tablet
  profile: Profile
  clock: Clock
  onRight: () => void
  onPassword: () => void
  /** To the list of people, where there are others. */
  onOthers?: () => void
}

/** One person's PIN, with the pauses that wrong ones cost. Works without a network. */
export function PinEntry({ tablet, profile, clock, onRight, onPassword, onOthers }: Props) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    // Pauses outlive a new start.
    void pinState(tablet, profile.id, clock).then(
      ({ wait }) => wait > 0 && setProblem(pinWords({ wait }, { left: 0, wait })),
    )
  }, [tablet, profile.id, clock])
  async function check(pin: string) {
    setBusy(true)
    setProblem('')
    try {
      const answer = await checkPin(tablet, profile.id, pin, clock)
      if (answer === 'right') return onRight()
      setProblem(pinWords(answer, await pinState(tablet, profile.id, clock)))
      if (answer === 'destroyed') onPassword()
    } catch {
      setProblem(t('The tablet could not use its storage. If it is full, free some space, then try again.'))
    } finally {
      setBusy(false)
    }
  }
  const name = profile.user.name || profile.user.email
  return (
    <section class="stack pin-entry">
      <h2>{name}</h2>
      <PinPad
        label={t('PIN of {name}', { name: apart(name) })}
        problem={problem}
        busy={busy}
        most={PIN_LENGTH.most}
        onDone={(pin) => void check(pin)}
      />
      <div class="pin-ways">
        {onOthers && (
          <Button kind="quiet" icon="users" onClick={onOthers}>
            {t('Somebody else')}
          </Button>
        )}
        <Button kind="quiet" onClick={onPassword}>
          {t('Forgot the PIN? Use the password')}
        </Button>
      </div>
    </section>
  )
}
