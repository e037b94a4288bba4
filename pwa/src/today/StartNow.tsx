import { useMemo, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { n, t } from '../base/text'
import {
  type Action,
  beginOnTheSpot,
  type SessionRow,
  type Store,
  undo,
  undoStackOf,
  watchGroups,
  watchOwnGroups,
} from '../store'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Form } from '../ui/Form'
import { fold, matches } from '../ui/fold'
import { Icon } from '../ui/Icon'
import { Link, navigate } from '../ui/navigation'
import { SearchField } from '../ui/SearchField'
import { toast } from '../ui/toast'
import { unbegun } from '../ui/unbegun'
import { clockTime } from '../ui/words'
import './start.css'

interface Props {
  store: Store
  clock: Clock
  zone: string
  userId: number
  /** The sessions that are on now: starting a second one for a group is hardly ever meant. */
  on: SessionRow[]
  onClose: () => void
}

const MINUTE = 60_000
const LENGTHS = [30, 45, 60, 90, 120]
const USUAL = 60
/** As many as a person reads; the others are found by a word. */
const LISTED = 30

/** Starts a session that no timetable planned: choose a group, one more tap, and the roster is there. Works without a network. */
export function StartNow({ store, clock, zone, userId, on, onClose }: Props) {
  const groups = useMemo(() => watchGroups(store), [store]).value
  const own = useMemo(() => watchOwnGroups(store), [store]).value
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<number | null>(null)
  const [name, setName] = useState<string | null>(null)
  const [minutes, setMinutes] = useState(USUAL)
  const [problem, setProblem] = useState('')
  const place = (id: number) => (own.includes(id) ? own.indexOf(id) : own.length)
  const sorted = [...groups].sort((a, b) => place(a.id) - place(b.id))
  const found = sorted.filter((group) => matches(fold(group.name), query))
  // What the words hide is not started by accident.
  const group = found.find((one) => one.id === chosen)
  const at = clock.now()
  const title = name ?? (group ? `${group.name}, ${clockTime(at, zone)}` : '')
  const twin = on.find((session) => session.group === group?.id)

  async function begin(): Promise<void> {
    if (!group || title.trim() === '') return
    const starts_at = Math.floor(at / MINUTE) * MINUTE
    const plan = { group: group.id, name: title.trim(), starts_at, ends_at: starts_at + minutes * MINUTE }
    try {
      const begun = await beginOnTheSpot(store, { ...plan, marked_by: userId, now: clock.now() })
      const label = t('{title} has started.', { title: plan.name })
      const action = { label, token: begun.undo }
      undoStackOf(store, begun.session).push(action)
      onClose()
      navigate(`/sessions/${begun.session}`)
      toast(label, { label: t('Undo'), run: () => void takeBack(action, begun.session) })
    } catch {
      setProblem(t('Not saved: this tablet could not store the {session}.'))
    }
  }

  async function takeBack(action: Action, session: number): Promise<void> {
    const { undone } = await undo(store, action.token, { marked_by: userId, now: clock.now() })
    if (undone > 0) {
      undoStackOf(store, session).take(action)
      navigate('/')
    }
    toast(unbegun(undone > 0))
  }

  return (
    <Dialog title={t('Start a {session} now')} onClose={onClose}>
      <Form class="stack" onSubmit={begin}>
        {groups.length === 0 ? (
          <p>{t('This tablet knows no {groups} yet. They come with the next contact with the server.')}</p>
        ) : (
          <>
            {groups.length > 6 && (
              <SearchField label={t('Find a {group}')} value={query} onInput={setQuery} />
            )}
            <fieldset class="start-groups">
              <legend class="field-label">{t('{Group}')}</legend>
              {found.slice(0, LISTED).map((one) => (
                <label class="start-group" key={one.id}>
                  <input
                    type="radio"
                    name="start-group"
                    checked={one.id === chosen}
                    onChange={() => setChosen(one.id)}
                  />
                  <span>{one.name}</span>
                  {own.includes(one.id) && <Icon name="check" />}
                </label>
              ))}
              {found.length === 0 && <p class="muted">{t('No {group} matches these words.')}</p>}
              {found.length > LISTED && (
                <p class="muted">
                  {n(
                    found.length - LISTED,
                    '{count} more {group} is found by its name.',
                    '{count} more {groups} are found by their names.',
                  )}
                </p>
              )}
            </fieldset>
            {own.length > 0 && (
              <p class="muted start-note">
                <Icon name="check" />
                {t('{Groups} that you worked with lately, or that this tablet carries, come first.')}
              </p>
            )}
          </>
        )}
        {group && (
          <div class="start-plan">
            <label class="field">
              <span class="field-label">{t('Name')}</span>
              <input
                class="input"
                value={title}
                maxLength={255}
                onInput={(event) => setName(event.currentTarget.value)}
              />
            </label>
            <label class="field">
              <span class="field-label">{t('Planned for')}</span>
              <select
                class="input"
                value={minutes}
                onChange={(event) => setMinutes(Number(event.currentTarget.value))}
              >
                {LENGTHS.map((length) => (
                  <option key={length} value={length}>
                    {n(length, '{count} minute', '{count} minutes')}
                  </option>
                ))}
              </select>
            </label>
          </div>
        )}
        {twin && (
          <Banner
            tone="wait"
            title={t('{title} of this {group} is on now.', { title: twin.name || twin.group_name })}
            action={
              <Link class="button" href={`/sessions/${twin.id}`}>
                {t('Open it')}
              </Link>
            }
          />
        )}
        {problem !== '' && <Banner tone="bad">{problem}</Banner>}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" icon="play" disabled={!group || title.trim() === ''} type="submit">
            {t('Start now')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
