/** What this person wants to hear of: read from the server, and told to it one answer at a time. */
import type { components } from '../../base/api.gen'
import { type Asked, type Asking, ask, readRemote, type Store, saveRemote } from '../../store'

export type Wishes = components['schemas']['Preferences']
export type Wish = keyof Wishes

export const WISHES_PATH = '/notification-preferences'
export const WISHES: readonly Wish[] = ['conflict', 'absence', 'data_quality']

/** Tells the server; what is kept here changes only once it has agreed, and only in what was asked. */
export async function tellWish(
  store: Store,
  api: Asking,
  wish: Wish,
  wanted: boolean,
): Promise<Asked<Wishes>> {
  const asked = await ask<Wishes>(api, { method: 'PATCH', path: WISHES_PATH, body: { [wish]: wanted } })
  const kept = await readRemote<Wishes>(store, WISHES_PATH)
  // Two answers may come in any order: each speaks for its own line.
  if (asked.ok && kept)
    await saveRemote(store, WISHES_PATH, { ...kept.value, [wish]: asked.value[wish] }, kept.saved_at)
  return asked
}
