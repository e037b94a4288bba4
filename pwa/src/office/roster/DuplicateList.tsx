import { t } from '../../base/text'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import { Link } from '../../ui/navigation'
import { mergeAddress } from './merging'
import { PersonName } from './PersonName'
import type { Duplicates, ViewProps } from './props'
import { useAnswer } from './reading'

type Found = Duplicates['results'][number]

/** Sets of people who may be one, and what speaks for it. Whether they are, an administrator says. */
export function DuplicateList(props: ViewProps) {
  const { zone, now } = props
  const seen = useAnswer<Duplicates>(props, '/participants/duplicates', 'results')
  const found = seen.value?.results ?? []
  return (
    <>
      <p class="muted">
        {t(
          'These may be one person, listed more than once. Compare them; nothing happens before you say so.',
        )}
      </p>
      <Freshness
        savedAt={seen.savedAt}
        now={now.value}
        zone={zone}
        outcome={seen.outcome}
        onRefresh={() => void seen.refresh()}
      />
      {found.map((one) => (
        <FoundSet key={one.participants.map((person) => person.id).join()} found={one} />
      ))}
      {seen.value !== null && found.length === 0 && (
        <Empty icon="check" title={t('Nobody is listed twice')}>
          <p>{t('Two of one name with different dates of birth are two people.')}</p>
        </Empty>
      )}
      {seen.value === null && seen.outcome !== 'asking' && (
        <Empty icon="cloudOff" title={t('Not on this tablet')}>
          <p>{t('This page needs the network.')}</p>
        </Empty>
      )}
    </>
  )
}

function FoundSet({ found: { shared, participants } }: { found: Found }) {
  const [first, ...others] = participants
  if (!first) return null
  return (
    <section class="card" aria-label={sharedWords(shared)}>
      <p class="roster-shared">
        <span class="tag" data-tone="ask">
          {sharedWords(shared)}
        </span>
      </p>
      <ul class="paged">
        <li class="paged-row roster-row">
          <PersonName person={first} />
        </li>
        {others.map((person) => (
          <li key={person.id} class="paged-row roster-row">
            <PersonName person={person} />
            <Link class="button" href={mergeAddress(first.id, person.id)}>
              {t('Compare with the first')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function sharedWords(shared: Found['shared']): string {
  switch (shared) {
    case 'identifier':
      return t('The same identifier, but for a number behind it')
    case 'external_id':
      return t('The same number elsewhere')
    default:
      return t('The same name')
  }
}
