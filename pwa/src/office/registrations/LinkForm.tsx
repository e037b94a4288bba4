import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Page } from '../../base/resources'
import { t } from '../../base/text'
import { ask, poster, watchGroups } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Choices'
import { Dialog } from '../../ui/Dialog'
import { CheckField, SelectField, TextField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import { type Pointed, pointed } from '../../ui/pointed'
import { fullTime } from '../../ui/words'
import type { NewLink, Session, ViewProps } from './props'

interface Props extends ViewProps {
  onMade: (link: NewLink) => void
  onClose: () => void
}

type Field = 'last_name' | 'identifier' | 'date_of_birth'
type Kind = NewLink['kind']

const HOUR = 3_600_000
const DAYS_OPEN = ['1', '7', '30', '90', '365'] as const

/** A link to check in to a session, which ends with it, or one to register. */
export function LinkForm({ store, api, zone, clock, onMade, onClose }: Props) {
  const [kind, setKind] = useState<Kind>('check_in')
  const [session, setSession] = useState('')
  const [group, setGroup] = useState('')
  const [name, setName] = useState('')
  const [days, setDays] = useState<string>('30')
  const [requiresCode, setRequiresCode] = useState(true)
  const [fields, setFields] = useState<readonly Field[]>(['last_name'])
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Pointed>({})
  const [problem, setProblem] = useState('')
  const post = useMemo(() => poster(api), [api])
  const groups = useMemo(() => watchGroups(store), [store]).value
  const sessions = useSessions(api, clock.now())

  async function submit() {
    const chosen = sessions?.find((one) => String(one.id) === session)
    if (kind === 'check_in' && !chosen) return setErrors({ session: t('Fill this in.') })
    const until =
      chosen && kind === 'check_in'
        ? Date.parse(chosen.scheduled_end_at)
        : clock.now() + Number(days) * 24 * HOUR
    setBusy(true)
    setErrors({})
    setProblem('')
    const asked = await post<NewLink>('/self-service-links', {
      kind,
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      ...(kind === 'check_in'
        ? { session: Number(session), requires_code: requiresCode }
        : { required_fields: fields, ...(group === '' ? {} : { group: Number(group) }) }),
      expires_at: new Date(until).toISOString(),
    })
    setBusy(false)
    if (asked.ok) return onMade(asked.value)
    setErrors(pointed(asked.error.errors))
    setProblem(asked.error.errors.length === 0 ? asked.error.message : '')
  }
  const toggle = (field: Field) => (on: boolean) =>
    setFields(on ? [...fields, field] : fields.filter((one) => one !== field))

  return (
    <Dialog title={t('New link')} onClose={onClose}>
      <Form class="stack" onSubmit={submit}>
        <Choices<Kind>
          legend={t('What it is for')}
          value={kind}
          onChange={setKind}
          options={[
            { value: 'check_in', label: t('Check-in') },
            { value: 'registration', label: t('Registration') },
          ]}
        />
        {problem !== '' && <Banner tone="bad">{problem}</Banner>}
        {kind === 'check_in' ? (
          <>
            <SelectField
              label={t('{Session}')}
              hint={t('The link opens an hour before it and ends with it.')}
              error={errors.session ?? errors.expires_at}
              required
              value={session}
              onChange={setSession}
              options={[
                { value: '', label: sessions === null ? t('Asking the server…') : t('Choose') },
                ...(sessions ?? []).map((one) => ({
                  value: String(one.id),
                  label: `${fullTime(one.scheduled_start_at, zone)}, ${one.name}`,
                })),
              ]}
            />
            <CheckField
              label={t('Ask for the code that is shown in the room')}
              hint={t('It changes every half minute, so a link that was passed on is of no use elsewhere.')}
              checked={requiresCode}
              onChange={setRequiresCode}
            />
          </>
        ) : (
          <>
            <SelectField
              label={t('{Group}')}
              value={group}
              error={errors.group}
              onChange={setGroup}
              options={[
                { value: '', label: t('The whole organization') },
                ...groups.map((one) => ({ value: String(one.id), label: one.name })),
              ]}
            />
            <fieldset>
              <legend class="field-label">{t('Must be filled in, beside the first name')}</legend>
              <CheckField
                label={t('Last name')}
                checked={fields.includes('last_name')}
                onChange={toggle('last_name')}
              />
              <CheckField
                label={t('Number')}
                checked={fields.includes('identifier')}
                onChange={toggle('identifier')}
              />
              <CheckField
                label={t('Date of birth')}
                checked={fields.includes('date_of_birth')}
                onChange={toggle('date_of_birth')}
              />
            </fieldset>
            <SelectField
              label={t('Open for')}
              value={days}
              error={errors.expires_at}
              onChange={setDays}
              options={DAYS_OPEN.map((one) => ({ value: one, label: spanWords(one) }))}
            />
          </>
        )}
        <TextField
          label={t('Name of the link')}
          hint={t('It is printed, too. It may be left out.')}
          value={name}
          error={errors.name}
          onInput={setName}
          maxLength={100}
          autocomplete="off"
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {t('Make the link')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

function spanWords(days: (typeof DAYS_OPEN)[number]): string {
  switch (days) {
    case '1':
      return t('a day')
    case '7':
      return t('a week')
    case '30':
      return t('30 days')
    case '90':
      return t('90 days')
    case '365':
      return t('a year')
  }
}

/** Those of the next two weeks that are not over; null until the server has answered. */
function useSessions(api: ViewProps['api'], now: number): readonly Session[] | null {
  const [sessions, setSessions] = useState<readonly Session[] | null>(null)
  useEffect(() => {
    const query = new URLSearchParams({
      scheduled_start_at__gte: new Date(now - 24 * HOUR).toISOString(),
      scheduled_start_at__lt: new Date(now + 14 * 24 * HOUR).toISOString(),
      limit: '500',
    })
    void ask<Page<Session>>(api, { method: 'GET', path: `/sessions?${query}` }).then((asked) => {
      const all = asked.ok ? asked.value.results : []
      setSessions(all.filter((one) => one.status !== 'completed' && Date.parse(one.scheduled_end_at) > now))
    })
  }, [api])
  return sessions
}
