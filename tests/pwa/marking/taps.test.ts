import { describe, expect, it } from 'vitest'
import { createTaps } from '@/marking/taps'
import { createUndoStack } from '@/store'

function door() {
  const handles: { open: () => void; slam: (error: Error) => void }[] = []
  const wait = () => new Promise<boolean>((open, slam) => handles.push({ open: () => open(true), slam }))
  return { handles, wait }
}

describe('a tap', () => {
  it('shows at once and is saved only after the commit', async () => {
    const { handles, wait } = door()
    const taps = createTaps()
    const run = taps.run([7], 'late', wait)
    expect(taps.of(7).value).toMatchObject({ state: 'late', phase: 'saving' })
    expect(taps.unsaved.value).toBe(true)
    handles[0]?.open()
    expect(await run).toBe(true)
    expect(taps.of(7).value?.phase).toBe('saved')
    expect(taps.unsaved.value).toBe(false)
    taps.settle()
    expect(taps.of(7).value).toBeNull()
  })

  it('stays on the line as not saved when the storage fails, until the person gives it up', async () => {
    const taps = createTaps()
    expect(await taps.run([7], 'late', () => Promise.reject(new Error('The tablet is full.')))).toBe(false)
    expect(taps.of(7).value).toMatchObject({ state: 'late', phase: 'failed', message: 'The tablet is full.' })
    taps.settle()
    expect(taps.failed.value).toBe(1)
    expect(taps.unsaved.value).toBe(true)
    taps.forget(7)
    expect(taps.of(7).value).toBeNull()
    expect(taps.unsaved.value).toBe(false)
  })

  it('that changes nothing claims nothing', async () => {
    const taps = createTaps()
    expect(await taps.run([7], 'late', () => Promise.resolve(false))).toBe(true)
    expect(taps.of(7).value).toBeNull()
  })

  it('is not settled by the outcome of an older one on the same line', async () => {
    const { handles, wait } = door()
    const taps = createTaps()
    const first = taps.run([7], 'late', wait)
    const second = taps.run([7], 'absent', wait)
    handles[0]?.slam(new Error('late one'))
    await first
    expect(taps.of(7).value).toMatchObject({ state: 'absent', phase: 'saving' })
    handles[1]?.open()
    await second
    expect(taps.of(7).value).toMatchObject({ state: 'absent', phase: 'saved' })
  })
})

describe('the undo stack', () => {
  const token = { entries: [{}] } as unknown as Parameters<
    ReturnType<typeof createUndoStack>['push']
  >[0]['token']

  it('gives back the newest first and keeps ten', () => {
    const stack = createUndoStack()
    for (let at = 1; at <= 12; at += 1) stack.push({ label: `${at}`, token })
    expect(stack.take()?.label).toBe('12')
    let rest = 0
    while (stack.take()) rest += 1
    expect(rest).toBe(9)
  })

  it('leaves out actions that changed nothing', () => {
    const stack = createUndoStack()
    stack.push({ label: 'nothing', token: { entries: [] } })
    expect(stack.last.value).toBeNull()
  })
})
