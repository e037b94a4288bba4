/** Sealing of single values, at once: a transaction of IndexedDB ends while anything else is waited for, and the browser's own
 * ciphers can only be waited for. XChaCha20-Poly1305, whose nonces are long enough to be drawn by lot. */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'

export type Bytes = Uint8Array<ArrayBuffer>

const NONCE = 24
const texts = new TextEncoder()
const plain = new TextDecoder()

/** @param about to what the text belongs: somewhere else the same bytes do not open. */
export function seal(key: Bytes, text: string, about: string): Bytes {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE))
  const data = xchacha20poly1305(key, nonce, texts.encode(about)).encrypt(texts.encode(text))
  const sealed = new Uint8Array(NONCE + data.length)
  sealed.set(nonce)
  sealed.set(data, NONCE)
  return sealed
}

/** null: another key, another place, or damaged. */
export function unseal(key: Bytes, sealed: Uint8Array, about: string): string | null {
  try {
    const cipher = xchacha20poly1305(key, sealed.subarray(0, NONCE), texts.encode(about))
    return plain.decode(cipher.decrypt(sealed.subarray(NONCE)))
  } catch {
    return null
  }
}
