/** A form over one row: what is typed stays, whatever the server says; who was faster is shown, never overwritten. */
import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { type Asked, type Asking, ask, editing, poster, type Refusal } from '../../store'
import type { Pointed } from '../../ui/pointed'
import { changesOf, type Fields, meet } from './meanwhile'
import { refusalWords, refusedFields } from './refusals'

interface Row {
  id: number
  version: number
}

interface Parts<R extends Row, T extends Fields> {
  api: Asking
  /** Below the API's base: of the list. */
  path: string
  /** Null: a new one. */
  row: R | null
  /** What the fields show of a row, and of no row. */
  fieldsOf: (row: R | null) => T
  /** What is sent for fields. */
  bodyOf: (fields: Partial<T>) => object
}

export interface RowForm<R, T extends Fields> {
  typed: T
  set: (field: keyof T & string, value: string) => void
  /** Takes what stands on the server in place of what was typed. */
  take: (field: keyof T & string) => void
  /** What is wrong, by field. */
  errors: Pointed
  problem: string
  busy: boolean
  /** Fields that somebody else has changed too, with what stands now. */
  stands: Partial<T>
  /** Resolves to the row as it stands then; null where nothing was written. */
  save: () => Promise<R | null>
}

export function useRowForm<R extends Row, T extends Fields>(parts: Parts<R, T>): RowForm<R, T> {
  const { api, path, fieldsOf, bodyOf } = parts
  const [row, setRow] = useState(parts.row)
  const [typed, setTyped] = useState(() => fieldsOf(parts.row))
  const [errors, setErrors] = useState<Pointed>({})
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const [stands, setStands] = useState<Partial<T>>({})
  const post = useMemo(() => poster(api), [api])

  async function refused(refusal: Refusal) {
    if (refusal.code === 'version_changed' && row) return meetFresh(row)
    const fields = refusedFields(refusal)
    setErrors(fields)
    setProblem(Object.keys(fields).length === 0 ? refusalWords(refusal) : '')
  }
  async function meetFresh(seen: R) {
    const fresh = await ask<R>(api, { method: 'GET', path: `${path}/${seen.id}` })
    if (!fresh.ok) return setProblem(refusalWords(fresh.error))
    const met = meet(fieldsOf(seen), typed, fieldsOf(fresh.value))
    setRow(fresh.value)
    setTyped(met.typed)
    setStands(met.stands)
    setProblem(
      Object.keys(met.stands).length > 0
        ? t('Somebody changed this while you did. What stands now is beside what you typed: choose.')
        : t('Somebody changed something else here meanwhile; it is in the form now. Save once more.'),
    )
  }
  function write(): Promise<Asked<R>> | null {
    if (row === null) return post<R>(path, bodyOf(typed))
    const changes = changesOf(fieldsOf(row), typed)
    if (Object.keys(changes).length === 0) return null
    return editing<R>(api, `${path}/${row.id}`, row.version, bodyOf(changes))
  }
  async function save(): Promise<R | null> {
    const asked = write()
    if (asked === null) return row
    setBusy(true)
    setErrors({})
    setProblem('')
    const answer = await asked
    if (!answer.ok) await refused(answer.error)
    setBusy(false)
    return answer.ok ? answer.value : null
  }
  return {
    typed,
    set: (field, value) => setTyped((before) => ({ ...before, [field]: value })),
    take(field) {
      setTyped((before) => ({ ...before, [field]: stands[field] ?? before[field] }))
      setStands(({ [field]: _, ...rest }) => rest as Partial<T>)
    },
    errors,
    problem,
    busy,
    stands,
    save,
  }
}
