/** Setting, changing and removing a PIN, with the page killed or the disk failing at every step: what was sealed before stays
 * readable by the way in of before or by the new one. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  checkPin,
  keysOf,
  openKey,
  openProfile,
  openTablet,
  removePin,
  saveSignIn,
  setPin,
  type Tablet,
} from '@/store'
import { mina } from '../support/engine'
import { freshDisk, participant, START } from '../support/tablets'

const ID = '1:7'
const OLD = '582914'
const NEW = '771934'
let tablet: Tablet

/** A new tablet with a person at work, and the name of somebody on its lists. */
async function start(pin: string): Promise<void> {
  freshDisk()
  tablet = await openTablet()
  await saveSignIn(tablet, mina, 'token', START)
  const lists = openProfile(ID, keysOf(tablet, ID))
  await lists.db.participants.put(participant(1))
  lists.close()
  if (pin !== '') await setPin(tablet, ID, pin)
}

beforeEach(quickly)
afterEach(() => void vi.restoreAllMocks())

/** A try takes half a second for a reason; here it need not. */
function quickly(): void {
  const derive = crypto.subtle.deriveKey.bind(crypto.subtle)
  vi.spyOn(crypto.subtle, 'deriveKey').mockImplementation((how, ...rest) =>
    derive({ ...(how as Pbkdf2Params), iterations: 1 }, ...rest),
  )
}

/** From the n-th transaction on nothing begins any more (`dead`), or that one fails after it has written (`failing`). */
function trouble(n: number, how: 'dead' | 'failing'): void {
  const { core } = tablet.db
  const begin = core.transaction
  let count = 0
  core.transaction = (...given) => {
    count += 1
    if (count > n && how === 'dead') throw new DOMException('The page is dead.', 'AbortError')
    const transaction = begin(...given)
    if (count === n + 1) failAfterWrite(transaction as IDBTransaction)
    return transaction
  }
}

function failAfterWrite(transaction: IDBTransaction): void {
  const open = transaction.objectStore.bind(transaction)
  transaction.objectStore = (name) => {
    const store = open(name)
    const put = store.put.bind(store)
    store.put = (...given) => {
      const request = put(...given)
      request.addEventListener('success', () => transaction.abort())
      return request
    }
    return store
  }
}

/** The next page: who knows the PIN, the old or the new one, reads what was sealed before. */
async function waysIn(): Promise<string[]> {
  const ways: string[] = []
  for (const pin of ['', OLD, NEW]) {
    const next = await openTablet()
    const open = pin === '' ? await openKey(next, ID) : (await checkPin(next, ID, pin)) === 'right'
    if (open) {
      const lists = openProfile(ID, keysOf(next, ID))
      expect((await lists.db.participants.get(1))?.first_name).toBe('First1')
      lists.close()
      ways.push(pin)
    }
    next.close()
  }
  return ways
}

const DEEDS = {
  set: { before: '', after: NEW, run: () => setPin(tablet, ID, NEW) },
  change: { before: OLD, after: NEW, run: () => setPin(tablet, ID, NEW) },
  remove: { before: OLD, after: '', run: () => removePin(tablet, ID) },
}

/** More than any of them takes. */
const STEPS = 6

test.each(
  (['set', 'change', 'remove'] as const).flatMap((deed) => [
    [deed, 'dead'] as const,
    [deed, 'failing'] as const,
  ]),
)(
  'a PIN to %s on a page that is %s at any step: one way in stays, and it is said which',
  async (deed, how) => {
    const { before, after, run } = DEEDS[deed]
    const ends = new Set<string>()
    for (let n = 0; n < STEPS; n += 1) {
      await start(before)
      trouble(n, how)
      const done = await run().catch(() => false)
      expect(await waysIn()).toEqual([done ? after : before])
      ends.add(done ? 'done' : 'not done')
      tablet.close()
    }
    expect(ends).toEqual(new Set(['done', 'not done']))
  },
)
