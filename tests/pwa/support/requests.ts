/** Reads what a tablet sent, as a server does. */
export const header = (init: RequestInit | undefined, name: string): string | null =>
  new Headers(init?.headers).get(name)

export async function readBody(init: RequestInit | undefined) {
  if (!init?.body) return {}
  if (header(init, 'content-encoding') !== 'gzip') return JSON.parse(String(init.body))
  const packed = new Blob([init.body as ArrayBuffer]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(packed).json()
}
