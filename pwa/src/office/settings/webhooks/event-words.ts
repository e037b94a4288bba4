/** What webhooks tell of, and what became of what they sent, in words. */
import { n, t } from '../../../base/text'
import type { Tone } from '../../../ui/Banner'
import type { Delivery, Happening, Webhook } from '../props'

export type Kind =
  | 'participant'
  | 'presence_record'
  | 'session'
  | 'group'
  | 'group_membership'
  | 'presence_state'
  | 'sync_conflict'

/** In the order of how often they are wanted. */
export const KINDS: readonly Kind[] = [
  'presence_record',
  'participant',
  'session',
  'group',
  'group_membership',
  'presence_state',
  'sync_conflict',
]

export const eventsOf = (kind: Kind): [Happening, Happening] => [`${kind}.changed`, `${kind}.deleted`]

export function kindWords(kind: string): string {
  switch (kind) {
    case 'presence_record':
      return t('Marks')
    case 'participant':
      return t('{Participants}')
    case 'session':
      return t('{Sessions}')
    case 'group':
      return t('{Groups}')
    case 'group_membership':
      return t('Who belongs to which {group}')
    case 'presence_state':
      return t('Presence states')
    default:
      return t('Marks in question')
  }
}

export function eventWords(type: Delivery['event_type']): string {
  if (type === 'webhook.test') return t('Test')
  const [kind = '', what] = type.split('.')
  return what === 'deleted'
    ? t('{kind}: deleted', { kind: kindWords(kind) })
    : t('{kind}: new or changed', { kind: kindWords(kind) })
}

export function statusWords(status: Delivery['status']): { words: string; tone: Tone } {
  switch (status) {
    case 'delivered':
      return { words: t('Delivered'), tone: 'good' }
    case 'failed':
      return { words: t('Failed'), tone: 'bad' }
    default:
      return { words: t('On its way'), tone: 'wait' }
  }
}

type Outcome = Pick<Delivery, 'status' | 'error' | 'response_status' | 'attempts'>

/** Why the last attempt came to nothing; empty where it did not. */
export function problemOf({ error, response_status }: Outcome): string {
  switch (error) {
    case null:
      return ''
    case 'refused_address':
      return t('The address leads to a private network, and is not called.')
    case 'unknown_name':
      return t('Nobody on the Internet has this name. Is the address right?')
    case 'connection':
      return t('No connection: nobody answers there, or the line was cut.')
    case 'certificate':
      return t('The certificate is not valid for this name.')
    case 'timeout':
      return t('No answer within ten seconds.')
    case 'redirect':
      return t('The receiver points to another address; give that one here.')
    case 'gone':
      return t('The receiver says that it wants no more (410).')
    case 'unreadable_secret':
      return t('The secret cannot be read any more; make a new one.')
    default:
      return t('The receiver answered {status}.', { status: String(response_status ?? '?') })
  }
}

/** "3 attempts, the next one in 5 minutes" is put together by the list; here the number alone. */
export const attemptWords = ({ attempts }: Pick<Delivery, 'attempts'>): string =>
  n(attempts, '{count} attempt', '{count} attempts')

/** How a webhook is. */
export function healthOf(hook: Webhook): { words: string; tone: Tone } {
  if (hook.disabled_reason === 'gone') return { words: t('Off: the receiver wants no more'), tone: 'bad' }
  if (hook.disabled_reason === 'failing')
    return { words: t('Off: nothing was taken for five days'), tone: 'bad' }
  if (!hook.is_active) return { words: t('Off'), tone: 'info' }
  if (hook.failing_since !== null) return { words: t('Takes nothing at the moment'), tone: 'wait' }
  return { words: t('On'), tone: 'good' }
}
