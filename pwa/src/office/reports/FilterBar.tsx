import { digits, t } from '../../base/text'
import type { Group, PresenceState } from '../../base/wire'
import { CheckField, SelectField, TextField } from '../../ui/Field'
import { clockTime } from '../../ui/words'
import type { TodayReport } from './answers'
import { type Fault, type Filters, type ReportName, takes } from './query'

interface Props {
  report: ReportName
  filters: Filters
  /** The days that the answer is about, where the person has named none. */
  span: { from: string; to: string } | null
  groups: readonly Group[]
  states: readonly PresenceState[]
  /** The sessions of the day that is looked at, and which day that is. */
  day: { date: string; sessions: TodayReport | null }
  fault: Fault
  onChange: (change: Partial<Filters>) => void
}

/** What the report counts. Each report offers what it knows; what it does not is kept for the next one. */
export function FilterBar({ report, filters, span, groups, states, day, fault, onChange }: Props) {
  const has = (filter: keyof Filters) => takes(report, filter)
  const all = { value: '', label: t('All') }
  return (
    <search class="report-filters" aria-label={t('Filters')}>
      {(has('date') || has('session')) && (
        <TextField
          label={t('Day')}
          type="date"
          value={day.date}
          onInput={(date) => onChange({ date, session: '' })}
        />
      )}
      {has('session') && (
        <div class="report-wide">
          <SelectField
            label={t('{Session}')}
            value={filters.session}
            error={fault === 'session' && day.sessions?.results.length === 0 ? t('Nothing on this day.') : ''}
            options={[{ value: '', label: t('Choose') }, ...sessionOptions(day.sessions)]}
            onChange={(session) => onChange({ session, date: day.date })}
          />
        </div>
      )}
      {has('by') && (
        <SelectField
          label={t('Count by')}
          value={filters.by}
          options={[
            { value: 'participant', label: t('{Participant}') },
            { value: 'group', label: t('{Group}') },
            { value: 'session', label: t('{Session}') },
            { value: 'state', label: t('State') },
          ]}
          onChange={(by) => onChange({ by: by as Filters['by'] })}
        />
      )}
      {has('interval') && (
        <SelectField
          label={t('Count by')}
          value={filters.interval}
          options={[
            { value: 'day', label: t('Day') },
            { value: 'week', label: t('Week') },
            { value: 'month', label: t('Month') },
          ]}
          onChange={(interval) => onChange({ interval: interval as Filters['interval'] })}
        />
      )}
      {has('from') && (
        <>
          <TextField
            label={t('From')}
            type="date"
            value={filters.from || (span?.from ?? '')}
            onInput={(from) => onChange({ from })}
          />
          <TextField
            label={t('To')}
            type="date"
            value={filters.to || (span?.to ?? '')}
            error={fault === 'range' ? t('This day is before the first one.') : ''}
            onInput={(to) => onChange({ to })}
          />
        </>
      )}
      {has('group') && (
        <SelectField
          label={t('{Group}')}
          value={filters.group}
          disabled={filters.compare.length > 0 && has('compare')}
          options={[all, ...groups.map((group) => ({ value: String(group.id), label: group.name }))]}
          onChange={(group) => onChange({ group })}
        />
      )}
      {has('state') && (
        <SelectField
          label={t('State')}
          value={filters.state}
          options={[all, ...states.map((state) => ({ value: state.code, label: state.label }))]}
          onChange={(state) => onChange({ state })}
        />
      )}
      {has('subgroups') && filters.group !== '' && (
        <CheckField
          label={t('With the {groups} below it')}
          checked={filters.subgroups}
          onChange={(subgroups) => onChange({ subgroups })}
        />
      )}
      {has('unmarked') && (
        <CheckField
          label={t('Those who are not marked, too')}
          checked={filters.unmarked}
          onChange={(unmarked) => onChange({ unmarked })}
        />
      )}
      {has('compare') && <Compare groups={groups} chosen={filters.compare} onChange={onChange} />}
    </search>
  )
}

function sessionOptions(report: TodayReport | null) {
  return (report?.results ?? []).map((row) => ({
    value: String(row.session),
    label: `${clockTime(row.scheduled_start_at, report?.time_zone ?? 'UTC')} ${row.session_name}, ${row.group_name}`,
  }))
}

const MOST = 5

interface CompareProps {
  groups: readonly Group[]
  chosen: readonly string[]
  onChange: Props['onChange']
}

function Compare({ groups, chosen, onChange }: CompareProps) {
  const toggle = (id: string, on: boolean) =>
    onChange({ compare: on ? [...chosen, id] : chosen.filter((one) => one !== id) })
  return (
    <details class="report-compare">
      <summary>
        {chosen.length === 0
          ? t('Compare {groups}')
          : t('Compare {groups} ({chosen})', { chosen: digits(chosen.length) })}
      </summary>
      <div class="report-choices">
        {groups.map((group) => {
          const id = String(group.id)
          const on = chosen.includes(id)
          return (
            <CheckField
              key={id}
              label={group.name}
              checked={on}
              disabled={!on && chosen.length >= MOST}
              onChange={(checked) => toggle(id, checked)}
            />
          )
        })}
      </div>
    </details>
  )
}
