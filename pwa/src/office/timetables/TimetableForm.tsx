import { t } from '../../base/text'
import { CheckField, type Option, SelectField, TextField } from '../../ui/Field'
import { DayList } from './DayList'
import { type Draft, endsNextDay, type Faults } from './draft'
import { RuleFields } from './RuleFields'
import { movedTo } from './rule'

interface Props {
  draft: Draft
  /** Of this page, or of the server by the names of this page. */
  faults: Faults
  groups: readonly Option[]
  /** It stays with its group. */
  isNew: boolean
  onChange: (what: Partial<Draft>) => void
}

/** All that a timetable says, in plain fields. */
export function TimetableForm({ draft, faults, groups, isNew, onChange }: Props) {
  return (
    <>
      <section class="card card-body" aria-labelledby="timetable-what">
        <h2 id="timetable-what">{t('What')}</h2>
        <div class="filters timetable-fields">
          <TextField
            label={t('Name of the {sessions}')}
            value={draft.name}
            error={faults.name}
            maxLength={255}
            autocomplete="off"
            required
            onInput={(name) => onChange({ name })}
          />
          <SelectField
            label={t('{Group}')}
            value={draft.group}
            error={faults.group}
            disabled={!isNew}
            required
            onChange={(group) => onChange({ group })}
            options={[{ value: '', label: t('Choose') }, ...groups]}
          />
        </div>
        {!isNew && (
          <CheckField
            label={t('In use')}
            hint={t('Out of use it makes no more {sessions}; those that are there stay.')}
            checked={draft.isActive}
            onChange={(isActive) => onChange({ isActive })}
          />
        )}
      </section>
      <section class="card card-body" aria-labelledby="timetable-when">
        <h2 id="timetable-when">{t('When')}</h2>
        <RuleFields
          choice={draft.choice}
          faults={faults}
          onChange={(what) => onChange({ choice: { ...draft.choice, ...what } })}
        />
        <div class="timetable-times">
          <TextField
            label={t('Starts at')}
            type="time"
            value={draft.startTime}
            error={faults.startTime}
            onInput={(startTime) => onChange({ startTime })}
          />
          <TextField
            label={t('Ends at')}
            type="time"
            hint={endsNextDay(draft) ? t('On the next day.') : undefined}
            value={draft.endTime}
            error={faults.endTime}
            onInput={(endTime) => onChange({ endTime })}
          />
          <TextField
            label={t('First day')}
            type="date"
            value={draft.startsOn}
            error={faults.startsOn}
            onInput={(startsOn) =>
              onChange(
                isNew && startsOn !== '' && draft.startsOn !== ''
                  ? { startsOn, choice: movedTo(draft.choice, draft.startsOn, startsOn) }
                  : { startsOn },
              )
            }
          />
          <TextField
            label={t('Last day')}
            type="date"
            hint={draft.until === '' ? t('Left empty it has no end.') : undefined}
            value={draft.until}
            error={faults.until}
            min={draft.startsOn}
            onInput={(until) => onChange({ until })}
          />
        </div>
        <details class="timetable-more" open={draft.exceptions.length + draft.extraDates.length > 0}>
          <summary>{t('Days without one, and further days')}</summary>
          <div class="timetable-exceptions">
            <DayList
              label={t('Days without one')}
              hint={t('Holidays, for instance.')}
              days={draft.exceptions}
              error={faults.exceptions}
              onChange={(exceptions) => onChange({ exceptions })}
            />
            <DayList
              label={t('Further days')}
              hint={t('Beside those of the rule.')}
              days={draft.extraDates}
              error={faults.extraDates}
              onChange={(extraDates) => onChange({ extraDates })}
            />
          </div>
        </details>
      </section>
    </>
  )
}
