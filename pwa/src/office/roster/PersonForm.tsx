import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { poster } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { SelectField, TextField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import { apart, calendarDay, fullName, listWords } from '../../ui/words'
import { ExtraFields } from './ExtraFields'
import { extraOf, plainIn, textOf } from './extra'
import type { Detail } from './merging'
import type { Group, Membership, Person, ViewProps } from './props'
import { refusalWords } from './refusals'
import { useRowForm } from './row-form'
import { Stands } from './Stands'
import { placesIn, treeOf } from './tree'

interface Props extends Pick<ViewProps, 'api'> {
  /** Null: somebody new. */
  person: Person | null
  /** For somebody new: where they may go, and where they go unless said otherwise. */
  groups?: readonly Group[]
  group?: string
  onDone: (person: Person) => void
  onClose: () => void
}

type Typed = Record<Detail | 'extra_data', string>

const fieldsOf = (person: Person | null): Typed => ({
  first_name: person?.first_name ?? '',
  last_name: person?.last_name ?? '',
  identifier: person?.identifier ?? '',
  external_id: person?.external_id ?? '',
  date_of_birth: person?.date_of_birth ?? '',
  extra_data: textOf(person?.extra_data ?? {}),
})

function bodyOf({ extra_data: extra, ...fields }: Partial<Typed>): object {
  const body: Record<string, unknown> = extra === undefined ? {} : { extra_data: extraOf(extra) }
  for (const [name, value] of Object.entries(fields)) {
    const mayLack = name === 'external_id' || name === 'date_of_birth'
    body[name] = mayLack && value.trim() === '' ? null : value.trim()
  }
  return body
}

const detailWords = (text: string): string =>
  listWords(plainIn(text).map(({ name, value }) => `${apart(name)} ${apart(value)}`))

/** Adds somebody, with their first group if wished, or changes who they are. */
export function PersonForm({ api, person, groups = [], group: first = '', onDone, onClose }: Props) {
  const form = useRowForm<Person, Typed>({ api, path: '/participants', row: person, fieldsOf, bodyOf })
  const [group, setGroup] = useState(first)
  const [added, setAdded] = useState<Person | null>(null)
  const [unjoined, setUnjoined] = useState('')
  const places = useMemo(() => placesIn(treeOf(groups.filter((one) => one.is_active))), [groups])
  const post = useMemo(() => poster(api), [api])

  async function submit() {
    const saved = added ?? (await form.save())
    if (saved === null) return
    if (person !== null || group === '') return onDone(saved)
    // Whoever is there already is not added once more, when only the group was missed.
    setAdded(saved)
    const joined = await post<Membership>('/group-memberships', {
      group: Number(group),
      participant: saved.id,
    })
    if (joined.ok || joined.error.code === 'membership_exists') return onDone(saved)
    setUnjoined(refusalWords(joined.error))
  }
  const field = (name: keyof Typed, words: (value: string) => string = String) => {
    const stands = form.stands[name]
    return {
      value: form.typed[name],
      error: form.errors[name],
      disabled: added !== null,
      onInput: (value: string) => form.set(name, value),
      autocomplete: 'off',
      hint: stands !== undefined && (
        <Stands words={stands === '' ? '' : words(stands)} onTake={() => form.take(name)} />
      ),
    }
  }
  const hinted = (name: keyof Typed, hint: string) => {
    const made = field(name)
    return { ...made, hint: made.hint || hint }
  }
  return (
    <Dialog
      title={person === null ? t('New {participant}') : t('Change {name}', { name: fullName(person) })}
      typing
      onClose={added ? () => onDone(added) : onClose}
    >
      <Form class="stack" onSubmit={submit}>
        {form.problem !== '' && <Banner tone="bad">{form.problem}</Banner>}
        {added && unjoined !== '' && (
          <Banner
            tone="wait"
            title={t('{name} was added, but to no {group} yet.', { name: fullName(added) })}
          >
            {unjoined}
          </Banner>
        )}
        <div class="roster-pair">
          <TextField label={t('First name')} {...field('first_name')} required maxLength={100} autofocus />
          <TextField label={t('Last name')} {...field('last_name')} maxLength={100} />
        </div>
        <TextField
          label={t('Identifier')}
          {...hinted('identifier', t('Stands on the badge; nobody else has the same.'))}
          required
          maxLength={100}
          autocapitalize="none"
          spellcheck={false}
        />
        <div class="roster-pair">
          <TextField
            label={t('Number elsewhere')}
            {...hinted('external_id', t('In another system, if there is one.'))}
            maxLength={100}
            autocapitalize="none"
            spellcheck={false}
          />
          <TextField label={t('Date of birth')} {...field('date_of_birth', calendarDay)} type="date" />
        </div>
        <ExtraFields
          text={form.typed.extra_data}
          error={form.errors.extra_data}
          hint={field('extra_data', detailWords).hint}
          onChange={(text) => form.set('extra_data', text)}
        />
        {person === null && (
          <SelectField
            label={t('{Group}')}
            value={group}
            onChange={setGroup}
            options={[
              { value: '', label: t('None yet') },
              ...places.map((place) => ({ value: String(place.group.id), label: place.way })),
            ]}
          />
        )}
        <div class="dialog-actions">
          <Button onClick={added ? () => onDone(added) : onClose}>
            {added ? t('Leave it so') : t('Cancel')}
          </Button>
          <Button kind="primary" type="submit" disabled={form.busy}>
            {person !== null ? t('Save') : added ? t('Try again') : t('Add')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
