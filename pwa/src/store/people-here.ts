/** Everybody who has signed in on this tablet, each with what waits of theirs: their queues lie apart and stay theirs. */
import type { Profile, StatusView } from './rows'
import { readStatus } from './status'
import { openProfile, type Store } from './store'
import { queueKeys, readTablet, type Tablet } from './tablet'

export interface PersonHere
  extends Pick<StatusView, 'waiting' | 'sending' | 'times' | 'refused' | 'oldestAt'> {
  profile: Profile
  current: boolean
}

/** Reads without changing anything, and without anybody's PIN; `own` is the store that is open anyway. */
export async function readPeopleHere(tablet: Tablet, own?: Store): Promise<PersonHere[]> {
  const { profiles } = await readTablet(tablet)
  return Promise.all(
    profiles.map(async (profile) => {
      const current = profile.id === own?.profileId
      const store = own && current ? own : openProfile(profile.id, queueKeys(tablet))
      try {
        const { waiting, sending, times, refused, oldestAt } = await readStatus(store)
        return { profile, current, waiting, sending, times, refused, oldestAt }
      } finally {
        if (!current) store.close()
      }
    }),
  )
}
