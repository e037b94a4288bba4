import { useState } from 'preact/hooks'
import { dayOf, startOfDay } from '../../base/days'
import { t } from '../../base/text'
import { Button } from '../../ui/Button'
import { SelectField, TextField } from '../../ui/Field'
import { ListHead } from '../../ui/ListHead'
import { PagedList } from '../../ui/PagedList'
import { toast } from '../../ui/toast'
import { apart, clockTime } from '../../ui/words'
import { DeleteDialog } from '../DeleteDialog'
import { useListing } from '../reading'
import { fullDay } from './dates'
import { useGroups } from './groups'
import type { Session, ViewProps } from './props'
import { SessionForm } from './SessionForm'

/** Sessions one by one, from a day on: those of timetables too, since a single one may move or fall out. */
export function SessionList(props: ViewProps) {
  const { api, zone, now, mayPlan } = props
  const groups = useGroups(props)
  const [group, setGroup] = useState('')
  const [day, setDay] = useState(dayOf(now.value, zone))
  const path = pathOf(group, day, zone)
  const list = useListing<Session>(props, path)
  const [editing, setEditing] = useState<Session | 'new' | null>(null)
  const [leaving, setLeaving] = useState<Session | null>(null)
  return (
    <>
      <ListHead intro={t('Every {session} from a day on. Each may be moved, or left out.')}>
        {mayPlan && (
          <Button kind="primary" icon="plus" onClick={() => setEditing('new')}>
            {t('New {session}')}
          </Button>
        )}
      </ListHead>
      <div class="filters">
        <SelectField
          label={t('{Group}')}
          value={group}
          onChange={setGroup}
          options={[{ value: '', label: t('All') }, ...groups.options]}
        />
        <TextField
          label={t('From this day on')}
          type="date"
          value={day}
          onInput={(typed) => typed !== '' && setDay(typed)}
        />
      </div>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Single {sessions}')}
        keyOf={(row) => row.id}
        empty={{
          icon: 'calendar',
          title: t('Nothing is planned'),
          text: t('No {session} from this day on.'),
        }}
        row={(row) => (
          <div class="paged-row">
            <div>
              <p class="row">
                <strong>{apart(row.name)}</strong>
                <span class="muted">{groups.nameOf(row.group)}</span>
                <State row={row} />
              </p>
              <p class="muted">
                {fullDay(row.scheduled_start_at, zone)}, {clockTime(row.scheduled_start_at, zone)}–
                {clockTime(row.scheduled_end_at, zone)}
              </p>
            </div>
            {mayPlan && (
              <div class="row">
                <Button
                  kind="quiet"
                  icon="bin"
                  aria-label={t('Delete {name}', { name: whole(row, zone) })}
                  onClick={() => setLeaving(row)}
                >
                  {t('Delete')}
                </Button>
                <Button
                  icon="pencil"
                  aria-label={t('Change {name}', { name: whole(row, zone) })}
                  onClick={() => setEditing(row)}
                >
                  {t('Change')}
                </Button>
              </div>
            )}
          </div>
        )}
      />
      {editing !== null && (
        <SessionForm
          api={api}
          zone={zone}
          session={editing === 'new' ? null : editing}
          day={day}
          group={group}
          groups={groups.options}
          onDone={() => {
            setEditing(null)
            toast(t('Saved.'))
            void list.refresh()
          }}
          onClose={() => {
            setEditing(null)
            void list.refresh()
          }}
        />
      )}
      {leaving && (
        <DeleteDialog
          api={api}
          path={`/sessions/${leaving.id}`}
          seen={leaving.version}
          title={t('Delete {name}?', { name: whole(leaving, zone) })}
          gone={t('{name} is deleted.', { name: apart(leaving.name) })}
          onChanged={() => void list.refresh()}
          onClose={() => setLeaving(null)}
        >
          <p>{t('It goes from all tablets. A timetable that made it does not make it again.')}</p>
        </DeleteDialog>
      )}
    </>
  )
}

/** Many have the same name: the day tells them apart. */
const whole = (row: Session, zone: string): string =>
  t('{name}, {day}', { name: apart(row.name), day: fullDay(row.scheduled_start_at, zone) })

function State({ row }: { row: Session }) {
  if (row.status === 'completed') return <span class="tag">{t('Over')}</span>
  if (row.status === 'scheduled') return null
  return (
    <span class="tag" data-tone="good">
      {t('Started')}
    </span>
  )
}

function pathOf(group: string, day: string, zone: string): string {
  const query = new URLSearchParams({
    scheduled_start_at__gte: new Date(startOfDay(day, zone)).toISOString(),
    ordering: 'scheduled_start_at',
    limit: '50',
  })
  if (group !== '') query.set('group', group)
  return `/sessions?${query}`
}
