/** Somebody new: what was searched for fills the form, and the receipt says in words whether anything is missing. */
import { expect, test } from 'vitest'
import { namesIn } from '@/marking/AddPerson'
import { verdict } from '@/marking/ReceiptDialog'

test('the words that found nobody become the name', () => {
  expect(namesIn('zoe')).toEqual({ first_name: 'Zoe', last_name: '', identifier: '' })
  expect(namesIn('  zoe van dyk ')).toEqual({ first_name: 'Zoe', last_name: 'van Dyk', identifier: '' })
  expect(namesIn('রহিমা বেগম')).toEqual({ first_name: 'রহিমা', last_name: 'বেগম', identifier: '' })
  expect(namesIn('')).toEqual({ first_name: '', last_name: '', identifier: '' })
})

test('what has a digit is an identifier', () => {
  expect(namesIn('V-17')).toEqual({ first_name: '', last_name: '', identifier: 'V-17' })
  expect(namesIn('৪২')).toEqual({ first_name: '', last_name: '', identifier: '৪২' })
})

test('the receipt says whether anything is missing', () => {
  const said = (here: number, waiting: number, marked: number) =>
    verdict({ here, waiting, server: { session: 1, records: marked, marked, in_question: 0, by_device: [] } })
  expect(said(32, 0, 32)).toEqual({ tone: 'good', words: expect.stringContaining('Nothing is missing') })
  expect(said(32, 2, 30)).toEqual({ tone: 'wait', words: expect.stringContaining('2 marks wait') })
  expect(said(30, 0, 32).tone).toBe('info')
  expect(said(32, 0, 30).tone).toBe('ask')
})
