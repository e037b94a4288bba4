import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { Choices } from '../../ui/Choices'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { TextField } from '../../ui/Field'
import { apart, fullName } from '../../ui/words'
import type { Registration } from './props'

interface Props {
  registration: Registration
  /** Who has the number already; null when nobody. */
  taken: string | null
  onApprove: (body: { participant?: number; identifier?: string }) => Promise<string | null>
  onClose: () => void
}

/** Adds somebody; where the number is taken, only after the person has said who it is. */
export function ApproveDialog({ registration, taken, onApprove, onClose }: Props) {
  const [who, setWho] = useState<'same' | 'other'>('same')
  const [identifier, setIdentifier] = useState('')
  const name = fullName(registration)
  async function approve(): Promise<string | null> {
    if (taken === null) return onApprove({})
    if (who === 'same') return onApprove({ participant: registration.duplicate as number })
    const typed = identifier.trim()
    return typed === '' ? t('Give another number.') : onApprove({ identifier: typed })
  }
  return (
    <ConfirmDialog
      title={t('Add {name}?', { name })}
      action={t('Approve')}
      icon="check"
      onConfirm={approve}
      onClose={onClose}
    >
      {taken === null ? (
        <p>{t('A new {participant} is added, and put into the {group} of the link where there is one.')}</p>
      ) : (
        <>
          <p>
            {t('The number {identifier} belongs to {name}. Who is this?', {
              identifier: apart(registration.identifier ?? ''),
              name: apart(taken),
            })}
          </p>
          <Choices
            legend={t('Who it is')}
            value={who}
            onChange={setWho}
            options={[
              { value: 'same', label: t('The same person') },
              { value: 'other', label: t('Somebody else') },
            ]}
          />
          {who === 'other' && (
            <TextField
              label={t('Another number')}
              value={identifier}
              onInput={setIdentifier}
              maxLength={100}
              autocomplete="off"
            />
          )}
        </>
      )}
    </ConfirmDialog>
  )
}
