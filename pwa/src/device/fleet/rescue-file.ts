/** A rescue file: what a tablet wrote when it could not send any more, read with care, and handed in piece by piece. */

import type { Rescued } from '../../base/resources'
import { t } from '../../base/text'
import type { Asking } from '../../store'
import { failureInWords } from './requests'

/** The least that must hold before anything is sent; the server reads every operation itself. */
export interface RescueContent {
  device_id: string
  exported_by: number
  exported_at: number
  ops: unknown[]
  /** How many had been answered already: refused, in question or kept. */
  answered: number
}

export type ReadFile = { ok: true; file: RescueContent } | { ok: false; problem: string }

const no = (problem: string): ReadFile => ({ ok: false, problem })

export function readRescueFile(text: string, organization: number): ReadFile {
  let json: Record<string, unknown>
  try {
    json = JSON.parse(text)
  } catch {
    return no(t('This is not a file of this app.'))
  }
  if (json?.format !== 'omnipresence-rescue') return no(t('This is not a file with the marks of a tablet.'))
  if (json.version !== 1) return no(t('This file was written by a newer app. Update this one first.'))
  if (json.organization !== organization) return no(t('This file belongs to another organization.'))
  const { device_id, exported_by, exported_at, ops, attention } = json
  if (typeof device_id !== 'string' || typeof exported_by !== 'number' || !Array.isArray(ops))
    return no(t('The file is damaged: tablet, person or marks are missing.'))
  const at = typeof exported_at === 'number' ? exported_at : 0
  const answered = Array.isArray(attention) ? attention.length : 0
  return { ok: true, file: { device_id, exported_by, exported_at: at, ops, answered } }
}

const MOST_OPS = 200
const MOST_BYTES = 150_000

/** In the file's order, so that who walked in comes before their marks. */
export function pieces(ops: readonly unknown[]): unknown[][] {
  const made: unknown[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const op of ops) {
    const bytes = new TextEncoder().encode(JSON.stringify(op)).length
    const last = made.at(-1)
    if (!last || last.length >= MOST_OPS || size + bytes > MOST_BYTES) {
      made.push([op])
      size = bytes
    } else {
      last.push(op)
      size += bytes
    }
  }
  return made
}

export type RescueResult = Rescued['results'][number]

export interface HandedIn {
  results: RescueResult[]
  /** Why the rest was not handed in; null when all was. The same file may be handed in again. */
  problem: string | null
}

export async function handIn(
  api: Asking,
  { device_id, exported_by, ops }: RescueContent,
  onPiece: (done: number) => void,
): Promise<HandedIn> {
  const results: RescueResult[] = []
  for (const piece of pieces(ops)) {
    const body = { device_id, exported_by, ops: piece }
    const reply = await api.request({ method: 'POST', path: '/sync/rescue', body, timeoutMs: 60_000 })
    const given =
      reply.kind === 'answer' && reply.status === 200 ? (reply.json as Partial<Rescued> | undefined) : null
    if (!Array.isArray(given?.results)) return { results, problem: failureInWords(reply) }
    results.push(...given.results)
    onPiece(results.length)
  }
  return { results, problem: null }
}
