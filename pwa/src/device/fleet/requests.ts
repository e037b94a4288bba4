/** What administrators ask of the server about tablets and what they left behind. A failure is a sentence for the person. */
import { problemWords, t } from '../../base/text'
import { type Asking, reasonInWords, unsaidWords } from '../../store'

export type TabletChange = { verb: 'rename'; label: string } | { verb: 'revoke' | 'restore' }

type Asked = Parameters<Asking['request']>[0]

/** Null when the server agreed. */
export function changeTablet(api: Asking, device: number, change: TabletChange): Promise<string | null> {
  const path = `/devices/${device}`
  return change.verb === 'rename'
    ? done(api, { method: 'PATCH', path, body: { label: change.label } })
    : done(api, { method: 'POST', path: `${path}/${change.verb}` })
}

export const handleEntry = (api: Asking, entry: number): Promise<string | null> =>
  done(api, { method: 'POST', path: `/sync-quarantine/${entry}/handle` })

/** Applies it after all, as its author's. Null when it was taken in, or put in question as ever. */
export async function adoptEntry(api: Asking, entry: number): Promise<string | null> {
  const reply = await api.request({ method: 'POST', path: `/sync-quarantine/${entry}/adopt` })
  if (reply.kind === 'answer' && reply.status === 200) return null
  const reason =
    reply.kind === 'answer' ? (reply.json as { reason?: unknown } | null | undefined)?.reason : null
  // What stands in the way is worth more than that something does.
  if (typeof reason === 'string')
    return `${t('It still cannot be taken in.')} ${reasonInWords('rejected', reason, null)}`
  return failureInWords(reply)
}

async function done(api: Asking, ask: Asked): Promise<string | null> {
  const reply = await api.request(ask)
  if (reply.kind === 'answer' && reply.status >= 200 && reply.status < 300) return null
  return failureInWords(reply)
}

export function failureInWords(reply: Awaited<ReturnType<Asking['request']>>): string {
  if (reply.kind === 'offline') return t('The server cannot be reached. Try again with a network.')
  if (reply.kind === 'signed_out') return t('Your sign-in has ended. Sign in and try again.')
  return (reply.problem && problemWords(reply.problem)) || unsaidWords(reply.status)
}
