/** Why the server refused, in the words of the organization's domain, and at which field. */
import { t } from '../../base/text'
import type { Refusal } from '../../store'
import { type Pointed, pointed } from '../../ui/pointed'

/** For the whole form or dialog. */
export function refusalWords({ code, message }: Pick<Refusal, 'code' | 'message'>): string {
  switch (code) {
    case 'identifier_taken':
      return t('Another {participant} has this identifier.')
    case 'participant_has_presence':
      return t('Presence is recorded for this {participant}, and is not to be lost.')
    case 'group_cycle':
      return t('It cannot be below itself, nor below what is below it.')
    case 'group_has_sessions':
      return t('There are {sessions} of this {group}, and they are not to be lost.')
    case 'group_has_subgroups':
      return t('There are {groups} below it. Move or delete those first.')
    case 'membership_exists':
      return t('Is in this {group} already.')
    case 'not_found':
      return t('Somebody has deleted this meanwhile.')
    default:
      return message
  }
}

const FIELDS: Readonly<Record<string, string>> = { identifier_taken: 'identifier', group_cycle: 'parent' }

/** What is to be said at which field; empty where it is about none. */
export function refusedFields(refusal: Refusal): Pointed {
  const own = FIELDS[refusal.code]
  if (own) return { [own]: refusalWords(refusal) }
  const { parent, ...rest } = pointed(refusal.errors)
  return parent === undefined ? rest : { ...rest, parent: t('That {group} is not there any more.') }
}
