import { t } from '../../base/text'
import { Answered } from '../../ui/Answered'
import { OrganizationForm } from './OrganizationForm'
import type { ViewProps } from './props'
import { useOrganization } from './use-organization'

/** The organization's own row, and why it is not there. */
export function OrganizationView(props: ViewProps) {
  const { kept, outcome, refresh } = useOrganization(props)
  return (
    <Answered
      seen={{
        value: kept.value?.value ?? null,
        savedAt: kept.value?.saved_at ?? null,
        outcome: outcome.value,
        refresh,
      }}
      now={props.now.value}
      zone={props.zone}
      away={t('Settings are read from the server; that needs a connection.')}
    >
      {(row) => (
        <OrganizationForm
          {...props}
          row={row}
          onSaved={() => {
            props.onChanged()
            void refresh()
          }}
        />
      )}
    </Answered>
  )
}
