import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { IconButton } from '../../ui/Button'
import { Link } from '../../ui/navigation'
import { apart } from '../../ui/words'
import { kindWords } from './kinds'
import type { Kind } from './props'
import { type Branch, countOf } from './tree'

interface Props {
  tree: readonly Branch[]
  kinds: readonly Kind[]
  /** The group that is looked at, and those above it: they are never folded away. */
  line: readonly number[]
  /** What is left of a search is shown whole. */
  whole: boolean
}

/** So many are shown unfolded at first. */
const FEW = 60

/** Groups below groups, each a link; what is below can be folded away. */
export function GroupTree({ tree, kinds, line, whole }: Props) {
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set())
  const openAtFirst = countOf(tree) <= FEW
  function isOpen(id: number) {
    return whole || line.slice(0, -1).includes(id) || turned.has(id) !== openAtFirst
  }
  function turn(id: number) {
    const next = new Set(turned)
    if (!next.delete(id)) next.add(id)
    setTurned(next)
  }
  const level = (branches: readonly Branch[], label?: string) => {
    const folds = branches.some(({ below }) => below.length > 0)
    return (
      <ul class={label ? 'card tree' : 'tree-below'} aria-label={label}>
        {branches.map(({ group, below }) => (
          <li key={group.id}>
            <div class="tree-row" data-here={line.at(-1) === group.id}>
              {below.length > 0 ? (
                <IconButton
                  kind="quiet"
                  icon="next"
                  class="tree-fold"
                  label={
                    isOpen(group.id)
                      ? t('Fold {name}', { name: apart(group.name) })
                      : t('Unfold {name}', { name: apart(group.name) })
                  }
                  aria-expanded={isOpen(group.id)}
                  onClick={() => turn(group.id)}
                />
              ) : (
                <span class="tree-leaf" data-beside={folds} />
              )}
              <Link
                class="tree-link"
                href={`/groups/${group.id}`}
                aria-current={line.at(-1) === group.id ? 'page' : undefined}
              >
                <strong>{apart(group.name)}</strong>
                <span class="muted">{kindWords(group.group_type, kinds)}</span>
                {!group.is_active && (
                  <span class="tag" data-tone="wait">
                    {t('Deactivated')}
                  </span>
                )}
              </Link>
            </div>
            {below.length > 0 && isOpen(group.id) && level(below)}
          </li>
        ))}
      </ul>
    )
  }
  return level(tree, t('{Groups}'))
}
