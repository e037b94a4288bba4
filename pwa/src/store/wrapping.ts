/** Secrets that lie in the tablet's tables: sealed by a key that scripts may use but never read out. A copy of rows alone opens
 * nothing; it does not stop a script on the page, nor somebody who takes the browser's whole profile (docs/shared-tablets.md). */
import type { Bytes } from './cipher'
import type { SealedToken, TabletDb } from './db'

const WRAPPING_KEY = 'wrapping_key'

/** It never changes: one reading is enough for the life of a page. */
async function wrappingKey(db: TabletDb): Promise<CryptoKey> {
  db.wrappingKey ??=
    ((await db.settings.get(WRAPPING_KEY))?.value as CryptoKey | undefined) ?? (await makeKey(db))
  return db.wrappingKey
}

async function makeKey(db: TabletDb): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  // Another tab may have been faster: the first key stays, or its secrets could never be opened.
  return db.transaction('rw', db.settings, async () => {
    const first = await db.settings.get(WRAPPING_KEY)
    if (first) return first.value as CryptoKey
    await db.settings.put({ key: WRAPPING_KEY, value: made })
    return made
  })
}

/** Under any AES-GCM key, with a new nonce each time. */
export async function sealUnder(key: CryptoKey, secret: Bytes): Promise<SealedToken> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, secret) }
}

/** null: the key does not fit. */
export async function unsealUnder(key: CryptoKey, { iv, data }: SealedToken): Promise<Bytes | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data))
  } catch {
    return null
  }
}

export const wrap = async (db: TabletDb, secret: Bytes): Promise<SealedToken> =>
  sealUnder(await wrappingKey(db), secret)

export const unwrap = async (db: TabletDb, sealed: SealedToken): Promise<Bytes | null> =>
  unsealUnder(await wrappingKey(db), sealed)

export const wrapText = (db: TabletDb, text: string): Promise<SealedToken> =>
  wrap(db, new TextEncoder().encode(text))

/** A key that does not fit means a damaged profile: ask for the password again rather than fail at every start. */
export async function unwrapText(db: TabletDb, sealed: SealedToken): Promise<string | null> {
  const bytes = await unwrap(db, sealed)
  return bytes && new TextDecoder().decode(bytes)
}

const TABLET_KEY = 'tablet_key'

/** Opens what the tablet seals with: the tablet's own key, by which everybody's queue is sealed.
 * @param settings as they were read a moment ago, by their names */
export async function openKeys(db: TabletDb, settings: Map<string, unknown>): Promise<void> {
  db.wrappingKey = (settings.get(WRAPPING_KEY) as CryptoKey | undefined) ?? null
  db.tabletKey = await readTabletKey(db, settings.get(TABLET_KEY) as SealedToken | undefined)
}

async function readTabletKey(db: TabletDb, known: SealedToken | undefined): Promise<Bytes> {
  const key = known && (await unwrap(db, known))
  if (key) return key
  const made = crypto.getRandomValues(new Uint8Array(32))
  const wrapped = await wrap(db, made)
  const stands = await db.transaction('rw', db.settings, async () => {
    const first = (await db.settings.get(TABLET_KEY))?.value as SealedToken | undefined
    // Another tab may have been faster. One that opens nothing any more is kept aside: so are the rows under it.
    if (first && String(first.iv) !== String(known?.iv)) return first
    if (first) await db.settings.put({ key: `${TABLET_KEY} before`, value: first })
    await db.settings.put({ key: TABLET_KEY, value: wrapped })
    return wrapped
  })
  return stands === wrapped ? made : readTabletKey(db, stands)
}
