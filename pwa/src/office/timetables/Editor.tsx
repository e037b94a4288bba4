import { useMemo, useState } from 'preact/hooks'
import { dayOf } from '../../base/days'
import { n, t } from '../../base/text'
import { ask, editing, poster, type Refusal } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Form } from '../../ui/Form'
import { navigate } from '../../ui/navigation'
import { pointed } from '../../ui/pointed'
import { toast } from '../../ui/toast'
import { apart } from '../../ui/words'
import { DeleteDialog } from '../DeleteDialog'
import {
  bodyOf,
  changesOf,
  type Draft,
  draftOf,
  emptyDraft,
  type Faults,
  faultsOf,
  pointedAt,
  rangeOf,
  rebased,
} from './draft'
import { useGroups } from './groups'
import { isThere, PreviewCard } from './PreviewCard'
import type { Created, Timetable, ViewProps } from './props'
import { TimetableForm } from './TimetableForm'
import { usePreview } from './use-preview'

interface Props extends ViewProps {
  /** For a new one: whose it is likely to be. */
  group: string
  /** Null: not kept yet. */
  row: Timetable | null
  onRow: (row: Timetable) => void
}

/** What a timetable says, the dates that it means, and the way to its sessions. */
export function Editor(props: Props) {
  const { api, zone, now, row, onRow } = props
  const today = dayOf(now.value, zone)
  const [draft, setDraft] = useState<Draft>(() => (row ? draftOf(row) : emptyDraft(today, props.group)))
  const [range, setRange] = useState<{ from: string; to: string } | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Faults>({})
  const [problem, setProblem] = useState('')
  const [made, setMade] = useState<Created | null>(null)
  const [leaving, setLeaving] = useState(false)
  const post = useMemo(() => poster(api), [api])
  const groups = useGroups(props)
  const faults = faultsOf(draft)
  const complete = Object.keys(faults).length === 0
  const days = range ?? rangeOf(draft, today)
  // A name is not needed to know the dates.
  const dated = Object.keys(faults).every((field) => field === 'name')
  const seen = usePreview(api, dated ? { ...bodyOf(draft), name: draft.name.trim() || '-' } : null, days)
  const planned = seen.preview && !seen.asking ? seen.preview.occurrences : null
  const missing = planned?.filter((one) => !isThere(one, row?.name ?? null)).length ?? 0

  function change(what: Partial<Draft>) {
    setDraft({ ...draft, ...what })
    setMade(null)
  }
  function refuse(refusal: Refusal) {
    const named = pointedAt(pointed(refusal.errors))
    setRefused(named)
    setProblem(Object.keys(named).length === 0 ? (refusal.errors[0]?.detail ?? refusal.message) : '')
  }
  /** Null: refused, and said. */
  async function keep(): Promise<Timetable | null> {
    if (row === null) {
      const asked = await post<Timetable>('/timetables', bodyOf(draft))
      if (asked.ok) return asked.value
      refuse(asked.error)
      return null
    }
    const changes = changesOf(draft, row)
    if (Object.keys(changes).length === 0) return row
    const asked = await editing<Timetable>(api, `/timetables/${row.id}`, row.version, changes)
    if (asked.ok) return asked.value
    if (asked.error.code === 'version_changed') await catchUp(row)
    else refuse(asked.error)
    return null
  }
  async function catchUp(before: Timetable) {
    const fresh = await ask<Timetable>(api, { method: 'GET', path: `/timetables/${before.id}` })
    if (!fresh.ok) return refuse(fresh.error)
    setDraft(rebased(draft, before, fresh.value))
    onRow(fresh.value)
    setProblem(
      t(
        'Somebody changed this timetable since you opened it. What you did not touch stands as they left it now; save again to keep yours.',
      ),
    )
  }
  async function save(andMake: boolean) {
    setTried(true)
    setRefused({})
    setProblem('')
    setMade(null)
    if (!complete) return
    setBusy(true)
    const kept = await keep()
    if (kept) {
      onRow(kept)
      setDraft(draftOf(kept))
      if (row === null) navigate(`/timetables/${kept.id}`, { replace: true })
      if (andMake) await make(kept)
      else toast(t('Saved.'))
    }
    setBusy(false)
  }
  async function make(kept: Timetable) {
    const asked = await post<Created>(`/timetables/${kept.id}/sessions`, days)
    if (!asked.ok) return refuse(asked.error)
    setMade(asked.value)
    seen.again()
  }
  return (
    <>
      <Form class="page-body" onSubmit={() => busy || save(draft.isActive)}>
        <TimetableForm
          draft={draft}
          faults={{ ...(tried ? faults : {}), ...refused }}
          groups={groups.options}
          isNew={row === null}
          onChange={change}
        />
        <PreviewCard {...seen} range={days} onRange={setRange} incomplete={!dated} own={row?.name ?? null} />
        {made && <Made made={made} />}
        {problem !== '' && <Banner tone="bad">{problem}</Banner>}
        {tried && !complete && <Banner tone="bad">{t('Something above is still missing.')}</Banner>}
        {row && (
          <p class="muted">
            {t(
              'A change moves the {sessions} that lie ahead, that nobody changed or started, and that hold no marks. All others stay as they are.',
            )}
          </p>
        )}
        <div class="row timetable-actions">
          {draft.isActive && (
            <Button
              kind="primary"
              type="submit"
              icon="calendar"
              disabled={busy || (complete && planned?.length === 0)}
            >
              {missing === 0
                ? t('Save and make the {sessions}')
                : n(missing, 'Save and make {count} {session}', 'Save and make {count} {sessions}')}
            </Button>
          )}
          <Button disabled={busy} onClick={() => void save(false)}>
            {t('Save only')}
          </Button>
          {row && (
            <Button kind="danger" icon="close" disabled={busy} onClick={() => setLeaving(true)}>
              {t('Delete')}
            </Button>
          )}
        </div>
      </Form>
      {leaving && row && (
        <DeleteDialog
          api={api}
          path={`/timetables/${row.id}`}
          seen={row.version}
          title={t('Delete {name}?', { name: apart(row.name) })}
          gone={t('{name} is deleted.', { name: apart(row.name) })}
          onChanged={(gone) => gone && navigate('/timetables', { replace: true })}
          onClose={() => setLeaving(false)}
        >
          <p>
            {t(
              'Its {sessions} ahead go with it, unless somebody changed or started them or they hold marks. Those that are over stay.',
            )}
          </p>
        </DeleteDialog>
      )}
    </>
  )
}

function Made({ made }: { made: Created }) {
  const { length } = made.sessions
  return (
    <Banner
      tone="good"
      title={
        length === 0
          ? t('No {sessions} were missing.')
          : n(length, '{count} {session} made.', '{count} {sessions} made.')
      }
    >
      {made.existing > 0 &&
        n(
          made.existing,
          '{count} day had its {session} already, or had it deleted by hand.',
          '{count} days had their {session} already, or had it deleted by hand.',
        )}
    </Banner>
  )
}
