import { afterEach, expect, it } from 'vitest'
import { n, pieces, speak, TERMS, t, terms } from '@/base/text'
import { languageOf } from '@/base/words/languages'

afterEach(() => {
  speak({ tag: 'en', direction: 'ltr', catalogue: {} })
  terms.value = TERMS
})

const BANGLA = {
  'Sign in': 'সাইন ইন',
  'Hello {name}': '{name}, নমস্কার',
  '{count} marks wait': { one: '{count}টি চিহ্ন অপেক্ষায়', other: '{count}টি চিহ্ন অপেক্ষায়' },
}

it('says English without a catalogue, with values and the right form for a count', () => {
  expect(t('Hello {name}', { name: 'Ana' })).toBe('Hello Ana')
  expect(n(1, '{count} mark waits', '{count} marks wait')).toBe('1 mark waits')
  expect(n(1200, '{count} mark waits', '{count} marks wait')).toBe('1,200 marks wait')
})

it('says it in the language of the tablet, with its digits, and in English what has no translation', () => {
  speak({ tag: 'bn', direction: 'ltr', catalogue: BANGLA })
  expect(t('Sign in')).toBe('সাইন ইন')
  expect(t('Hello {name}', { name: 'Ana' })).toBe('Ana, নমস্কার')
  expect(n(12, '{count} mark waits', '{count} marks wait')).toBe('১২টি চিহ্ন অপেক্ষায়')
  expect(t('Unheard of')).toBe('Unheard of')
})

it('calls people and times what the organization calls them', () => {
  terms.value = { ...TERMS, participant: 'guest', participants: 'guests' }
  expect(t('No {participants} yet. {Participants} come soon.')).toBe('No guests yet. Guests come soon.')
})

it('never takes a value for a sentence', () => {
  expect(t('Hello {name}', { name: '{participants}' })).toBe('Hello {participants}')
})

it('leaves places for parts of the screen', () => {
  expect(pieces('See {link} at {time}.', { time: 'noon' })).toEqual(['See ', { place: 'link' }, ' at noon.'])
})

it('never takes a value for a place', () => {
  expect(pieces('See {link} at {time}.', { time: '{link}' })).toEqual([
    'See ',
    { place: 'link' },
    ' at {link}.',
  ])
})

it('speaks the first language that it knows', async () => {
  expect((await languageOf(['fr-FR', 'bn-BD', 'en'])).tag).toBe('bn-BD')
  expect((await languageOf(['en-GB', 'bn'])).tag).toBe('en-GB')
  expect((await languageOf(['fr'])).tag).toBe('en')
  const pseudo = await languageOf(['ar-XB'])
  expect(pseudo.direction).toBe('rtl')
  expect(pseudo.invent?.('Hi {name}')).toMatch(/^\P{ASCII}+ \{name\}$/u)
})
