/** What came is told in a sentence, whatever it is. */
import { expect, test } from 'vitest'
import { pretty, whatWasMeant } from '@/device/fleet/meaning'

const names = {
  participants: new Map([[3, 'Amina Rahman']]),
  sessions: new Map([[5, 'Mathematics']]),
  states: new Map([['late', 'Late']]),
}
const said = (body: unknown) => whatWasMeant(JSON.stringify(body), names)

test('operations are sentences', () => {
  expect(said({ kind: 'mark', session: 5, participant: 3, state: 'late' })).toBe(
    'Amina Rahman: Late in Mathematics',
  )
  expect(said({ kind: 'clear', session: 5, participant: 3 })).toBe(
    'Amina Rahman: mark cleared in Mathematics',
  )
  expect(said({ kind: 'walk_in', session: 5, first_name: 'Zoe' })).toBe('Zoe walked in to Mathematics')
  expect(said({ kind: 'walk_in', session: 5, participant: 3 })).toBe('Amina Rahman walked in to Mathematics')
  expect(said({ kind: 'session_start', session: 5 })).toBe('Mathematics started')
})

test('what is not known goes by its number, and what is nothing is called so', () => {
  expect(said({ kind: 'mark', session: 6, participant: 4, state: 'gone' })).toBe(
    'Participant 4: gone in session 6',
  )
  expect(said({ kind: 'mark', participant: { ref: 'x' } })).toBe(
    'Somebody who walked in: no state in an unknown session',
  )
  for (const strange of [null, 'text', 7, []]) expect(said(strange)).toBe('Something that is no operation.')
  expect(whatWasMeant('{', names)).toBe('Something that is no operation.')
  expect(pretty('{')).toBe('{')
})
