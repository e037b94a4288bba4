import { useEffect, useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { type Asking, ask, editing, poster, type Refusal } from '../../store'
import { type Pointed, pointed } from '../../ui/pointed'
import { changesOf, rebased } from './draft'

interface Source<Row, F> {
  api: Asking
  /** Null: a new one is made. */
  row: Row | null
  fieldsOf: (row: Row | null) => F
  /** What the server takes: all fields for a new one, those that were changed otherwise. */
  bodyOf: (fields: Partial<F>) => object
  /** Where a new one is posted. */
  list: string
  pathOf: (row: Row) => string
  seenOf: (row: Row) => number | string
  /** Problems that belong to one field. */
  owners?: Readonly<Record<string, string>>
  onDone: (row: Row) => void
}

export interface Draft<F> {
  values: F
  set: (changes: Partial<F>) => void
  busy: boolean
  errors: Pointed
  problem: string
  /** What somebody else wrote meanwhile into a field that was typed into as well. */
  theirs: Partial<F>
  changed: boolean
  submit: () => void
}

/** The fields of one form: a new row, or a change of one that is not overwritten when somebody else was faster. */
export function useDraft<Row, F extends object>(source: Source<Row, F>): Draft<F> {
  const { api, row, fieldsOf, bodyOf, pathOf, seenOf, onDone } = source
  const [base, setBase] = useState(row)
  const [values, setValues] = useState(() => fieldsOf(row))
  const [theirs, setTheirs] = useState<Partial<F>>({})
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Pointed>({})
  const [problem, setProblem] = useState('')
  const post = useMemo(() => poster(api), [api])

  function stand(fresh: Row) {
    const now = rebased(fieldsOf(base), values, fieldsOf(fresh))
    setBase(fresh)
    setValues(now.typed)
    setTheirs(now.theirs)
  }
  const seen = row === null ? null : seenOf(row)
  // A list that was read again under the form: untouched fields follow it.
  useEffect(() => {
    if (row !== null && base !== null && seenOf(base) !== seen) stand(row)
  }, [seen])

  async function save(): Promise<void> {
    if (base === null) {
      const asked = await post<Row>(source.list, bodyOf(values))
      return asked.ok ? onDone(asked.value) : refused(asked.error)
    }
    const changes = changesOf(fieldsOf(base), values)
    if (Object.keys(changes).length === 0) return onDone(base)
    const asked = await editing<Row>(api, pathOf(base), seenOf(base), bodyOf(changes))
    if (asked.ok) {
      setBase(asked.value)
      setValues(fieldsOf(asked.value))
      setTheirs({})
      return onDone(asked.value)
    }
    if (asked.error.code !== 'version_changed') return refused(asked.error)
    setProblem(t('Somebody changed this meanwhile. What you typed is kept: look at it and save again.'))
    const fresh = await ask<Row>(api, { method: 'GET', path: pathOf(base) })
    if (fresh.ok) stand(fresh.value)
  }
  function refused(refusal: Refusal) {
    const owner = source.owners?.[refusal.code]
    const found = owner ? { [owner]: refusal.message } : pointed(refusal.errors)
    setErrors(found)
    setProblem(Object.keys(found).length === 0 ? refusal.message : '')
  }
  async function submit() {
    setBusy(true)
    setErrors({})
    setProblem('')
    await save()
    setBusy(false)
  }
  return {
    values,
    set: (changes) => setValues((before) => ({ ...before, ...changes })),
    busy,
    errors,
    problem,
    theirs,
    changed: Object.keys(changesOf(fieldsOf(base), values)).length > 0,
    submit: () => void submit(),
  }
}

/** Below a field into which somebody else wrote meanwhile. */
export const meanwhile = (value: string | number | undefined): string | undefined =>
  value === undefined ? undefined : t('Meanwhile somebody set it to “{value}”.', { value })
