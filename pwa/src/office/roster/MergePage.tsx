import { useMemo, useState } from 'preact/hooks'
import type { Page } from '../../base/resources'
import { n, t } from '../../base/text'
import { poster } from '../../store'
import { AskingServer } from '../../ui/AskingServer'
import { BackHead } from '../../ui/BackHead'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { Empty } from '../../ui/Empty'
import { Link } from '../../ui/navigation'
import { apart, fullName, listWords } from '../../ui/words'
import { useAnswer } from '../reading'
import { Facts } from './Facts'
import { ForecastWords } from './ForecastWords'
import { MergedWords } from './MergedWords'
import { forecast, pairOf } from './merging'
import type { Group, Membership, Merge, Person, ViewProps } from './props'
import { refusalWords } from './refusals'
import { wayTo } from './tree'

interface Props extends ViewProps {
  search: string
  groups: readonly Group[]
}

/** Two people side by side: who stays, what becomes of the rest, and then they are one. */
export function MergePage({ search, ...props }: Props) {
  const pair = pairOf(search)
  return (
    <div class="page">
      <BackHead
        href="/participants/twice"
        back={t('All who may be listed twice')}
        title={t('One person, listed twice?')}
      />
      {pair === null ? <Nobody /> : <Pair {...props} one={pair[0]} other={pair[1]} />}
    </div>
  )
}

const Nobody = () => (
  <Empty icon="search" title={t('Nobody here')}>
    <p>{t('One of the two is not there any more, or this page needs the network.')}</p>
  </Empty>
)

interface Side {
  person: Person
  memberships: readonly Membership[]
  /** Marks that are recorded; null while that is not known. */
  marks: number | null
  refresh: () => Promise<void>
}

function useSide(props: ViewProps, id: number): { side: Side | null; asking: boolean } {
  const person = useAnswer<Person>(props, `/participants/${id}`, 'identifier')
  const groups = useAnswer<Page<Membership>>(
    props,
    `/group-memberships?participant=${id}&limit=500`,
    'results',
  )
  const marks = useAnswer<{ count: number }>(
    props,
    `/presence-records?participant=${id}&limit=1&count=true`,
    'count',
  )
  // A merge is only shown of what stands now: without the server there is nothing to decide here.
  const side = person.value &&
    groups.value &&
    person.outcome !== 'gone' && {
      person: person.value,
      memberships: groups.value.results,
      marks: marks.value?.count ?? null,
      refresh: person.refresh,
    }
  return { side: side || null, asking: person.outcome === 'asking' || groups.outcome === 'asking' }
}

function Pair({ one, other, groups, ...props }: Omit<Props, 'search'> & { one: number; other: number }) {
  const { api, onSync } = props
  const sides = [useSide(props, one), useSide(props, other)] as const
  const [chosen, setChosen] = useState(one)
  const [confirming, setConfirming] = useState(false)
  const [problem, setProblem] = useState('')
  const [merged, setMerged] = useState<{ done: Merge; gone: string } | null>(null)
  const post = useMemo(() => poster(api), [api])
  const [first, second] = [sides[0].side, sides[1].side]
  if (merged) return <MergedWords {...merged} />
  if (!first || !second) return sides.some((side) => side.asking) ? <AskingServer /> : <Nobody />
  const [stays, ends] = chosen === one ? [first, second] : [second, first]

  async function merge(): Promise<string | null> {
    const asked = await post<Merge>(`/participants/${stays.person.id}/merge`, {
      duplicate: ends.person.id,
      expected_version: stays.person.version,
      duplicate_version: ends.person.version,
    })
    if (asked.ok) {
      setMerged({ done: asked.value, gone: `${fullName(ends.person)} (${apart(ends.person.identifier)})` })
      onSync()
      return null
    }
    // Both may have moved: what is chosen next is what stands then.
    await Promise.all([stays.refresh(), ends.refresh()])
    setProblem(refusalWords(asked.error))
    return refusalWords(asked.error)
  }
  return (
    <>
      <fieldset>
        <legend class="field-label">{t('Who stays on the lists?')}</legend>
        <div class="roster-sides">
          {[first, second].map((side) => (
            <SideCard
              key={side.person.id}
              side={side}
              groups={groups}
              stays={side === stays}
              onChoose={() => setChosen(side.person.id)}
            />
          ))}
        </div>
      </fieldset>
      {problem !== '' && <Banner tone="bad">{problem}</Banner>}
      <ForecastWords stays={stays} ends={ends} told={forecast(stays, ends)} groups={groups} />
      <div class="row roster-end">
        <Link class="button" href="/participants/twice">
          {t('They are two people')}
        </Link>
        <Button kind="primary" icon="check" onClick={() => setConfirming(true)}>
          {t('They are one person')}
        </Button>
      </div>
      {confirming && (
        <ConfirmDialog
          title={t('Make them one?')}
          action={t('Make them one')}
          danger
          onConfirm={merge}
          onClose={() => setConfirming(false)}
        >
          <p>
            {t('{name} ({identifier}) stays. The other entry ends for good; this cannot be taken back.', {
              name: fullName(stays.person),
              identifier: apart(stays.person.identifier),
            })}
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}

interface CardProps {
  side: Side
  groups: readonly Group[]
  stays: boolean
  onChoose: () => void
}

function SideCard({ side: { person, memberships, marks }, groups, stays, onChoose }: CardProps) {
  const names = memberships.map((one) => apart(wayTo(groups, one.group))).filter((name) => name !== '')
  return (
    <div class="card card-body roster-side" data-chosen={stays}>
      <label class="check">
        <input type="radio" name="stays" checked={stays} onChange={onChoose} />
        <span>
          <strong>{fullName(person)}</strong> <span class="muted">{stays ? t('stays') : t('ends')}</span>
        </span>
      </label>
      <Facts person={person}>
        <dt>{t('{Groups}')}</dt>
        <dd>{names.length > 0 ? listWords(names) : <span class="muted">{t('none')}</span>}</dd>
        <dt>{t('Recorded')}</dt>
        <dd>{marks === null ? t('unknown') : n(marks, '{count} mark', '{count} marks')}</dd>
      </Facts>
    </div>
  )
}
