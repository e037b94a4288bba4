/** What a person's form asks of the server, at once and online: an answer, or a refusal in words that points at the fields. */
import type { Ask, Reply } from '../base/http'
import { uuid4 } from '../base/ids'
import type { FieldProblem } from '../base/problems'
import { fail, ok, type Result } from '../base/result'
import { problemWords, t } from '../base/text'
import type { Asking } from './refresh'

export interface Refusal {
  /** For the person. */
  message: string
  /** Of the server's problem, with underscores; `offline` and `signed_out` where it was not reached. */
  code: string
  errors: readonly FieldProblem[]
  /** The whole problem, for what a code says beside its words. */
  body: unknown
}

export type Asked<T> = Result<T, Refusal>

type Question = Omit<Ask, 'access'>

/** Somebody answered, and it was not the server: a portal, or a proxy behind which it may have done what was asked. */
const UNSAID = 'failed'
/** `request_in_progress`: the first try is still at work, and its answer is to be had under the same key. `busy`: the server does
 * not know whether its database kept it. */
const LOST = new Set(['offline', UNSAID, 'request_in_progress', 'busy'])
const isLost = ({ code }: Refusal): boolean => LOST.has(code)

/** What a status says that comes without the server's own words. */
export function unsaidWords(status: number): string {
  if (status >= 500) return t('The server has trouble just now. Try again in a minute.')
  if (status < 300)
    return t(
      'Something else answered instead of the server. If this network has a sign-in page of its own, open it first.',
    )
  return t('The server refused ({status}).', { status: String(status) })
}

/** @returns the body, which is undefined after a 204. */
export async function ask<T>(api: Asking, question: Question): Promise<Asked<T>> {
  const reply = await api.request(question)
  if (reply.kind === 'answer' && reply.status >= 200 && reply.status < 300) {
    // A portal's page is no answer of ours.
    if (reply.status === 204 || reply.json !== undefined) return ok(reply.json as T)
  }
  return fail(refusalOf(reply))
}

/** @param seen what the deed is built upon: `version_changed` where somebody was faster. As in `editing`. */
export type Poster = <T>(path: string, body?: unknown, seen?: number | string) => Promise<Asked<T>>

/** Posts for one form: whoever sends the same again after a lost answer gets that answer, and nothing is made twice. */
export function poster(api: Asking): Poster {
  let last = { about: '', key: '' }
  return async <T>(path: string, body?: unknown, seen?: number | string): Promise<Asked<T>> => {
    const about = JSON.stringify([path, body, seen])
    if (last.about !== about) last = { about, key: uuid4() }
    const match: Record<string, string> = seen === undefined ? {} : { 'If-Match': etagOf(seen) }
    const question: Question = { method: 'POST', path, headers: { 'Idempotency-Key': last.key, ...match } }
    const asked = await ask<T>(api, body === undefined ? question : { ...question, body })
    // Anything but a lost answer is over: the next one is another request, even with the same words.
    if (asked.ok || !isLost(asked.error)) last = { about: '', key: '' }
    return asked
  }
}

/** Changes one row as it was seen: whoever was faster is not overwritten (`version_changed`).
 * @param seen the row's `version`, or its `updated_at` where it has none. */
export function editing<T>(
  api: Asking,
  path: string,
  seen: number | string,
  body: unknown,
): Promise<Asked<T>> {
  return ask<T>(api, { method: 'PATCH', path, body, headers: { 'If-Match': etagOf(seen) } })
}

/** As the server makes it: of a row without a version from the microseconds of its last change. */
function etagOf(seen: number | string): string {
  if (typeof seen === 'number') return `"${seen}"`
  const fraction = /\.(\d+)/.exec(seen)?.[1] ?? ''
  const whole = Math.floor(Date.parse(seen) / 1000)
  return `"${whole}${fraction.padEnd(6, '0').slice(0, 6)}"`
}

/** Deletes one row as it was seen. */
export const removing = (api: Asking, path: string, seen: number | string): Promise<Asked<undefined>> =>
  ask<undefined>(api, { method: 'DELETE', path, headers: { 'If-Match': etagOf(seen) } })

const FILE_TIMEOUT = 120_000

/** Hands in files: one that is sent again after a lost answer is taken once. */
export function uploader(api: Asking): <T>(path: string, file: File) => Promise<Asked<T>> {
  const keys = new WeakMap<File, string>()
  return async <T>(path: string, file: File): Promise<Asked<T>> => {
    const key = keys.get(file) ?? uuid4()
    keys.set(file, key)
    const form = new FormData()
    form.append('file', file)
    const headers = { 'Idempotency-Key': key }
    const asked = await ask<T>(api, { method: 'POST', path, form, headers, timeoutMs: FILE_TIMEOUT })
    if (asked.ok || !isLost(asked.error)) keys.delete(file)
    return asked
  }
}

export interface Download {
  name: string
  file: Blob
}

/** A file under the name that the server gives it. */
export async function download(api: Asking, path: string): Promise<Asked<Download>> {
  const reply = await api.request({ method: 'GET', path, file: true, timeoutMs: FILE_TIMEOUT })
  if (reply.kind !== 'answer' || !reply.file) return fail(refusalOf(reply))
  const named = /filename="([^"]+)"/.exec(reply.header('content-disposition') ?? '')
  return ok({ name: named?.[1] ?? 'download', file: reply.file })
}

function refusalOf(reply: Reply | { kind: 'signed_out' }): Refusal {
  const none = { errors: [], body: null }
  if (reply.kind === 'offline')
    return { ...none, code: 'offline', message: t('The server cannot be reached. Try again with a network.') }
  if (reply.kind === 'signed_out')
    return { ...none, code: 'signed_out', message: t('Your sign-in has ended. Sign in and try again.') }
  const { problem, status } = reply
  if (problem === null) return { ...none, code: UNSAID, message: unsaidWords(status) }
  const message =
    problem.code === 'version_changed'
      ? t('Somebody changed this since you opened it. Here is how it stands now.')
      : problemWords(problem)
  return { code: problem.code, message, errors: problem.errors, body: reply.json }
}
