/** A tablet that was copied, storage and all: one of the two takes another id, and loses nothing by it. */
import { becomeAnother, hasTwin, isBound, openProfile, profileIds, queueKeys } from '../store'
import type { RoundParts } from './request'

/** Becomes another tablet once nothing is under way that the server must know this one by. True when it did: then everybody
 * signs in again. */
export async function partFromTwin({ tablet, api }: RoundParts): Promise<boolean> {
  if (!(await hasTwin(tablet))) return false
  for (const id of await profileIds(tablet)) {
    const store = openProfile(id, queueKeys(tablet))
    const bound = await isBound(store).finally(() => store.close())
    if (bound) return false
  }
  await becomeAnother(tablet)
  // The access token names the old tablet.
  api.useAccess(null)
  return true
}
