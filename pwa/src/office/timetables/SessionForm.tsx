import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { type Asking, ask, editing, poster, type Refusal } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { type Option, SelectField, TextField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import { type Pointed, pointed } from '../../ui/pointed'
import type { Session } from './props'
import { between, later, localOf, momentOf } from './wall'

interface Props {
  api: Asking
  zone: string
  /** Null: a new one, on this day and of this group unless it is said otherwise. */
  session: Session | null
  day: string
  group: string
  groups: readonly Option[]
  onDone: () => void
  onClose: () => void
}

interface Draft {
  group: string
  name: string
  /** By the organization's clock, "2026-03-29T09:00". */
  start: string
  end: string
}

const draftOf = (row: Session, zone: string): Draft => ({
  group: String(row.group),
  name: row.name,
  start: localOf(Date.parse(row.scheduled_start_at), zone),
  end: localOf(Date.parse(row.scheduled_end_at), zone),
})

/** One session: when it is planned and what it is called. */
export function SessionForm({ api, zone, session, day, group, groups, onDone, onClose }: Props) {
  const [base, setBase] = useState(session)
  const [draft, setDraft] = useState<Draft>(() =>
    session ? draftOf(session, zone) : { group, name: '', start: `${day}T09:00`, end: `${day}T10:00` },
  )
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Pointed>({})
  const [problem, setProblem] = useState('')
  const post = useMemo(() => poster(api), [api])
  const change = (what: Partial<Draft>) => setDraft({ ...draft, ...what })
  /** It keeps its length when it moves. */
  function move(start: string) {
    const length = between(draft.start, draft.end)
    change(start === '' || Number.isNaN(length) ? { start } : { start, end: later(start, length) })
  }
  function refused(refusal: Refusal) {
    setErrors(pointed(refusal.errors))
    setProblem(refusal.errors.length === 0 ? refusal.message : '')
  }
  async function save(): Promise<void> {
    const iso = (local: string) => new Date(momentOf(local, zone)).toISOString()
    const fields = {
      name: draft.name.trim(),
      scheduled_start_at: iso(draft.start),
      scheduled_end_at: iso(draft.end),
    }
    if (base === null) {
      const asked = await post<Session>('/sessions', { ...fields, group: Number(draft.group) })
      return asked.ok ? onDone() : refused(asked.error)
    }
    const before = draftOf(base, zone)
    const changes = {
      ...(fields.name === base.name ? {} : { name: fields.name }),
      // A time that nobody touched keeps its seconds.
      ...(draft.start === before.start ? {} : { scheduled_start_at: fields.scheduled_start_at }),
      ...(draft.end === before.end ? {} : { scheduled_end_at: fields.scheduled_end_at }),
    }
    if (Object.keys(changes).length === 0) return onClose()
    const asked = await editing<Session>(api, `/sessions/${base.id}`, base.version, changes)
    if (asked.ok) return onDone()
    refused(asked.error)
    if (asked.error.code === 'version_changed') await catchUp(base)
  }
  /** Somebody else was faster: what was typed here stays, everything else is as they left it. */
  async function catchUp(seen: Session) {
    const fresh = await ask<Session>(api, { method: 'GET', path: `/sessions/${seen.id}` })
    if (!fresh.ok) return refused(fresh.error)
    const [old, now] = [draftOf(seen, zone), draftOf(fresh.value, zone)]
    const kept = (field: keyof Draft) => (draft[field] === old[field] ? now[field] : draft[field])
    setBase(fresh.value)
    setDraft({ group: now.group, name: kept('name'), start: kept('start'), end: kept('end') })
    setProblem(
      t('Somebody changed it since you opened it. What you typed is kept; save again if it should stand.'),
    )
  }
  async function submit() {
    const fill = t('Fill this in.')
    const missing: Pointed = {
      ...(draft.group === '' ? { group: fill } : {}),
      ...(draft.name.trim() === '' ? { name: fill } : {}),
      ...(draft.start === '' ? { scheduled_start_at: fill } : {}),
      ...(draft.end === '' ? { scheduled_end_at: fill } : {}),
      ...(draft.start !== '' && draft.end !== '' && draft.end < draft.start
        ? { scheduled_end_at: t('It cannot end before it starts.') }
        : {}),
    }
    setErrors(missing)
    setProblem('')
    if (Object.keys(missing).length > 0) return
    setBusy(true)
    await save()
    setBusy(false)
  }
  return (
    <Dialog title={session ? t('Change this {session}') : t('New {session}')} onClose={onClose}>
      <Form class="stack" noValidate onSubmit={submit}>
        {problem !== '' && <Banner tone="bad">{problem}</Banner>}
        <SelectField
          label={t('{Group}')}
          value={draft.group}
          error={errors.group}
          disabled={session !== null}
          required
          onChange={(chosen) => change({ group: chosen })}
          options={[{ value: '', label: t('Choose') }, ...groups]}
        />
        <TextField
          label={t('Name')}
          value={draft.name}
          error={errors.name}
          maxLength={255}
          autocomplete="off"
          required
          onInput={(name) => change({ name })}
        />
        <TextField
          label={t('Starts')}
          type="datetime-local"
          value={draft.start}
          error={errors.scheduled_start_at}
          onInput={move}
        />
        <TextField
          label={t('Ends')}
          type="datetime-local"
          hint={t('Times of {zone}.', { zone })}
          value={draft.end}
          min={draft.start}
          error={errors.scheduled_end_at}
          onInput={(end) => change({ end })}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {t('Save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
