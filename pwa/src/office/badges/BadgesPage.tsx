import { useMemo } from 'preact/hooks'
import type { components } from '../../base/api.gen'
import { t } from '../../base/text'
import { type Store, watchGroups } from '../../store'
import { Answered } from '../../ui/Answered'
import { Empty } from '../../ui/Empty'
import { CheckField, SelectField } from '../../ui/Field'
import { navigate } from '../../ui/navigation'
import { PageHead } from '../../ui/PageHead'
import type { OfficeProps } from '../props'
import { Files } from './Files'
import { People } from './People'
import { addressOf, type Choice, choiceOf, listPath, ORDERS, type Order, SIZES, type Size } from './parts'
import './badges.css'
import { useAnswer } from '../reading'

type BadgeReport = components['schemas']['BadgeReport']

interface Props extends OfficeProps {
  /** What is chosen, as the address has it. */
  search: string
}

/** Badges as files to print, and who cannot get one yet. */
export function BadgesPage({ search, ...props }: Props) {
  const { store, api, zone, now } = props
  const choice = choiceOf(search)
  const seen = useAnswer<BadgeReport>(props, listPath(choice), 'results')
  return (
    <div class="page badges">
      <PageHead title={t('Badges')} />
      <Chosen
        store={store}
        choice={choice}
        onChange={(what) => navigate(addressOf({ ...choice, ...what }), { replace: true })}
      />
      <Answered
        seen={seen}
        now={now.value}
        zone={zone}
        away={t('Badges are made by the server; this list was not read here before.')}
      >
        {(report) =>
          report.total > 0 ? (
            <>
              <Files api={api} choice={choice} total={report.total} />
              <People rows={report.results} mixed={choice.group === '' || choice.subgroups} />
            </>
          ) : (
            <Empty icon="users" title={t('Nobody to make badges for')}>
              <p>{t('There are no active {participants} here.')}</p>
            </Empty>
          )
        }
      </Answered>
    </div>
  )
}

interface ChosenProps {
  store: Store
  choice: Choice
  onChange: (what: Partial<Choice>) => void
}

/** Whose badges, how big, and in which order they come out of the printer. */
function Chosen({ store, choice, onChange }: ChosenProps) {
  const groups = useMemo(() => watchGroups(store), [store]).value
  return (
    <search class="badges-chosen" aria-label={t('Filters')}>
      <SelectField
        label={t('{Group}')}
        value={choice.group}
        options={[
          { value: '', label: t('Everybody') },
          ...groups.map((group) => ({ value: String(group.id), label: group.name })),
        ]}
        onChange={(group) => onChange({ group })}
      />
      <SelectField
        label={t('Size of a badge')}
        value={choice.size}
        options={SIZES.map((size) => ({ value: size, label: sizeWords(size) }))}
        onChange={(size) => onChange({ size: size as Size })}
      />
      <SelectField
        label={t('Order')}
        value={choice.order}
        options={ORDERS.map((order) => ({ value: order, label: orderWords(order) }))}
        onChange={(order) => onChange({ order: order as Order })}
      />
      {choice.group !== '' && (
        <CheckField
          label={t('With the {groups} below it')}
          checked={choice.subgroups}
          onChange={(subgroups) => onChange({ subgroups })}
        />
      )}
    </search>
  )
}

function orderWords(order: Order): string {
  switch (order) {
    case 'name':
      return t('By name')
    case 'identifier':
      return t('By identifier')
    case 'group':
      return t('By {group}')
  }
}

function sizeWords(size: Size): string {
  switch (size) {
    case 'card':
      return t('Cards to cut out, 85 x 54 mm, on A4')
    case 'label-63x38':
      return t('Labels of 63.5 x 38.1 mm, on A4')
    case 'label-89x36':
      return t('A printer of labels, 89 x 36 mm')
    case 'label-62x29':
      return t('A printer of labels, 62 x 29 mm')
  }
}
