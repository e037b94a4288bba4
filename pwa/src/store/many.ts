/** Reads many rows in few messages: each single get is one to the browser's own database process, and on a slow tablet five
 * hundred of them take longer than a tap may. Where the wanted keys lie close together a whole stretch is read at once. */
import { cmp, type Table } from 'dexie'

/** So few are read one by one. */
const FEW = 8
/** A stretch may hold so many rows for one that is wanted; beyond that reading them costs more than the messages saved. */
const SPARSE = 4

/** The rows of these keys in their order, undefined where there is none: like `bulkGet`. */
export async function getMany<T, K extends number | string>(
  table: Table<T, K>,
  keys: readonly K[],
): Promise<(T | undefined)[]> {
  if (keys.length <= FEW) return table.bulkGet([...keys])
  const path = table.schema.primKey.keyPath as keyof T & string
  const found = new Map<K, T>()
  let left = [...new Set(keys)].sort(cmp)
  while (left.length > FEW) {
    const limit = left.length * SPARSE
    const stretch = await table.where(':id').between(left[0], left.at(-1), true, true).limit(limit).toArray()
    for (const row of stretch) found.set(row[path] as K, row)
    const end = stretch.length < limit ? null : (stretch.at(-1)?.[path] as K)
    const rest = end === null ? [] : left.filter((key) => cmp(key, end) > 0)
    const thin = (left.length - rest.length) * SPARSE < left.length
    left = rest
    if (thin) break
  }
  const singles = await table.bulkGet(left)
  left.forEach((key, at) => {
    const row = singles[at]
    if (row !== undefined) found.set(key, row)
  })
  return keys.map((key) => found.get(key))
}

/** One request for each value: a single one for several values walks through its rows by messages of their own. */
export const allOf = <V, T>(values: readonly V[], read: (value: V) => PromiseLike<T>): Promise<T[]> =>
  Promise.all(values.map(read))
