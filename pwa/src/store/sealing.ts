/** Seals rows on their way to the disk and opens them on their way back, below everything else that Dexie does: hooks, caches and
 * live queries see open rows only, and indexes lie on fields that stay open. */
import type { DBCore, DBCoreTable, Middleware } from 'dexie'
import { type Bytes, seal, unseal } from './cipher'
import type { SealRule, SealRules } from './sealed-tables'

export interface Keys {
  tablet: Bytes
  /** null: the person's lists are locked. */
  data: { id: string; key: Bytes } | null
}

type Row = Record<string, unknown>

/** Below Dexie's own: the lowest of theirs is -1. */
const LEVEL = -2
const SEALED = 'sealed'
const BY_TABLET = 1
const BY_DATA = 2
/** Texts of rows that were read lately: opening five hundred takes a slow tablet longer than reading them. */
const REMEMBERED = 20_000

/** A row that cannot be opened, because its key is not here, comes without its sealed fields; written back, it keeps them. */
export function sealing(rules: SealRules, keys: () => Keys): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'sealing',
    level: LEVEL,
    create: (core) => ({
      ...core,
      table(name) {
        const table = core.table(name)
        const rule = rules[name]
        return rule ? sealedTable(table, new Sealer(table, rule, keys)) : table
      },
    }),
  }
}

function sealedTable(table: DBCoreTable, sealer: Sealer): DBCoreTable {
  const open = (row: unknown) => sealer.open(row as Row | undefined)
  return {
    ...table,
    mutate: (request) =>
      'values' in request
        ? table.mutate({ ...request, values: request.values.map((row) => sealer.shut(row)) })
        : table.mutate(request),
    get: (request) => table.get(request).then(open),
    getMany: (request) => table.getMany(request).then((rows) => rows.map(open)),
    query: (request) =>
      table
        .query(request)
        .then((found) => (request.values ? { ...found, result: found.result.map(open) } : found)),
    openCursor: (request) =>
      table.openCursor(request).then((cursor) => {
        if (!cursor || !request.values) return cursor
        return Object.create(cursor, {
          key: { get: () => cursor.key },
          primaryKey: { get: () => cursor.primaryKey },
          value: { get: () => open(cursor.value) },
        })
      }),
  }
}

class Sealer {
  private readonly table: DBCoreTable
  private readonly plain: ReadonlySet<string>
  private readonly keys: () => Keys
  private readonly rule: SealRule
  private readonly remembered = new Map<string, { sealed: Uint8Array; text: string }>()

  constructor(table: DBCoreTable, rule: SealRule, keys: () => Keys) {
    this.table = table
    this.rule = rule
    this.plain = new Set([...rule.plain, SEALED])
    this.keys = keys
  }

  shut(row: Row): Row {
    const secret: Row = {}
    const open: Row = {}
    for (const [name, value] of Object.entries(row)) (this.plain.has(name) ? open : secret)[name] = value
    if (Object.values(secret).every(saysNothing)) return row
    // What it held would be lost.
    if (SEALED in row) throw new Error('This row is locked.')
    const { tablet, data } = this.keys()
    const by = this.rule.key === 'data' && data ? BY_DATA : BY_TABLET
    const about = this.about(row)
    const text = JSON.stringify(secret)
    const body = seal(by === BY_DATA && data ? data.key : tablet, text, about)
    const sealed = new Uint8Array(1 + body.length)
    sealed[0] = by
    sealed.set(body, 1)
    this.remember(about, sealed, text)
    return { ...open, [SEALED]: sealed }
  }

  open(row: Row | undefined): Row | undefined {
    const sealed = row?.[SEALED]
    if (!row || !isBytes(sealed)) return row
    const about = this.about(row)
    const text = this.recall(about, sealed) ?? this.read(sealed, about)
    if (text === null) return row
    const { [SEALED]: _, ...open } = row
    return Object.assign(open, JSON.parse(text))
  }

  private read(sealed: Uint8Array, about: string): string | null {
    const { tablet, data } = this.keys()
    const key = sealed[0] === BY_DATA ? data?.key : tablet
    const text = key ? unseal(key, sealed.subarray(1), about) : null
    if (text !== null) this.remember(about, sealed, text)
    return text
  }

  private about(row: Row): string {
    const { name, schema } = this.table
    return JSON.stringify([name, schema.primaryKey.extractKey?.(row)])
  }

  private recall(about: string, sealed: Uint8Array): string | null {
    const known = this.remembered.get(about)
    return known && sameBytes(known.sealed, sealed) ? known.text : null
  }

  private remember(about: string, sealed: Uint8Array, text: string): void {
    if (this.remembered.size >= REMEMBERED) this.remembered.clear()
    this.remembered.set(about, { sealed, text })
  }
}

/** A note that is empty, a list without entries: nothing to hide, and most rows hold nothing else. */
function saysNothing(value: unknown): boolean {
  if (typeof value === 'string') return value === ''
  return typeof value !== 'object' || value === null || Object.values(value).every(saysNothing)
}

const isBytes = (value: unknown): value is Uint8Array => ArrayBuffer.isView(value)

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])
