import { useEffect, useId, useMemo, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import type { Page } from '../base/resources'
import { n, t } from '../base/text'
import {
  type Asking,
  type Group,
  refreshPage,
  type Store,
  setSubscription,
  watchGroups,
  watchRemote,
  watchSubscription,
} from '../store'
import { Button } from '../ui/Button'
import { Choices } from '../ui/Choices'
import { Form } from '../ui/Form'
import { fold, matches } from '../ui/fold'
import { SearchField } from '../ui/SearchField'
import { toast } from '../ui/toast'
import { type Choice, choiceOf, DAYS, inWords, subscriptionOf } from './subscription'

interface Props {
  store: Store
  api: Asking
  clock: Clock
}

const GROUPS = { key: 'groups', path: '/groups?limit=500&is_active=true&ordering=name' }

/** What of the organization this tablet carries. Less starts faster, and a lost tablet tells less. */
export function Carried({ store, api, clock }: Props) {
  const kept = useMemo(() => watchSubscription(store), [store]).value
  const [draft, setDraft] = useState<Choice | null>(null)
  return (
    <section class="card" aria-labelledby="carried">
      <div class="card-body">
        <h2 id="carried">{t('What this tablet carries')}</h2>
        {draft === null ? (
          <div class="carried-now">
            <p>{inWords(kept)}</p>
            <Button onClick={() => setDraft(choiceOf(kept))}>{t('Change')}</Button>
          </div>
        ) : (
          <Choosing
            store={store}
            api={api}
            clock={clock}
            draft={draft}
            onDraft={setDraft}
            onDone={() => setDraft(null)}
          />
        )}
      </div>
    </section>
  )
}

interface ChoosingProps extends Props {
  draft: Choice
  onDraft: (draft: Choice) => void
  onDone: () => void
}

function Choosing({ store, api, clock, draft, onDraft, onDone }: ChoosingProps) {
  const change = (part: Partial<Choice>) => onDraft({ ...draft, ...part })
  const nothing = draft.only && draft.groups.length === 0
  async function save() {
    try {
      await setSubscription(store, subscriptionOf(draft))
      toast(t('This tablet changes what it carries with the next sync.'))
      onDone()
    } catch {
      toast(t('Not saved: this tablet could not store the choice.'))
    }
  }
  return (
    <Form class="stack" onSubmit={save}>
      <Choices
        legend={t('{Groups}')}
        value={draft.only ? 'some' : 'all'}
        onChange={(value) => change({ only: value === 'some' })}
        options={[
          { value: 'all', label: t('All {groups}') },
          { value: 'some', label: t('Only some {groups}') },
        ]}
      />
      {draft.only && (
        <GroupList
          store={store}
          api={api}
          clock={clock}
          chosen={draft.groups}
          onChoose={(groups) => change({ groups })}
        />
      )}
      <div class="carried-days">
        <Days label={t('Days back')} value={draft.back} onChange={(back) => change({ back })} />
        <Days label={t('Days ahead')} value={draft.ahead} onChange={(ahead) => change({ ahead })} />
      </div>
      <p class="field-hint">
        {t(
          'What goes out is dropped from this tablet after the next sync, what comes in is loaded. Marks that wait are never touched.',
        )}
      </p>
      <div class="dialog-actions">
        <Button onClick={onDone}>{t('Cancel')}</Button>
        <Button kind="primary" type="submit" disabled={nothing}>
          {nothing ? t('Choose a {group}') : t('Save')}
        </Button>
      </div>
    </Form>
  )
}

interface DaysProps {
  label: string
  value: number | null
  onChange: (value: number | null) => void
}

function Days({ label, value, onChange }: DaysProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={value === null ? '' : String(value)}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === '' ? null : Number(currentTarget.value))
        }
      >
        <option value="">{t('All')}</option>
        {DAYS.map((days) => (
          <option key={days} value={String(days)}>
            {days === 0 ? t('None, today only') : n(days, '{count} day', '{count} days')}
          </option>
        ))}
      </select>
    </div>
  )
}

interface GroupProps extends Props {
  chosen: readonly number[]
  onChoose: (groups: number[]) => void
}

/** Those that are on this tablet, and those that the server told of when it could be asked. */
function GroupList({ store, api, clock, chosen, onChoose }: GroupProps) {
  const here = useMemo(() => watchGroups(store), [store]).value
  const online = useMemo(() => watchRemote<Page<Group>>(store, GROUPS.key), [store]).value
  const [query, setQuery] = useState('')
  useEffect(() => void refreshPage(store, api, clock, GROUPS), [store, api, clock])
  const known = new Map([...(online?.value.results ?? []), ...here].map((group) => [group.id, group]))
  const groups = [...known.values()].sort((a, b) => a.name.localeCompare(b.name))
  const shown = groups.filter((group) => matches(fold(group.name), query))
  return (
    <fieldset class="carried-groups">
      <legend class="visually-hidden">{t('{Groups} on this tablet')}</legend>
      {groups.length > 8 && <SearchField label={t('Find a {group}')} value={query} onInput={setQuery} />}
      <div class="carried-list">
        {shown.map((group) => (
          <label class="check" key={group.id}>
            <input
              type="checkbox"
              checked={chosen.includes(group.id)}
              onChange={(event) =>
                onChoose(
                  event.currentTarget.checked
                    ? [...chosen, group.id]
                    : chosen.filter((id) => id !== group.id),
                )
              }
            />
            <span>{group.name}</span>
          </label>
        ))}
        {shown.length === 0 && <p class="muted">{t('No {group} matches.')}</p>}
      </div>
      <p class="field-hint">{n(chosen.length, '{count} {group} chosen.', '{count} {groups} chosen.')}</p>
    </fieldset>
  )
}
