/** The one line in the top bar: how this tablet stands with the server, in words. */
import type { StatusView } from '../store'
import type { IconName } from '../ui/Icon'
import { count, unsent, unsentCount } from '../ui/words'

export interface StatusWords {
  icon: IconName
  tone: 'good' | 'wait' | 'ask' | 'bad' | 'info'
  text: string
  /** For narrow screens. */
  short: string
}

export function statusWords(status: StatusView): StatusWords {
  const waiting = unsentCount(status)
  const marks = unsent(status)
  const wait = `${marks} ${waiting === 1 ? 'waits' : 'wait'}`
  if (status.phase === 'revoked')
    return {
      icon: 'lock',
      tone: 'bad',
      text: waiting > 0 ? `Tablet blocked · ${wait}` : 'Tablet blocked',
      short: 'Blocked',
    }
  if (status.phase === 'signed_out')
    return {
      icon: 'lock',
      tone: 'wait',
      text: waiting > 0 ? `Sign in again to send ${marks}` : 'Sign in again',
      short: 'Sign in',
    }
  if (status.phase === 'update_required')
    return {
      icon: 'refresh',
      tone: 'wait',
      text: waiting > 0 ? `Update the app to send ${marks}` : 'Update the app',
      short: 'Update',
    }
  if (status.refused > 0)
    return {
      icon: 'refused',
      tone: 'bad',
      text: `${count(status.refused, 'mark')} refused`,
      short: `${status.refused} refused`,
    }
  if (waiting > 0) return waitingWords(status, wait, marks, waiting)
  if (status.lastSyncAt === null)
    return status.phase === 'offline' || status.phase === 'error'
      ? { icon: 'cloudOff', tone: 'wait', text: 'No contact with the server yet', short: 'No contact' }
      : { icon: 'cloud', tone: 'info', text: 'Bringing the lists', short: 'Loading' }
  if (status.phase === 'offline' || status.phase === 'error')
    return { icon: 'cloudOff', tone: 'info', text: 'No connection. Nothing waits', short: 'Offline' }
  if (status.inQuestion > 0)
    return {
      icon: 'question',
      tone: 'ask',
      text: `All sent · ${status.inQuestion} in question`,
      short: `${status.inQuestion} in question`,
    }
  return { icon: 'cloud', tone: 'good', text: 'All marks are on the server', short: 'All sent' }
}

function waitingWords(status: StatusView, wait: string, marks: string, waiting: number): StatusWords {
  if (status.phase === 'syncing')
    return {
      icon: 'send',
      tone: 'wait',
      text: `Sending ${marks}`,
      short: `Sending ${waiting}`,
    }
  const offline = status.phase === 'offline' || status.phase === 'error'
  return {
    icon: offline ? 'cloudOff' : 'device',
    tone: 'wait',
    text: offline ? `No connection · ${wait} on this tablet` : `${wait} on this tablet`,
    short: `${waiting} wait`,
  }
}
