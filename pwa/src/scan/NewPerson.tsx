import { t } from '../base/text'
import { Button } from '../ui/Button'
import { type Newcomer, NewcomerForm } from '../ui/NewcomerForm'

interface Props {
  /** What was scanned; empty where it can be no identifier. */
  identifier: string
  /** Label of the state that the person gets. */
  state: string
  /** Resolves to whether person and mark are on the disk. */
  onAdd: (person: Newcomer) => Promise<boolean>
  onClose: () => void
}

/** Somebody whose badge nobody knows yet: marked as all who are scanned here. */
export function NewPerson({ identifier, state, onAdd, onClose }: Props) {
  return (
    <NewcomerForm
      title={t('New person')}
      start={{ first_name: '', last_name: '', identifier }}
      state={state}
      onAdd={onAdd}
      onClose={onClose}
      action={
        <Button kind="primary" type="submit" icon="userPlus">
          {t('Add and mark {state}', { state })}
        </Button>
      }
    />
  )
}
