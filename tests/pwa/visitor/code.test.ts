/** Guests type the code of the room with the keyboard that their phone has. */
import { expect, it } from 'vitest'
import { codeIn } from '@/visitor/code'

it.each([
  ['123 456', '123456'],
  ['১২৩৪৫৬', '123456'],
  ['٠١٢ ٣٤٥', '012345'],
  ['12ab', '12'],
  ['1234567', '123456'],
])('takes %s for %s', (typed, code) => {
  expect(codeIn(typed)).toBe(code)
})
