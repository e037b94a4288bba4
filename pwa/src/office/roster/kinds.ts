/** Kinds of groups as a person reads them. */
import { spokenTag } from '../../base/text'
import type { Group, Kind } from './props'

/** The domain's label in the language of the tablet; a kind that it does not know goes by its own name. */
export function kindWords(code: string, kinds: readonly Kind[]): string {
  const label = kinds.find((kind) => kind.code === code)?.label as Record<string, string> | undefined
  return label?.[spokenTag().split('-')[0] ?? ''] ?? label?.en ?? code
}

/** Codes to choose from: the domain's, and those that groups have already. */
export function kindCodes(kinds: readonly Kind[], groups: readonly Group[]): string[] {
  return [...new Set([...kinds.map((kind) => kind.code), ...groups.map((group) => group.group_type)])]
}
