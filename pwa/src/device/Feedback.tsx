import type { Signal } from '@preact/signals'
import { t } from '../base/text'
import { Choices } from '../ui/Choices'
import { canVibrate, feel, sound, vibration } from '../ui/feedback'

/** Whether a mark is felt and heard on this tablet. */
export function Feedback() {
  return (
    <>
      {canVibrate() && <Taste name={t('Vibrate when marking')} taste={vibration} />}
      <Taste name={t('Sound when marking')} taste={sound} />
    </>
  )
}

function Taste({ name, taste }: { name: string; taste: Signal<boolean> }) {
  return (
    <div class="field">
      <span class="field-label">{name}</span>
      <div class="theme-choice">
        <Choices
          legend={name}
          value={taste.value ? 'on' : 'off'}
          onChange={(chosen) => {
            taste.value = chosen === 'on'
            feel('marked')
          }}
          options={[
            { value: 'on', label: t('On') },
            { value: 'off', label: t('Off') },
          ]}
        />
      </div>
    </div>
  )
}
