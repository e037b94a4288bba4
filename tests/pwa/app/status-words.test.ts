import { expect, it } from 'vitest'
import { statusWords } from '@/app/status-words'
import type { StatusView } from '@/store'

const status = (over: Partial<StatusView>): StatusView => ({
  waiting: 0,
  sending: 0,
  times: 0,
  inQuestion: 0,
  refused: 0,
  lastSyncAt: 1,
  phase: 'idle',
  detail: null,
  persisted: null,
  clockOffset: null,
  oldestAt: null,
  endsOn: null,
  misreadAt: null,
  ...over,
})
const text = (over: Partial<StatusView>) => statusWords(status(over)).text

it('never says that all is on the server while a mark waits', () => {
  for (const phase of [
    'idle',
    'syncing',
    'offline',
    'signed_out',
    'revoked',
    'update_required',
    'error',
  ] as const)
    for (const waits of [{ waiting: 1 }, { sending: 1 }, { refused: 1 }])
      expect(text({ phase, ...waits })).not.toMatch(/all (your marks|sent)/i)
})

it('names what waits beside everything else that there is to say', () => {
  const said = statusWords(status({ refused: 2, waiting: 12 }))
  expect([said.text, said.short]).toEqual(['2 marks refused · 12 marks wait', '2 refused · 12 wait'])
  for (const over of [
    { refused: 1 },
    { inQuestion: 3 },
    { phase: 'revoked' },
    { phase: 'update_required' },
  ] as const)
    expect(text({ waiting: 12, ...over })).toContain('12 marks')
})

it('says in words what waits', () => {
  expect(text({ waiting: 12 })).toBe('12 marks wait on this tablet')
  expect(text({ waiting: 1, times: 1 })).toBe('1 mark and 1 session time wait on this tablet')
  expect(text({ times: 1 })).toBe('1 session time waits on this tablet')
  expect(text({ waiting: 1, phase: 'offline' })).toBe('No connection · 1 mark waits on this tablet')
  expect(text({ waiting: 2, phase: 'error' })).toBe('2 marks wait on this tablet')
  expect(text({ phase: 'error' })).toBe('The server has trouble. Nothing of yours waits')
  expect(text({ waiting: 2, sending: 3, phase: 'syncing' })).toBe('Sending 5 marks')
  expect(text({ waiting: 2, phase: 'signed_out' })).toBe('Sign in again to send 2 marks')
  expect(text({ inQuestion: 1 })).toBe('All sent · 1 in question')
  expect(text({ lastSyncAt: null })).toBe('Bringing the lists')
  expect(text({})).toBe('All your marks are on the server')
})
