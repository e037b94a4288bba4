import { useMemo } from 'preact/hooks'
import { t } from '../../base/text'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { SelectField, TextField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import { apart } from '../../ui/words'
import { KindField } from './KindField'
import { kindCodes, kindWords } from './kinds'
import type { Group, ViewProps } from './props'
import { useRowForm } from './row-form'
import { Stands } from './Stands'
import { placesIn, treeOf, wayTo } from './tree'

interface Props extends Pick<ViewProps, 'api' | 'kinds'> {
  /** Null: a new one. */
  group: Group | null
  groups: readonly Group[]
  /** Of a new one, unless said otherwise. */
  parent?: number | null
  onDone: (group: Group) => void
  onClose: () => void
}

type Typed = Record<'name' | 'group_type' | 'parent', string>

function bodyOf({ parent, ...rest }: Partial<Typed>): object {
  const trimmed = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value.trim()]))
  return parent === undefined ? trimmed : { ...trimmed, parent: parent === '' ? null : Number(parent) }
}

/** Adds a group, renames it, or moves it below another. */
export function GroupForm({ api, kinds, group, groups, parent = null, onDone, onClose }: Props) {
  const fieldsOf = (row: Group | null): Typed => ({
    name: row?.name ?? '',
    group_type: row?.group_type ?? kindCodes(kinds, groups)[0] ?? '',
    parent: String((row ? row.parent : parent) ?? ''),
  })
  const form = useRowForm<Group, Typed>({ api, path: '/groups', row: group, fieldsOf, bodyOf })
  const places = useMemo(() => placesIn(treeOf(groups), group?.id ?? null), [groups, group])
  async function submit() {
    const saved = await form.save()
    if (saved) onDone(saved)
  }
  const stands = (field: keyof Typed, words: (value: string) => string = String) => {
    const now = form.stands[field]
    return (
      now !== undefined && <Stands words={now === '' ? '' : words(now)} onTake={() => form.take(field)} />
    )
  }
  return (
    <Dialog
      title={group === null ? t('New {group}') : t('Change {name}', { name: apart(group.name) })}
      typing
      onClose={onClose}
    >
      <Form class="stack" onSubmit={submit}>
        {form.problem !== '' && <Banner tone="bad">{form.problem}</Banner>}
        <TextField
          label={t('Name')}
          value={form.typed.name}
          error={form.errors.name}
          hint={stands('name')}
          onInput={(name) => form.set('name', name)}
          required
          maxLength={255}
          autocomplete="off"
          autofocus
        />
        <KindField
          value={form.typed.group_type}
          error={form.errors.group_type}
          hint={stands('group_type', (code) => kindWords(code, kinds))}
          kinds={kinds}
          groups={groups}
          onChange={(kind) => form.set('group_type', kind)}
        />
        <SelectField
          label={t('Below')}
          value={form.typed.parent}
          error={form.errors.parent}
          hint={
            stands('parent', (id) => wayTo(groups, Number(id))) ||
            (group !== null && t('It moves with everything that is below it.'))
          }
          onChange={(above) => form.set('parent', above)}
          options={[
            { value: '', label: t('Nothing, at the top') },
            ...places.map((place) => ({ value: String(place.group.id), label: place.way })),
          ]}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" disabled={form.busy}>
            {group === null ? t('Add') : t('Save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
