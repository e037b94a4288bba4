/** A session is started or ended by a tap, or was refused; the script of it comes after the first paint. */
import type { Clock } from '../base/clock'
import { t } from '../base/text'
import {
  endSession,
  reasonInWords,
  type SessionRefusal,
  type SessionRow,
  type Store,
  startSession,
  type UndoToken,
  undo,
} from '../store'
import { toast } from '../ui/toast'

export async function strike(
  { store, clock, userId }: { store: Store; clock: Clock; userId: number },
  session: SessionRow,
  verb: 'start' | 'end',
): Promise<void> {
  const does = verb === 'start' ? startSession : endSession
  const title = session.name || session.group_name
  try {
    const done = await does(store, { session: session.id, marked_by: userId, now: clock.now() })
    toast(verb === 'start' ? t('{title} has started.', { title }) : t('{title} has ended.', { title }), {
      label: t('Undo'),
      run: () => void takeBack(done.undo),
    })
  } catch {
    toast(t('Not saved: this tablet could not store the time.'))
  }

  /** Also where the server has it, unless somebody has changed it since. */
  async function takeBack(token: UndoToken): Promise<void> {
    const { undone } = await undo(store, token, { marked_by: userId, now: clock.now() })
    if (undone === 0)
      toast(t('This time cannot be taken back here any more. An administrator can correct it.'))
  }
}

export const refusalInWords = ({ outcome, reason, detail }: SessionRefusal): string =>
  reasonInWords(outcome, reason, detail)
