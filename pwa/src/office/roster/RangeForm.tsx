import { useMemo, useState } from 'preact/hooks'
import { n, t } from '../../base/text'
import { poster, type Refusal } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { SelectField, TextField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import type { Pointed } from '../../ui/pointed'
import { apart, listWords } from '../../ui/words'
import { KindField } from './KindField'
import { kindCodes } from './kinds'
import type { Group, GroupRange, ViewProps } from './props'
import { endsOf, MOST, namesOf, patternOf, type Range, type RangeFault } from './range'
import { refusalWords, refusedFields } from './refusals'
import { placesIn, treeOf } from './tree'

interface Props extends Pick<ViewProps, 'api' | 'kinds'> {
  groups: readonly Group[]
  parent: number | null
  /** With how many there are more now. */
  onDone: (added: number) => void
  onClose: () => void
}

/** Many groups in one action: rooms 101 to 140, sections A to F. First the names, then, once they were seen, the groups. */
export function RangeForm({ api, kinds, groups, parent: above, onDone, onClose }: Props) {
  const [range, setRange] = useState<Range>({ before: '', after: '', first: '', last: '', step: '' })
  const [kind, setKind] = useState(kindCodes(kinds, groups)[0] ?? '')
  const [parent, setParent] = useState(String(above ?? ''))
  const [seen, setSeen] = useState<GroupRange['names'] | null>(null)
  const [errors, setErrors] = useState<Pointed>({})
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const post = useMemo(() => poster(api), [api])
  const places = useMemo(() => placesIn(treeOf(groups)), [groups])
  const names = namesOf(range)
  const fault = names.ok ? null : names.error

  function refused(refusal: Refusal) {
    const fields = refusedFields(refusal)
    setErrors(fields)
    setProblem(Object.keys(fields).length === 0 ? refusalWords(refusal) : '')
  }
  async function ask(preview: boolean) {
    setBusy(true)
    setErrors({})
    setProblem('')
    const asked = await post<GroupRange>('/groups/range', {
      pattern: patternOf(range),
      first: range.first,
      last: range.last,
      ...(range.step === '' ? {} : { step: Number(range.step) }),
      group_type: kind.trim(),
      parent: parent === '' ? null : Number(parent),
      preview,
    })
    setBusy(false)
    if (!asked.ok) return refused(asked.error)
    if (preview) setSeen(asked.value.names)
    else onDone(asked.value.groups.length)
  }
  function submit() {
    if (names.ok) void ask(seen === null)
  }
  const field = (name: keyof Range) => ({
    value: range[name],
    onInput: (value: string) => setRange({ ...range, [name]: value }),
    autocomplete: 'off',
    spellcheck: false,
  })
  return (
    <Dialog title={t('Several {groups} at once')} typing onClose={onClose}>
      <Form class="stack" onSubmit={submit}>
        {problem !== '' && <Banner tone="bad">{problem}</Banner>}
        {seen === null ? (
          <>
            <p class="muted">{t('They count up: rooms 101 to 140, sections A to F.')}</p>
            <div class="roster-range">
              <TextField
                label={t('Before it')}
                {...field('before')}
                error={errors.pattern}
                maxLength={100}
                hint={t('Like "Room ", with the space.')}
                autofocus
              />
              <TextField
                label={t('From')}
                {...field('first')}
                error={errors.first}
                required
                maxLength={9}
                autocapitalize="none"
                placeholder="101"
              />
              <TextField
                label={t('To')}
                {...field('last')}
                error={errors.last ? faultWords('order') : ''}
                required
                maxLength={9}
                autocapitalize="none"
                placeholder="140"
              />
            </div>
            <div class="roster-pair">
              <TextField label={t('Behind it')} {...field('after')} maxLength={90} />
              <TextField
                label={t('In steps of')}
                {...field('step')}
                type="number"
                min={1}
                max={100}
                placeholder="1"
              />
            </div>
            <KindField
              value={kind}
              error={errors.group_type}
              kinds={kinds}
              groups={groups}
              onChange={setKind}
            />
            <SelectField
              label={t('Below')}
              value={parent}
              error={errors.parent}
              onChange={setParent}
              options={[
                { value: '', label: t('Nothing, at the top') },
                ...places.map((place) => ({ value: String(place.group.id), label: place.way })),
              ]}
            />
            <p class="roster-preview" role="status" data-fault={fault !== null && fault !== 'empty'}>
              {names.ok
                ? n(names.value.length, '{count} {group}: {names}', '{count} {groups}: {names}', {
                    names: shortened(names.value),
                  })
                : faultWords(names.error)}
            </p>
          </>
        ) : (
          <Names names={seen} />
        )}
        <div class="dialog-actions">
          {seen === null ? (
            <Button onClick={onClose}>{t('Cancel')}</Button>
          ) : (
            <Button icon="back" onClick={() => setSeen(null)}>
              {t('Change something')}
            </Button>
          )}
          <Button
            kind="primary"
            type="submit"
            disabled={busy || !names.ok || (seen?.every((one) => one.exists) ?? false)}
          >
            {seen === null ? t('Look at the names') : addWords(seen.filter((one) => !one.exists).length)}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

const addWords = (count: number) => n(count, 'Add {count} {group}', 'Add {count} {groups}')

const shortened = (names: readonly string[]) =>
  listWords(endsOf(names).map((name) => (name === null ? '…' : apart(name))))

/** All names, before they are made; those that exist already are left as they are. */
function Names({ names }: { names: GroupRange['names'] }) {
  const there = names.filter((one) => one.exists).length
  return (
    <>
      <p>
        {there === 0
          ? t('None of these exists yet. Is this what you mean?')
          : n(
              there,
              '{count} of these exists already and is left as it is.',
              '{count} of these exist already and are left as they are.',
            )}
      </p>
      <ul class="roster-names" aria-label={t('Names')}>
        {names.map(({ name, exists }) => (
          <li key={name} class="tag" data-tone={exists ? undefined : 'brand'}>
            <bdi>{name}</bdi>
            {exists && ` · ${t('exists')}`}
          </li>
        ))}
      </ul>
    </>
  )
}

function faultWords(fault: RangeFault): string {
  switch (fault) {
    case 'empty':
      return t('The names appear here while you type.')
    case 'label':
      return t('It counts in digits, or in one to three letters from A to Z.')
    case 'kinds':
      return t('Both ends are digits, or letters of one case.')
    case 'order':
      return t('The end is before the beginning.')
    case 'many':
      return t('These are more than {most} at once.', { most: MOST })
    case 'step':
      return t('Steps are whole numbers from 1 to 100.')
    case 'brace':
      return t('A name cannot hold curly brackets.')
  }
}
