/** What to do after an answer that was not the expected one: one table, no effects. */

import type { Answer } from '../base/http'
import { problemWords, t } from '../base/text'
import type { Phase } from '../store'
import type { ApiReply } from './api'
import { fullJitter, longest, retryAfter } from './backoff'

export interface Situation {
  /** Number of ops in the failed request. */
  ops: number
  marksWait: boolean
  /** Failures in a row before this one. */
  failures: number
  /** How often exactly this batch has failed at the server, this one included. */
  batchFailures: number
  random: () => number
  now: number
}

export interface Reaction {
  phase: Phase
  detail: string | null
  /** Milliseconds until the next try; null: only a sign-in helps. */
  wait: number | null
  /** Milliseconds that nobody's wish shortens, because the server named the time. */
  hold: number
  /** `halve`: send fewer ops; `suspect`: this single op may be what the server cannot take. */
  ops: 'keep' | 'halve' | 'suspect'
  /** Send more slowly for a while. */
  slower: boolean
  /** App and server do not understand each other: a newer app may. */
  misread: boolean
}

const HOUR = 3_600_000
const SUSPECT_AFTER = 5
const HALVE_AFTER = 3

const portal = () =>
  t('This network answers in place of the server. Open a web page to sign in to the network.')
const busy = () => t('The server is busy. It will be tried again.')
const revoked = () => t('This tablet was blocked by an administrator. Marks stay here; ask an administrator.')

const plain = (phase: Phase, wait: number | null, detail: string | null = null): Reaction => ({
  phase,
  detail,
  wait,
  hold: 0,
  ops: 'keep',
  slower: false,
  misread: false,
})

const held = (phase: Phase, wait: number, detail: string | null): Reaction => ({
  ...plain(phase, wait, detail),
  hold: wait,
})

/** `reply` is anything but a readable 200. */
export function react(reply: ApiReply, at: Situation): Reaction {
  if (reply.kind === 'signed_out') return plain('signed_out', null)
  const pause = fullJitter(at.failures, at.random, longest(at.marksWait))
  if (reply.kind === 'offline') return plain('offline', pause)
  return toStatus(reply, at, pause)
}

function toStatus(answer: Answer, at: Situation, pause: number): Reaction {
  const { status } = answer
  const asked = retryAfter(answer.header('retry-after'), at.now)
  if (status === 200) return plain('offline', pause, portal())
  if (status === 403) return forbidden(answer, pause)
  if (status === 408) return plain('offline', pause)
  if (status === 409) return held('idle', jittered(asked ?? 2000, at), null)
  if (status === 413 || status === 400 || status === 415 || status === 422) return unreadable(answer, at)
  if (status === 426)
    return plain('update_required', HOUR / 6, t('This app is too old for the server. Update it.'))
  if (status === 429) return { ...held('error', jittered(asked ?? 30_000, at), busy()), slower: true }
  if (status >= 500 && status !== 501) return broken(answer, at, pause, asked)
  // A wrong proxy stands in between (404, 405, 501): nobody mends it within a minute.
  const long = fullJitter(at.failures, at.random, longest(false))
  return plain('error', long, t('The server did not understand this app ({status}).', { status }))
}

/** A little later than told, each tablet a different little. */
const jittered = (wait: number, at: Situation): number =>
  Math.round(wait + at.random() * Math.min(10_000, 500 + wait / 4))

function forbidden(answer: Answer, pause: number): Reaction {
  if (answer.problem?.code === 'device_revoked') return plain('revoked', 24 * HOUR, revoked())
  // A 403 that is not ours comes from something in between.
  return plain('error', pause, t('The server refused this tablet ({status}).', { status: answer.status }))
}

/** The request as a whole was refused. With several ops the guilty one is searched by halves; alone it is only a suspect. */
function unreadable(answer: Answer, at: Situation): Reaction {
  const detail =
    (answer.problem && problemWords(answer.problem)) ||
    t('The server could not read the request ({status}).', { status: answer.status })
  const misread = answer.status !== 413
  if (at.ops > 1)
    return { ...plain('syncing', Math.round(at.random() * 1000), detail), ops: 'halve', misread }
  if (at.ops === 1) return { ...plain('syncing', 0, detail), ops: 'suspect', misread }
  const long = Math.max(HOUR / 60, fullJitter(at.failures, at.random, longest(false)))
  return { ...plain('error', long, detail), misread }
}

function broken(answer: Answer, at: Situation, pause: number, asked: number | null): Reaction {
  const wait = asked === null ? pause : jittered(asked, at)
  const reaction: Reaction = {
    ...plain(
      'error',
      wait,
      t('The server has a problem ({status}). It will be tried again.', { status: answer.status }),
    ),
    hold: asked === null ? 0 : wait,
  }
  if (at.ops === 1 && at.batchFailures >= SUSPECT_AFTER) return { ...reaction, ops: 'suspect' }
  return at.ops > 1 && at.batchFailures >= HALVE_AFTER ? { ...reaction, ops: 'halve' } : reaction
}
