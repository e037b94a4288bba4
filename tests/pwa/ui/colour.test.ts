import { expect, it } from 'vitest'
import { contrast, inkOn, safeColour } from '@/ui/colour'

it('takes only plain hexadecimal colours from rows', () => {
  expect(safeColour('#2E9E5B')).toBe('#2e9e5b')
  for (const bad of ['red', 'url(x)', '#fff', '#12345g', '', 'var(--x)'])
    expect(safeColour(bad)).toBe('#6b7280')
})

it('writes on every colour with at least 4.5 to 1', () => {
  for (let red = 0; red < 256; red += 17)
    for (let green = 0; green < 256; green += 17)
      for (let blue = 0; blue < 256; blue += 17) {
        const colour = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`
        expect(contrast(colour, inkOn(colour))).toBeGreaterThanOrEqual(4.5)
      }
})
