import { useEffect, useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { ask, poster, refreshUsers, watchDirectory } from '../../store'
import { AskingServer } from '../../ui/AskingServer'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { Empty } from '../../ui/Empty'
import { SelectField } from '../../ui/Field'
import { ShownOnce } from '../../ui/ShownOnce'
import { toast } from '../../ui/toast'
import { apart, fullTime } from '../../ui/words'
import { useGroups } from './groups'
import type { CalendarLink, ViewProps } from './props'

type Kept = Pick<CalendarLink, 'created_by' | 'created_at'>

/** A group's secret link for calendars: whether there is one, a new one, none any more. */
export function CalendarView(props: ViewProps) {
  const { store, api, clock, zone } = props
  const groups = useGroups(props)
  const [group, setGroup] = useState('')
  /** Undefined: not known yet. */
  const [link, setLink] = useState<Kept | null | undefined>(undefined)
  const [problem, setProblem] = useState('')
  const [asking, setAsking] = useState<'new' | 'end' | null>(null)
  const [once, setOnce] = useState<string | null>(null)
  const { users } = useMemo(() => watchDirectory(store), [store]).value
  const post = useMemo(() => poster(api), [api])
  const path = `/groups/${group}/calendar`
  useEffect(() => void refreshUsers(store, api, clock), [store, api, clock])
  async function look(wanted: () => boolean = () => true) {
    setLink(undefined)
    setProblem('')
    const asked = await ask<Kept>(api, { method: 'GET', path })
    if (!wanted()) return
    if (asked.ok) setLink(asked.value)
    else if (asked.error.code === 'not_found') setLink(null)
    else setProblem(asked.error.message)
  }
  useEffect(() => {
    if (group === '') return
    let current = true
    void look(() => current)
    return () => {
      current = false
    }
  }, [api, path])

  async function make(): Promise<string | null> {
    const asked = await post<CalendarLink>(path)
    if (!asked.ok) return asked.error.message
    setLink(asked.value)
    setOnce(asked.value.url)
    return null
  }
  async function revoke(): Promise<string | null> {
    const asked = await ask(api, { method: 'DELETE', path })
    if (!asked.ok && asked.error.code !== 'not_found') return asked.error.message
    setLink(null)
    toast(t('The link opens nothing any more.'))
    return null
  }
  async function first() {
    setProblem('')
    setProblem((await make()) ?? '')
  }
  return (
    <>
      <p class="muted">
        {t(
          'Calendars on phones and computers subscribe to the {sessions} of a {group} by a secret link: when they are and what they are called, nobody’s name and nobody’s presence.',
        )}
      </p>
      <SelectField
        label={t('{Group}')}
        value={group}
        onChange={setGroup}
        options={[{ value: '', label: t('Choose') }, ...groups.options]}
      />
      {problem !== '' && (
        <Banner
          tone="bad"
          action={
            <Button icon="refresh" onClick={() => void look()}>
              {t('Try again')}
            </Button>
          }
        >
          {problem}
        </Banner>
      )}
      {group === '' && (
        <Empty icon="link" title={t('Choose a {group}')}>
          <p>{t('Then you see whether it has a link.')}</p>
        </Empty>
      )}
      {group !== '' && link === undefined && problem === '' && <AskingServer />}
      {group !== '' && link === null && (
        <Empty icon="link" title={t('There is no link')}>
          <p>{t('Nobody reads the {sessions} of this {group} in a calendar.')}</p>
          <Button kind="primary" icon="link" onClick={() => void first()}>
            {t('Make a link')}
          </Button>
        </Empty>
      )}
      {group !== '' && link && (
        <section class="card card-body" aria-labelledby="calendar-link">
          <h2 id="calendar-link">{t('There is a link')}</h2>
          <p class="muted">
            {t('Made by {name} on {time}. It was shown then, and cannot be shown again.', {
              name: apart(users.get(link.created_by) ?? t('an administrator')),
              time: fullTime(link.created_at, zone),
            })}
          </p>
          <div class="row">
            <Button icon="refresh" onClick={() => setAsking('new')}>
              {t('New link')}
            </Button>
            <Button kind="danger" icon="lock" onClick={() => setAsking('end')}>
              {t('Revoke')}
            </Button>
          </div>
        </section>
      )}
      {asking === 'new' && (
        <ConfirmDialog
          title={t('A new link in place of this one?')}
          action={t('Make a link')}
          icon="link"
          onConfirm={make}
          onClose={() => setAsking(null)}
        >
          <p>{t('The old link opens nothing from then on. Whoever subscribed needs the new one.')}</p>
        </ConfirmDialog>
      )}
      {asking === 'end' && (
        <ConfirmDialog
          title={t('Revoke the link?')}
          action={t('Revoke')}
          icon="lock"
          danger
          onConfirm={revoke}
          onClose={() => setAsking(null)}
        >
          <p>{t('It opens nothing any more, for good. Calendars keep what they read before.')}</p>
        </ConfirmDialog>
      )}
      {once && asking === null && (
        <ShownOnce title={t('The link for calendars')} value={once} onClose={() => setOnce(null)}>
          <p>
            {t('Give it to a calendar as a subscription. Whoever has it reads the {sessions} of {name}.', {
              name: groups.nameOf(Number(group)),
            })}
          </p>
        </ShownOnce>
      )}
    </>
  )
}
