import { useMemo, useState } from 'preact/hooks'
import { t } from '../../../base/text'
import { openWhole } from '../../../store'
import { AskingServer } from '../../../ui/AskingServer'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { navigate } from '../../../ui/navigation'
import type { Paged } from '../../../ui/PagedList'
import { toast } from '../../../ui/toast'
import { apart } from '../../../ui/words'
import { DeleteDialog } from '../../DeleteDialog'
import { type Domain, type PresenceState, type Rule, spoken, type ViewProps } from '../props'
import { Read } from '../Read'
import { useOrganization } from '../use-organization'
import { ApplyDialog } from './ApplyDialog'
import { DomainCard } from './DomainCard'
import { DomainForm } from './DomainForm'

interface Props extends ViewProps {
  /** The query: `edit` a domain or `new`, a copy `from` one; `apply` one that was just made. */
  asked: URLSearchParams
}

const isAsking = ({ outcome }: Pick<Paged<unknown>, 'outcome'>) => outcome.value === 'asking'

const HERE = '/settings/words'

/** What the organization calls its people and its times: the domains that ship, and those of its own. */
export function WordsView({ asked, ...props }: Props) {
  const { store, api, clock, zone, now, onChanged } = props
  const parts = { store, api, clock }
  const lists = useMemo(
    () => ({
      domains: openWhole<Domain>(parts, '/domains'),
      states: openWhole<PresenceState>(parts, '/presence-states?ordering=sort_order&limit=200'),
      rules: openWhole<Rule>(parts, '/notification-rules?limit=200'),
    }),
    [store, api, clock],
  )
  const organization = useOrganization(props)
  const [applying, setApplying] = useState<string | null>(asked.get('apply'))
  const [deleting, setDeleting] = useState<Domain | null>(null)
  const domains = lists.domains.page.value?.value.results ?? []
  const states = lists.states.page.value?.value.results ?? []
  const rules = lists.rules.page.value?.value.results ?? []
  const code = organization.kept.value?.value.domain_type
  const current = domains.find((one) => one.code === code) ?? null
  const target = domains.find((one) => one.code === applying)
  const complete = code !== undefined && lists.states.page.value !== null && lists.rules.page.value !== null
  const edited = asked.get('edit')

  async function refresh() {
    await Promise.all([
      lists.domains.refresh(),
      lists.states.refresh(),
      lists.rules.refresh(),
      organization.refresh(),
    ])
  }
  function changed() {
    void refresh()
    onChanged()
  }
  // One list says how old all of them are; the others are read with it.
  const reading = { ...lists.domains, refresh }
  const shown = useMemo(() => reading, [lists, organization])

  return (
    <Read list={shown} now={now.value} zone={zone}>
      {() => {
        const model =
          domains.find((one) => one.code === (asked.get('from') ?? edited)) ?? current ?? domains[0]
        if (edited !== null && !complete && [lists.states, lists.rules].some(isAsking))
          return <AskingServer />
        if (edited !== null && complete && model)
          return (
            <DomainForm
              key={edited}
              api={api}
              row={edited === 'new' ? null : model}
              model={model}
              inUse={edited === code}
              domains={domains}
              states={states}
              onDone={(row) => {
                changed()
                navigate(edited === 'new' ? `${HERE}?apply=${row.code}` : HERE)
                if (edited === 'new') setApplying(row.code)
              }}
            />
          )
        return (
          <>
            {code !== undefined && current === null && (
              <Banner tone="wait" title={t('This organization works with no domain.')}>
                {t(
                  'Screens say participant, group and session. Apply a domain below to give them your words.',
                )}
              </Banner>
            )}
            {current && (
              <DomainCard
                domain={current}
                inUse
                actions={
                  <Button
                    kind="primary"
                    icon="pencil"
                    onClick={() =>
                      navigate(
                        current.is_shipped
                          ? `${HERE}?edit=new&from=${current.code}`
                          : `${HERE}?edit=${current.code}`,
                      )
                    }
                  >
                    {t('Change words')}
                  </Button>
                }
              />
            )}
            <div class="row">
              <h2 class="grow">{t('Other domains')}</h2>
              <Button
                icon="plus"
                onClick={() => navigate(`${HERE}?edit=new&from=${current?.code ?? domains[0]?.code ?? ''}`)}
              >
                {t('Define your own')}
              </Button>
            </div>
            {domains
              .filter((one) => one.code !== code)
              .sort((a, b) => +a.is_shipped - +b.is_shipped)
              .map((domain) => (
                <DomainCard
                  key={domain.code}
                  domain={domain}
                  actions={
                    <Deeds
                      domain={domain}
                      disabled={!complete}
                      onApply={() => setApplying(domain.code)}
                      onDelete={() => setDeleting(domain)}
                    />
                  }
                />
              ))}
            {target && complete && (
              <ApplyDialog
                api={api}
                target={target}
                now={{ domain: current, states, rules }}
                onDone={() => {
                  toast(t('The organization works with “{name}” now.', { name: apart(spoken(target.name)) }))
                  changed()
                }}
                onClose={() => {
                  setApplying(null)
                  navigate(HERE, { replace: true })
                }}
              />
            )}
            {deleting && (
              <DeleteDialog
                api={api}
                path={`/domains/${deleting.code}`}
                seen={deleting.version}
                title={t('Delete {name}?', { name: apart(spoken(deleting.name)) })}
                gone={t('{name} was deleted.', { name: apart(spoken(deleting.name)) })}
                onChanged={changed}
                onClose={() => setDeleting(null)}
              >
                <p>{t('Its words are gone for good. Its states stay on the records that have them.')}</p>
              </DeleteDialog>
            )}
          </>
        )
      }}
    </Read>
  )
}

interface DeedsProps {
  domain: Domain
  disabled: boolean
  onApply: () => void
  onDelete: () => void
}

function Deeds({ domain, disabled, onApply, onDelete }: DeedsProps) {
  const name = apart(spoken(domain.name))
  return (
    <>
      {!domain.is_shipped && (
        <>
          <Button
            kind="quiet"
            icon="pencil"
            aria-label={t('Change {name}', { name })}
            onClick={() => navigate(`${HERE}?edit=${domain.code}`)}
          >
            {t('Change')}
          </Button>
          <Button kind="quiet" icon="bin" aria-label={t('Delete {name}', { name })} onClick={onDelete}>
            {t('Delete')}
          </Button>
        </>
      )}
      <Button
        aria-label={t('See what “{name}” would change', { name })}
        disabled={disabled}
        onClick={onApply}
      >
        {t('See what it would change')}
      </Button>
    </>
  )
}
