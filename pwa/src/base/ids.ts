/** Identifiers made on the device. */

function text(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function stamp(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return text(bytes)
}

/** A random UUID: names this device. */
export function uuid4(): string {
  return stamp(crypto.getRandomValues(new Uint8Array(16)), 4)
}

/** A UUID that begins with the time, so that neighbours in time are neighbours in the server's ledger. Nothing is ordered or
 * decided by it: the time is this device's and may step back. */
export function uuid7(now: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let rest = Math.max(0, Math.floor(now))
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return stamp(bytes, 7)
}
