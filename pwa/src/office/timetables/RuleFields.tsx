import { t } from '../../base/text'
import { Choices } from '../../ui/Choices'
import { SelectField, TextField } from '../../ui/Field'
import type { Faults } from './draft'
import { type Choice, DAYS, type Day, type Every, LAST, WEEKS } from './rule'
import { choiceWords, weekdayName, whichWords } from './rule-words'

interface Props {
  choice: Choice
  faults: Faults
  onChange: (what: Partial<Choice>) => void
}

/** How it repeats. A rule that these choices cannot say is offered as what it is, and kept. */
export function RuleFields({ choice, faults, onChange }: Props) {
  return (
    <>
      <fieldset class="stack">
        <legend class="field-label">{t('Repeats')}</legend>
        <Choices<Every>
          legend={t('Repeats')}
          value={choice.every}
          onChange={(every) => onChange({ every })}
          options={[
            ...(choice.kept === '' ? [] : [{ value: 'kept' as const, label: t('As it is') }]),
            { value: 'week', label: t('Weekly') },
            { value: 'day', label: t('Daily') },
            { value: 'month', label: t('Monthly') },
          ]}
        />
      </fieldset>
      {choice.every === 'kept' ? (
        <p class="timetable-kept">
          <strong>{choiceWords(choice)}</strong>
          <span class="muted">
            {t('This form cannot say it in choices. It stays as it is unless you choose another.')}
          </span>
        </p>
      ) : (
        <div class="timetable-rule">
          <TextField
            label={intervalWords(choice.every)}
            type="number"
            inputMode="numeric"
            min={1}
            max={999}
            value={choice.interval}
            error={faults.interval}
            onInput={(interval) => onChange({ interval })}
          />
          {choice.every === 'week' && <Weekdays choice={choice} error={faults.days} onChange={onChange} />}
          {choice.every === 'month' && <MonthDay choice={choice} onChange={onChange} />}
        </div>
      )}
    </>
  )
}

function Weekdays({ choice, error, onChange }: Omit<Props, 'faults'> & { error: string | undefined }) {
  const toggle = (day: Day) =>
    onChange({
      days: choice.days.includes(day) ? choice.days.filter((one) => one !== day) : [...choice.days, day],
    })
  return (
    <fieldset class="timetable-days">
      <legend class="field-label">{t('On these weekdays')}</legend>
      <div class="row">
        {DAYS.map((day) => (
          <label key={day} class="timetable-day">
            <input
              type="checkbox"
              aria-label={weekdayName(day)}
              checked={choice.days.includes(day)}
              onChange={() => toggle(day)}
            />
            <span aria-hidden="true">{weekdayName(day, 'short')}</span>
          </label>
        ))}
      </div>
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

const DATES = [...Array.from({ length: 31 }, (_, at) => at + 1), LAST]

function MonthDay({ choice, onChange }: Omit<Props, 'faults'>) {
  return (
    <>
      <SelectField
        label={t('Counted by')}
        value={choice.monthly}
        onChange={(monthly) => onChange({ monthly: monthly as Choice['monthly'] })}
        options={[
          { value: 'date', label: t('the day of the month') },
          { value: 'weekday', label: t('a weekday') },
        ]}
      />
      {choice.monthly === 'date' ? (
        <SelectField
          label={t('Day')}
          value={String(choice.date)}
          hint={choice.date > 28 ? t('Months without this day are left out.') : undefined}
          onChange={(date) => onChange({ date: Number(date) })}
          options={DATES.map((date) => ({
            value: String(date),
            label: date === LAST ? t('the last day') : t('Day {day}', { day: date }),
          }))}
        />
      ) : (
        <>
          <SelectField
            label={t('Which one')}
            value={String(choice.week)}
            onChange={(week) => onChange({ week: Number(week) })}
            options={WEEKS.map((week) => ({ value: String(week), label: whichWords(week) }))}
          />
          <SelectField
            label={t('Weekday')}
            value={choice.weekday}
            onChange={(weekday) => onChange({ weekday: weekday as Day })}
            options={DAYS.map((day) => ({ value: day, label: weekdayName(day) }))}
          />
        </>
      )}
    </>
  )
}

function intervalWords(every: Exclude<Every, 'kept'>): string {
  switch (every) {
    case 'day':
      return t('Every how many days')
    case 'week':
      return t('Every how many weeks')
    case 'month':
      return t('Every how many months')
  }
}
