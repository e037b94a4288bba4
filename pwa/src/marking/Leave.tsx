import { useEffect, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { addDays, dayOf, isDay, startOfDay } from '../base/days'
import { n, t } from '../base/text'
import { type Ahead, type RosterRow, readAhead, type SessionFacts, type Store } from '../store'
import { Button } from '../ui/Button'
import { TextField } from '../ui/Field'
import { Form } from '../ui/Form'
import { calendarDay } from '../ui/words'
import type { Marking } from './marking'

export interface LeaveWorld {
  store: Store
  clock: Clock
  zone: string
  info: SessionFacts
}

interface Props extends LeaveWorld {
  row: RosterRow
  /** The state in words. */
  label: string
  marking: Marking
  open: boolean
  onOpen: (open: boolean) => void
  onClose: () => void
}

const WEEK = 6
const MOST = 366

/** Somebody is away for some days: the same mark in the sessions of this group that follow, as far as this tablet has them. */
export function Leave(props: Props) {
  return props.open ? (
    <Until {...props} />
  ) : (
    <div>
      <Button icon="calendar" kind="quiet" onClick={() => props.onOpen(true)}>
        {t('The same until …')}
      </Button>
    </div>
  )
}

function Until({ store, clock, zone, info, row, label, marking, onClose, onOpen }: Props) {
  const first = dayOf(Date.parse(info.scheduled_start_at), zone)
  const [until, setUntil] = useState(addDays(first, WEEK))
  const [note, setNote] = useState(row.note)
  const [ahead, setAhead] = useState<Ahead | null>(null)
  const [failed, setFailed] = useState(false)
  const valid = isDay(until) && until >= first && until <= addDays(first, MOST)
  const before = valid ? startOfDay(addDays(until, 1), zone) : 0
  useEffect(() => {
    let here = true
    setAhead(null)
    if (before > 0)
      readAhead(store, info.id, row.participant.id, before).then(
        (found) => here && setAhead(found),
        () => here && setFailed(true),
      )
    return () => {
      here = false
    }
  }, [store, info.id, row.participant.id, before])
  async function save() {
    if (await marking.markAhead(row, before, note.trim())) onClose()
    else setFailed(true)
  }
  const today = dayOf(clock.now(), zone)
  return (
    <Form class="stack leave" onSubmit={save}>
      <TextField
        label={t('Until, this day included')}
        type="date"
        min={first}
        max={addDays(first, MOST)}
        value={until}
        onInput={setUntil}
        {...(valid ? {} : { error: t('Choose a day within a year from this {session}.') })}
      />
      <TextField label={t('Note for these {sessions}')} maxLength={1000} value={note} onInput={setNote} />
      <p class="muted" role="status">
        {ahead && aheadWords(ahead, label, until, today)}
      </p>
      {failed && (
        <p class="field-error" role="alert">
          {t('Not saved: this tablet could not store these marks.')}
        </p>
      )}
      <div class="dialog-actions">
        <Button onClick={() => onOpen(false)}>{t('Cancel')}</Button>
        <Button kind="primary" type="submit" disabled={!ahead || ahead.open.length === 0}>
          {t('Mark them')}
        </Button>
      </div>
    </Form>
  )
}

/** What will be marked, what keeps the mark that it has, and what this tablet cannot know of. Days as `YYYY-MM-DD`. */
export function aheadWords(
  { open, kept, daysAhead }: Ahead,
  label: string,
  until: string,
  today: string,
): string {
  const marked =
    open.length === 0
      ? t('No {session} of this {group} that could be marked until then is on this tablet.')
      : n(
          open.length,
          '{count} {session} after this one will be marked {state}.',
          '{count} {sessions} after this one will be marked {state}.',
          { state: label },
        )
  const held =
    kept > 0
      ? ` ${n(kept, '{count} has a mark already and keeps it.', '{count} have a mark already and keep it.')}`
      : ''
  const last = daysAhead === null ? null : addDays(today, daysAhead)
  const beyond =
    last !== null && last < until
      ? t('This tablet carries {sessions} until {day} only: what comes after that is not marked.', {
          day: calendarDay(last),
        })
      : t('What is planned for these days later on is not marked.')
  return `${marked}${held} ${beyond}`
}
