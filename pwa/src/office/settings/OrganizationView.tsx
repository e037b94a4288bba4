import { t } from '../../base/text'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import { OrganizationForm } from './OrganizationForm'
import type { ViewProps } from './props'
import { useOrganization } from './use-organization'

/** The organization's own row, and why it is not there. */
export function OrganizationView(props: ViewProps) {
  const { zone, now } = props
  const { kept, outcome, refresh } = useOrganization(props)
  const row = kept.value?.value
  return (
    <>
      <Freshness
        savedAt={kept.value?.saved_at ?? null}
        now={now.value}
        zone={zone}
        outcome={outcome.value}
        onRefresh={() => void refresh()}
      />
      {row ? (
        <OrganizationForm
          {...props}
          row={row}
          onSaved={() => {
            props.onChanged()
            void refresh()
          }}
        />
      ) : (
        outcome.value !== 'asking' && (
          <Empty icon="cloudOff" title={t('Not on this tablet')}>
            <p>{t('Settings are read from the server; that needs a connection.')}</p>
          </Empty>
        )
      )}
    </>
  )
}
