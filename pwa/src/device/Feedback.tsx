import { t } from '../base/text'
import { Choices } from '../ui/Choices'
import { canVibrate, chooseSound, chooseVibration, feel, sounds, vibration } from '../ui/feedback'

/** What is felt and heard on this tablet: scans, where nobody looks up, and taps on a list, where everybody does. */
export function Feedback() {
  return (
    <>
      <Taste
        name={t('Sound when scanning')}
        on={sounds.value.scan}
        onChoose={(on) => chooseSound('scan', on)}
      />
      <Taste
        name={t('Sound when marking')}
        on={sounds.value.mark}
        onChoose={(on) => {
          chooseSound('mark', on)
          feel('marked')
        }}
      />
      {canVibrate() && (
        <Taste
          name={t('Vibrate when marking and scanning')}
          on={vibration.value}
          onChoose={(on) => {
            chooseVibration(on)
            feel('marked')
          }}
        />
      )}
    </>
  )
}

function Taste({ name, on, onChoose }: { name: string; on: boolean; onChoose: (on: boolean) => void }) {
  return (
    <div class="field">
      <span class="field-label">{name}</span>
      <Choices
        legend={name}
        value={on ? 'on' : 'off'}
        onChange={(chosen) => onChoose(chosen === 'on')}
        options={[
          { value: 'on', label: t('On') },
          { value: 'off', label: t('Off') },
        ]}
      />
    </div>
  )
}
