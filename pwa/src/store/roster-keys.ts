/** Rows of a table by the mark that they belong to. What is as it was stays the same object, also after all was read again: by
 * that alone a roster of 5,000 knows the one row that a tap changed. */
import type { Key } from './rows'

export type ByKey<T> = ReadonlyMap<Key, readonly T[]>

interface Keyed {
  key: Key
}

/** Keeps the lists of `before` in which nothing changed. */
export function byKey<T extends Keyed>(rows: readonly T[], before: ByKey<T> = new Map()): ByKey<T> {
  const lists = new Map<Key, readonly T[]>()
  for (const row of rows) {
    const list = lists.get(row.key) as T[] | undefined
    if (list) list.push(row)
    else lists.set(row.key, [row])
  }
  for (const [key, list] of lists) {
    const old = before.get(key)
    if (old?.length === list.length && list.every((row, at) => isAlike(row, old[at] as T)))
      lists.set(key, old)
  }
  return lists
}

/** The same in every column; columns that hold more than a value are compared as they are written. */
function isAlike<T extends object>(one: T, other: T): boolean {
  if (one === other) return true
  const names = Object.keys(one) as (keyof T)[]
  if (names.length !== Object.keys(other).length) return false
  return names.every((name) => {
    const [a, b] = [one[name], other[name]]
    if (a === b) return true
    return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b)
  })
}
