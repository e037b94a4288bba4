/** The one line in the top bar: how this tablet stands with the server, in words. */
import { n, t } from '../base/text'
import type { StatusView } from '../store'
import type { IconName } from '../ui/Icon'
import { unsent, unsentCount } from '../ui/words'

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
  if (status.phase === 'revoked')
    return {
      icon: 'lock',
      tone: 'bad',
      text:
        waiting > 0
          ? n(waiting, 'Tablet blocked · {marks} waits', 'Tablet blocked · {marks} wait', { marks })
          : t('Tablet blocked'),
      short: t('Blocked'),
    }
  if (status.phase === 'signed_out')
    return {
      icon: 'lock',
      tone: 'wait',
      text: waiting > 0 ? t('Sign in again to send {marks}', { marks }) : t('Sign in again'),
      short: t('Sign in'),
    }
  if (status.phase === 'update_required')
    return {
      icon: 'refresh',
      tone: 'wait',
      text: waiting > 0 ? t('Update the app to send {marks}', { marks }) : t('Update the app'),
      short: t('Update'),
    }
  if (status.refused > 0) return refusedWords(status, marks, waiting)
  if (waiting > 0) return waitingWords(status, marks, waiting)
  if (status.lastSyncAt === null)
    return status.phase === 'offline' || status.phase === 'error'
      ? { icon: 'cloudOff', tone: 'wait', text: t('No contact with the server yet'), short: t('No contact') }
      : { icon: 'cloud', tone: 'info', text: t('Bringing the lists'), short: t('Loading') }
  const trouble = status.phase === 'error'
  if (trouble || status.phase === 'offline')
    return {
      icon: 'cloudOff',
      tone: 'info',
      text: trouble
        ? t('The server has trouble. Nothing of yours waits')
        : t('No connection. Nothing of yours waits'),
      short: t('Offline'),
    }
  if (status.inQuestion > 0)
    return {
      icon: 'question',
      tone: 'ask',
      text: t('All sent · {number} in question', { number: status.inQuestion }),
      short: t('{count} in question', { count: status.inQuestion }),
    }
  return { icon: 'cloud', tone: 'good', text: t('All your marks are on the server'), short: t('All sent') }
}

/** What was refused needs a person, and hides nothing of what is still to be sent. */
function refusedWords({ refused: number }: StatusView, marks: string, waiting: number): StatusWords {
  const refused = n(number, '{count} mark refused', '{count} marks refused')
  const short = t('{number} refused', { number })
  return {
    icon: 'refused',
    tone: 'bad',
    text:
      waiting > 0
        ? n(waiting, '{refused} · {marks} waits', '{refused} · {marks} wait', { refused, marks })
        : refused,
    short: waiting > 0 ? `${short} · ${t('{number} wait', { number: waiting })}` : short,
  }
}

function waitingWords(status: StatusView, marks: string, waiting: number): StatusWords {
  if (status.phase === 'syncing')
    return {
      icon: 'send',
      tone: 'wait',
      text: t('Sending {marks}', { marks }),
      short: t('Sending {marks}', { marks: waiting }),
    }
  const offline = status.phase === 'offline'
  return {
    icon: offline ? 'cloudOff' : 'device',
    tone: 'wait',
    text: offline
      ? n(
          waiting,
          'No connection · {marks} waits on this tablet',
          'No connection · {marks} wait on this tablet',
          { marks },
        )
      : n(waiting, '{marks} waits on this tablet', '{marks} wait on this tablet', { marks }),
    short: t('{number} wait', { number: waiting }),
  }
}
