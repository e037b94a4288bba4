import { t } from '../../base/text'
import { LANGUAGES } from '../../base/words/languages'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import { Link } from '../../ui/navigation'
import { rich } from '../../ui/rich'
import { toast } from '../../ui/toast'
import { listWords } from '../../ui/words'
import { minutesOf, spanOf, spanWords } from './durations'
import { LIMITS } from './limits'
import type { Organization, ViewProps } from './props'
import { SpanField } from './SpanField'
import { meanwhile, useDraft } from './use-draft'
import { ZoneField } from './ZoneField'

interface Props extends ViewProps {
  row: Organization
  onSaved: () => void
}

const fieldsOf = (row: Organization) => ({
  name: row.name,
  time_zone: row.time_zone,
  inactivity: spanOf(row.settings.inactivity_minutes),
  signIn: String(row.settings.sign_in_days),
  backdating: String(row.settings.backdating_days),
})
type Fields = ReturnType<typeof fieldsOf>

/** Settings that are not named stay as they are. */
function bodyOf({ inactivity, signIn, backdating, ...plain }: Partial<Fields>): object {
  const settings = {
    ...(inactivity && { inactivity_minutes: minutesOf(inactivity) }),
    ...(signIn && { sign_in_days: Number(signIn) }),
    ...(backdating && { backdating_days: Number(backdating) }),
  }
  return { ...plain, ...(Object.keys(settings).length > 0 && { settings }) }
}

/** Name, time zone and limits of the organization. */
export function OrganizationForm({ api, now, row, onSaved }: Props) {
  const draft = useDraft<Organization, Fields>({
    api,
    row,
    fieldsOf: (one) => fieldsOf(one ?? row),
    bodyOf,
    list: '/organization',
    pathOf: () => '/organization',
    seenOf: (one) => one.updated_at,
    onDone() {
      toast(t('Saved.'))
      onSaved()
    },
  })
  const { values, set, errors, theirs } = draft
  const { inactivity, signIn, backdating } = LIMITS
  return (
    <Form class="stack settings-form" onSubmit={draft.submit}>
      {draft.problem !== '' && <Banner tone="bad">{draft.problem}</Banner>}
      <section class="card card-body">
        <h2>{t('Name and place')}</h2>
        <TextField
          label={t('Name of the organization')}
          hint={meanwhile(theirs.name) ?? t('Staff and guests read it.')}
          value={values.name}
          error={errors.name}
          onInput={(name) => set({ name })}
          required
          maxLength={255}
          autocomplete="off"
        />
        <ZoneField
          value={values.time_zone}
          error={errors.time_zone}
          hint={meanwhile(theirs.time_zone)}
          now={now.value}
          onInput={(time_zone) => set({ time_zone })}
        />
        <dl class="facts">
          <dt>{t('Short name, to sign in with')}</dt>
          <dd>
            <code>{row.slug}</code>
          </dd>
          <dt>{t('Languages')}</dt>
          <dd>
            {listWords(LANGUAGES.map((one) => one.name))}
            <p class="field-hint">
              {rich('Everybody chooses on {link}; the words of your domain come in the same language.', {
                link: <Link href="/device">{t('their own tablet')}</Link>,
              })}
            </p>
          </dd>
        </dl>
      </section>
      <section class="card card-body">
        <h2>{t('Limits')}</h2>
        <SpanField
          label={t('A sign-in ends after so long without use')}
          hint={
            meanwhile(theirs.inactivity && spanWords(minutesOf(theirs.inactivity))) ??
            t('From {least} to {most}; {usual} if you choose nothing. Marks on the tablet are kept.', {
              least: spanWords(inactivity.least),
              most: spanWords(inactivity.most),
              usual: spanWords(inactivity.usual),
            })
          }
          error={errors['settings/inactivity_minutes']}
          least={inactivity.least}
          most={inactivity.most}
          value={values.inactivity}
          onChange={(value) => set({ inactivity: value })}
        />
        <TextField
          label={t('A sign-in ends at the latest after so many days')}
          hint={
            meanwhile(theirs.signIn) ??
            t('From {least} to {most}; {usual} if you choose nothing. It counts from signing in.', {
              least: signIn.least,
              most: signIn.most,
              usual: signIn.usual,
            })
          }
          error={errors['settings/sign_in_days']}
          type="number"
          min={signIn.least}
          max={signIn.most}
          value={values.signIn}
          onInput={(value) => set({ signIn: value })}
          required
        />
        <TextField
          label={t('Staff may mark so many days back')}
          hint={
            meanwhile(theirs.backdating) ??
            t(
              'From {least} to {most}; {usual} if you choose nothing. Administrators may mark older {sessions} too.',
              {
                least: backdating.least,
                most: backdating.most,
                usual: backdating.usual,
              },
            )
          }
          error={errors['settings/backdating_days']}
          type="number"
          min={backdating.least}
          max={backdating.most}
          value={values.backdating}
          onInput={(value) => set({ backdating: value })}
          required
        />
      </section>
      <div class="settings-save">
        <p class="muted" role="status">
          {draft.changed ? t('Not saved yet.') : ''}
        </p>
        <Button kind="primary" icon="check" type="submit" disabled={draft.busy || !draft.changed}>
          {t('Save')}
        </Button>
      </div>
    </Form>
  )
}
