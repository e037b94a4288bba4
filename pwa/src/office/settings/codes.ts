/** Codes by which programs know what people gave a name: plain letters, digits and underscores. */

const LONGEST = 40

/** Made of the name where it has plain letters, else of `fallback`; another one where it is taken. */
export function codeFrom(name: string, taken: readonly string[], fallback: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, LONGEST)
    .replace(/_+$/, '')
  const wanted = plain.length > 1 ? plain : fallback
  let code = wanted
  for (let number = 2; taken.includes(code); number += 1) code = `${wanted}_${number}`
  return code
}
