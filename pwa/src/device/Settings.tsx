import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { t } from '../base/text'
import type { StatusView } from '../store'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Choices } from '../ui/Choices'
import { LanguageChoice } from '../ui/LanguageChoice'
import { chooseTheme, theme } from '../ui/theme'
import { clockFault } from '../ui/words'
import { DeviceName } from './DeviceName'
import { Feedback } from './Feedback'

export interface AppFacts {
  version: string
  /** The app is stored on this tablet and starts without a network. */
  offlineReady: boolean
  updateReady: boolean
}

export interface SettingsProps {
  deviceName: string
  facts: AppFacts
  status: ReadonlySignal<StatusView>
  onRename: (name: string) => Promise<void>
  onUpdate: () => void
  onLookForUpdate: () => Promise<void>
  onPersist: () => void
  onSignOut: () => void
}

/** Name, storage, version and looks of this tablet. */
export function Settings(props: SettingsProps) {
  const { deviceName, facts, status, onRename, onUpdate, onPersist, onSignOut } = props
  const persisted = status.value.persisted
  return (
    <section class="card">
      <div class="card-body">
        <h2>{t('Tablet and app')}</h2>
        <DeviceName name={deviceName} onRename={onRename} />
        <dl class="facts settings">
          <dt>{t('Storage')}</dt>
          <dd>
            {persisted === true ? (
              t('Protected: the browser does not clear it by itself.')
            ) : (
              <Unprotected onPersist={onPersist} />
            )}
            <Room />
          </dd>
          <dt>{t('Without a network')}</dt>
          <dd>
            {facts.offlineReady
              ? t('Ready: the app starts without one.')
              : t('Not yet: the app is still being stored.')}
          </dd>
          <dt>{t('Version')}</dt>
          <dd>
            {facts.version}
            {facts.updateReady ? (
              <Button kind="quiet" icon="refresh" onClick={onUpdate}>
                {t('Update now')}
              </Button>
            ) : (
              <LookForUpdate look={props.onLookForUpdate} />
            )}
          </dd>
          <dt>{t('Clock')}</dt>
          <dd>{clockWords(status.value.clockOffset)}</dd>
        </dl>
        <div class="tastes">
          <div class="field">
            <span class="field-label">{t('Language')}</span>
            <LanguageChoice />
          </div>
          <div class="field">
            <span class="field-label">{t('Appearance')}</span>
            <Choices
              legend={t('Appearance')}
              value={theme.value}
              onChange={chooseTheme}
              options={[
                { value: 'system', label: t('Like the tablet') },
                { value: 'light', label: t('Light') },
                { value: 'dark', label: t('Dark') },
              ]}
            />
          </div>
          <Feedback />
        </div>
        <div>
          <Button icon="signOut" onClick={onSignOut}>
            {t('Sign out')}
          </Button>
        </div>
      </div>
    </section>
  )
}

/** Times are corrected by the server; a wrong clock is worth knowing all the same. */
function clockWords(offset: number | null): string {
  if (offset === null) return t('Not compared with the server yet.')
  const fault = clockFault(offset)
  return fault
    ? t('It is {fault}, compared with the server. Please set the tablet’s date and time.', { fault })
    : t('Agrees with the server.')
}

/** The browser has not promised to keep the data, or was not asked yet: a private window never promises. */
function Unprotected({ onPersist }: { onPersist: () => void }) {
  return (
    <Banner
      tone="wait"
      title={t('This browser may clear what is stored here.')}
      action={<Button onClick={onPersist}>{t('Ask for protection')}</Button>}
    >
      {t(
        'It does so when the tablet runs out of space, and at the end of a private window. Installing the app protects it. Until then, do not leave marks unsent for long.',
      )}
    </Banner>
  )
}

/** How full the storage is, as far as the browser tells. */
function Room() {
  const [words, setWords] = useState('')
  useEffect(() => {
    void navigator.storage?.estimate?.().then(({ usage, quota }) => {
      if (usage === undefined || !quota) return
      const megabytes = Math.max(1, Math.round(usage / 1e6))
      const percent = Math.floor((1 - usage / quota) * 100)
      setWords(` ${t('{megabytes} MB used, {percent} % of its share is free.', { megabytes, percent })}`)
    })
  }, [])
  return <>{words}</>
}

function LookForUpdate({ look }: { look: () => Promise<void> }) {
  const [looked, setLooked] = useState<'no' | 'looking' | 'yes'>('no')
  async function ask() {
    setLooked('looking')
    await look()
    setLooked('yes')
  }
  return (
    <>
      <Button kind="quiet" icon="refresh" disabled={looked === 'looking'} onClick={() => void ask()}>
        {t('Look for an update')}
      </Button>
      {looked === 'yes' && <span role="status">{t('No newer version was found just now.')}</span>}
    </>
  )
}
