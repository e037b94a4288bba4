/** Signing out of a tablet: with or without a network nothing of the lists stays, and no mark goes. */
import { forgetBase } from './base'
import { dropKey, type KeyRing } from './keys'
import { openProfile } from './store'
import { queueKeys, type Tablet } from './tablet'

/** First the key goes, with the token and the place at this tablet, in one step: from then on the lists are unreadable, wherever a
 * crash comes. Then they are deleted. The leave to send the person's marks stays, sealed, because marks may still wait. */
export async function leaveTablet(tablet: Tablet, profileId: string): Promise<void> {
  const { db, opened } = tablet
  await db.transaction('rw', db.profiles, db.settings, async () => {
    await db.profiles.update(profileId, { refresh: null, vault: null })
    const current = await db.settings.get('current')
    if (current?.value === profileId) await db.settings.put({ key: 'current', value: null })
  })
  opened.delete(profileId)
  const store = openProfile(profileId, queueKeys(tablet))
  try {
    await forgetBase(store)
  } finally {
    store.close()
  }
}

/** The person locks the tablet: every tab forgets the key. */
export async function lockProfile(tablet: KeyRing, id: string): Promise<void> {
  dropKey(tablet, id)
  await tablet.db.profiles
    .where('id')
    .equals(id)
    .modify((row) => {
      if (row.vault) row.vault.locks = (row.vault.locks ?? 0) + 1
    })
}
