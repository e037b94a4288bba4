import { useId } from 'preact/hooks'
import { t } from '../../base/text'
import { clockTime } from '../../ui/words'
import { isZone, zones } from './zones'

interface Props {
  value: string
  error?: string | undefined
  hint?: string | undefined
  now: number
  onInput: (value: string) => void
}

const NO_ZONE = () => t('This is no time zone. Type a large city of your country.')

/** A time zone by its name, found by typing a part of it, with the time that it is there. */
export function ZoneField({ value, error, hint, now, onInput }: Props) {
  const id = useId()
  const known = isZone(value)
  const wrong = error ?? (known ? undefined : NO_ZONE())
  return (
    <div class="field">
      <label for={id}>{t('Time zone')}</label>
      <input
        id={id}
        class="input"
        list={`${id}-zones`}
        value={value}
        required
        autocomplete="off"
        spellcheck={false}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => {
          const typed = event.currentTarget
          typed.setCustomValidity(isZone(typed.value) ? '' : NO_ZONE())
          onInput(typed.value)
        }}
      />
      <datalist id={`${id}-zones`}>
        {zones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <p id={`${id}-note`} class={wrong ? 'field-error' : 'field-hint'}>
        {wrong ?? (
          <>
            {t('There it is {time} now. A day begins and ends by it, on every tablet.', {
              time: clockTime(now, value),
            })}{' '}
            {hint}
          </>
        )}
      </p>
    </div>
  )
}
