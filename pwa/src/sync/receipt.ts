/** "32 here, 32 on the server": both counts of one session, each from where it is known. */
import type { components } from '../base/api.gen'
import { readRoster, type Store } from '../store'
import type { Api } from './api'

export type Receipt = components['schemas']['Receipt']

export interface Compared {
  /** People with a mark as this tablet shows it. */
  here: number
  /** Of those, not yet on the server. */
  waiting: number
  server: Receipt
}

/** What the server holds of a session; null when it did not say. */
export async function sessionReceipt(api: Api, session: number): Promise<Receipt | null> {
  // Below zero the server has never heard of it.
  if (session < 0) return null
  const answer = await api.request({ method: 'GET', path: `/sessions/${session}/receipt` })
  const receipt = answer.kind === 'answer' && answer.status === 200 ? (answer.json as Partial<Receipt>) : null
  return typeof receipt?.records === 'number' && typeof receipt.marked === 'number'
    ? (receipt as Receipt)
    : null
}

export async function comparedWithServer(api: Api, store: Store, session: number): Promise<Compared | null> {
  const server = await sessionReceipt(api, session)
  if (server === null) return null
  const rows = (await readRoster(store, session)).filter((row) => row.state !== null)
  const waiting = rows.filter((row) => row.where === 'waiting' || row.where === 'sending').length
  return { here: rows.length, waiting, server }
}
