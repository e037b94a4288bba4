import { t } from '../../base/text'
import { Answered } from '../../ui/Answered'
import { Empty } from '../../ui/Empty'
import { Link } from '../../ui/navigation'
import { useAnswer } from '../reading'
import { mergeAddress } from './merging'
import { PersonName } from './PersonName'
import type { Duplicates, ViewProps } from './props'

type Found = Duplicates['results'][number]

/** Sets of people who may be one, and what speaks for it. Whether they are, an administrator says. */
export function DuplicateList(props: ViewProps) {
  const { zone, now } = props
  const seen = useAnswer<Duplicates>(props, '/participants/duplicates', 'results')
  return (
    <>
      <p class="muted">
        {t(
          'These may be one person, listed more than once. Compare them; nothing happens before you say so.',
        )}
      </p>
      <Answered seen={seen} now={now.value} zone={zone} away={t('This page needs the network.')}>
        {({ results }) =>
          results.length > 0 ? (
            results.map((one) => (
              <FoundSet key={one.participants.map((person) => person.id).join()} found={one} />
            ))
          ) : (
            <Empty icon="check" title={t('Nobody is listed twice')}>
              <p>{t('Two of one name with different dates of birth are two people.')}</p>
            </Empty>
          )
        }
      </Answered>
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
