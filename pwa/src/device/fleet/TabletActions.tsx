import { useId, useState } from 'preact/hooks'
import type { Device } from '../../base/resources'
import { n, t } from '../../base/text'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../ui/Form'
import { Icon } from '../../ui/Icon'
import { Link } from '../../ui/navigation'
import { toast } from '../../ui/toast'
import { apart } from '../../ui/words'
import { type FleetProps, nameOf } from './props'
import { changeTablet, type TabletChange } from './requests'

interface Props extends FleetProps {
  device: Device
  /** Reads the list again. */
  onChanged: () => Promise<void>
  /** Left out where the history is the page itself. */
  withHistory?: boolean
}

/** Rename, shut out, let in again; each says how it went. */
export function TabletActions({ api, device, mayChange, onChanged, withHistory = true }: Props) {
  const [asking, setAsking] = useState<'rename' | 'revoke' | null>(null)
  const [problem, setProblem] = useState('')
  const name = nameOf(device)
  async function change(what: TabletChange, done: string): Promise<void> {
    setProblem('')
    const failure = await changeTablet(api, device.id, what)
    if (failure !== null) return setProblem(failure)
    setAsking(null)
    toast(done)
    await onChanged()
  }
  const close = () => {
    setAsking(null)
    setProblem('')
  }
  return (
    <div class="row tablet-actions">
      {withHistory && (
        <Link
          class="button"
          data-kind="quiet"
          href={`/devices/${device.id}`}
          aria-label={t('History of {name}', { name })}
        >
          <Icon name="history" />
          {t('History')}
        </Link>
      )}
      {mayChange && (
        <Button
          kind="quiet"
          icon="pencil"
          aria-label={t('Rename {name}', { name })}
          onClick={() => setAsking('rename')}
        >
          {t('Rename')}
        </Button>
      )}
      {mayChange &&
        (device.status === 'active' ? (
          <Button
            kind="quiet"
            icon="lock"
            aria-label={t('Shut out {name}', { name })}
            onClick={() => setAsking('revoke')}
          >
            {t('Shut out')}
          </Button>
        ) : (
          <Button
            icon="check"
            aria-label={t('Let {name} in again', { name })}
            onClick={() => void change({ verb: 'restore' }, t('{name} may sync again.', { name }))}
          >
            {t('Let in again')}
          </Button>
        ))}
      {problem !== '' && asking === null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      {asking === 'rename' && (
        <Rename
          device={device}
          problem={problem}
          onRename={(label) =>
            void change(
              { verb: 'rename', label },
              t('The tablet is called {label} now.', { label: apart(label) }),
            )
          }
          onClose={close}
        />
      )}
      {asking === 'revoke' && (
        <Dialog title={t('Shut out {name}?', { name })} onClose={close}>
          <p>
            {t(
              'Its very next contact with the server is refused. Marking goes on there, and what waits stays on it: let it in again, or hand in its file, and nothing is lost.',
            )}
          </p>
          {device.waiting_reported > 0 && (
            <Banner
              tone="wait"
              title={n(
                device.waiting_reported,
                '{count} entry waited on it when it was last seen.',
                '{count} entries waited on it when it was last seen.',
              )}
            />
          )}
          {problem !== '' && <Banner tone="bad">{problem}</Banner>}
          <div class="dialog-actions">
            <Button onClick={close}>{t('Cancel')}</Button>
            <Button
              kind="danger"
              icon="lock"
              onClick={() => void change({ verb: 'revoke' }, t('{name} is shut out.', { name }))}
            >
              {t('Shut it out')}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}

interface RenameProps {
  device: Device
  problem: string
  onRename: (label: string) => void
  onClose: () => void
}

function Rename({ device, problem, onRename, onClose }: RenameProps) {
  const id = useId()
  const [label, setLabel] = useState(device.label)
  return (
    <Dialog title={t('Rename this tablet')} onClose={onClose}>
      <Form
        class="stack"
        onSubmit={() => {
          onRename(label.trim())
        }}
      >
        <div class="field">
          <label for={id}>{t('Name')}</label>
          <input
            id={id}
            class="input"
            maxLength={100}
            autocomplete="off"
            // The browser puts the focus here when the dialog opens.
            autofocus
            aria-describedby={`${id}-hint`}
            value={label}
            onInput={(event) => setLabel(event.currentTarget.value)}
          />
          <p id={`${id}-hint`} class="field-hint">
            {t('It stays until the tablet itself is given another.')}
          </p>
          {problem !== '' && (
            <p class="field-error" role="alert">
              {problem}
            </p>
          )}
        </div>
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button
            kind="primary"
            type="submit"
            disabled={label.trim() === '' || label.trim() === device.label}
          >
            {t('Save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
