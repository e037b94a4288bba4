import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { Button, IconButton } from '../../ui/Button'
import { TextField } from '../../ui/Field'
import { calendarDay } from '../../ui/words'

interface Props {
  label: string
  hint: string
  days: readonly string[]
  error: string | undefined
  onChange: (days: readonly string[]) => void
}

const MOST = 500

/** Single days, added one by one and taken away with a tap. */
export function DayList({ label, hint, days, error, onChange }: Props) {
  const [typed, setTyped] = useState('')
  function add() {
    if (typed === '' || days.length >= MOST) return
    onChange([...new Set([...days, typed])].sort())
    setTyped('')
  }
  return (
    <div class="stack">
      <div class="timetable-add">
        <TextField
          label={label}
          hint={hint}
          type="date"
          value={typed}
          error={error}
          onInput={setTyped}
          onEnter={add}
        />
        <Button
          icon="plus"
          aria-label={t('Add to: {list}', { list: label })}
          disabled={typed === ''}
          onClick={add}
        >
          {t('Add')}
        </Button>
      </div>
      {days.length > 0 && (
        <ul class="row" aria-label={label}>
          {days.map((day) => (
            <li key={day} class="timetable-chip">
              <span>{calendarDay(day)}</span>
              <IconButton
                kind="quiet"
                icon="close"
                label={t('Take {day} away', { day: calendarDay(day) })}
                onClick={() => onChange(days.filter((one) => one !== day))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
