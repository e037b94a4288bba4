import { n } from '../../base/text'
import type { Fate, Import } from './props'

/** What becomes of the rows, as tags; `past`: what became of them. */
export function Counts({ counts, past = false }: Pick<Import, 'counts'> & { past?: boolean }) {
  const shown = (['create', 'update', 'unchanged', 'error'] as const).filter((fate) => counts[fate] > 0)
  return (
    <p class="row">
      {shown.map((fate) => (
        <span key={fate} class="tag" data-tone={toneOf(fate)}>
          {countWords(fate, counts[fate], past)}
        </span>
      ))}
    </p>
  )
}

export const toneOf = (fate: Fate): string | undefined =>
  ({ create: 'good', update: 'brand', unchanged: undefined, error: 'bad' })[fate]

function countWords(fate: Fate, count: number, past: boolean): string {
  switch (fate) {
    case 'create':
      return n(count, '{count} new', '{count} new')
    case 'update':
      return n(count, '{count} changed', '{count} changed')
    case 'unchanged':
      return n(count, '{count} unchanged', '{count} unchanged')
    case 'error':
      return past
        ? n(count, '{count} left out', '{count} left out')
        : n(count, '{count} with errors', '{count} with errors')
  }
}
