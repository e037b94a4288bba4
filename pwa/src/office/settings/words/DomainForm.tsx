import { t } from '../../../base/text'
import type { Asking } from '../../../store'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { SelectField } from '../../../ui/Field'
import { Form } from '../../../ui/Form'
import { Link, navigate } from '../../../ui/navigation'
import { rich } from '../../../ui/rich'
import { toast } from '../../../ui/toast'
import { apart } from '../../../ui/words'
import { codeFrom } from '../codes'
import { type Domain, type PresenceState, spoken } from '../props'
import { useDraft } from '../use-draft'
import { TERMS } from './applying'
import { bodyOf, copyOf, type DomainFields, fieldsOf } from './domain-fields'
import { REPORTS, reportWords, termWords } from './names'
import { GroupTypeRows, StateRows } from './Rows'
import { WordPair } from './WordPair'

interface Props {
  api: Asking
  /** Null: a new one. */
  row: Domain | null
  /** What a new one begins as. */
  model: Domain
  inUse: boolean
  domains: readonly Domain[]
  states: readonly PresenceState[]
  onDone: (row: Domain) => void
}

/** Every word of a domain of the organization's own. */
export function DomainForm({ api, row, model, inUse, domains, states, onDone }: Props) {
  const codes = domains.map((one) => one.code)
  const draft = useDraft<Domain, DomainFields>({
    api,
    row,
    fieldsOf: (one) => (one ? fieldsOf(one) : copyOf(model, { en: '', bn: '' }, states)),
    bodyOf: (fields) => ({
      ...bodyOf(fields),
      ...(row === null && {
        code: codeFrom(fields.name?.en ?? '', codes, 'own'),
        notification_rules: model.notification_rules,
      }),
    }),
    list: '/domains',
    pathOf: (one) => `/domains/${one.code}`,
    seenOf: (one) => one.version,
    owners: { domain_exists: 'name/en' },
    onDone(saved) {
      toast(t('Saved.'))
      onDone(saved)
    },
  })
  const { values, set, errors, theirs } = draft
  const overtaken = Object.keys(theirs).length > 0
  return (
    <Form class="stack settings-form" onSubmit={draft.submit} aria-label={t('Domain')}>
      <h2>{row ? t('Change {name}', { name: apart(spoken(row.name)) }) : t('A domain of your own')}</h2>
      {draft.problem !== '' && <Banner tone="bad">{draft.problem}</Banner>}
      {overtaken && (
        <Banner tone="wait">
          {t('The same part was changed by somebody else: saving puts yours in its place.')}
        </Banner>
      )}
      {row === null && (
        <Banner tone="info">
          {t(
            'It begins as a copy of “{name}”, with the states as you have them. What ships stays as it is.',
            {
              name: apart(spoken(model.name)),
            },
          )}
        </Banner>
      )}
      {inUse && (
        <Banner tone="info">
          {rich(
            'It is in use: its words change on every screen. The states that you work with are under {link}.',
            {
              link: <Link href="/settings/states">{t('Presence states')}</Link>,
            },
          )}
        </Banner>
      )}
      <section class="card card-body">
        <h3>{t('Name')}</h3>
        <WordPair
          value={values.name}
          errors={[errors['name/en'], errors['name/bn']]}
          most={100}
          autofocus={row === null}
          onChange={(name) => set({ name })}
        />
      </section>
      <section class="card card-body">
        <h3>{t('Words')}</h3>
        <p class="field-hint">{t('As they stand in the middle of a sentence, without a capital.')}</p>
        {TERMS.map((term) => (
          <fieldset key={term} class="stack">
            <legend class="field-label">{termWords(term)}</legend>
            {(['one', 'many'] as const).map((form) => (
              <WordPair
                key={form}
                prefix={form === 'one' ? t('One') : t('Several')}
                value={values.terminology[term][form]}
                errors={[errors[`terminology/${term}/en/${form}`], errors[`terminology/${term}/bn/${form}`]]}
                most={60}
                optional={term === 'staff'}
                onChange={(words) =>
                  set({
                    terminology: {
                      ...values.terminology,
                      [term]: { ...values.terminology[term], [form]: words },
                    },
                  })
                }
              />
            ))}
          </fieldset>
        ))}
      </section>
      <GroupTypeRows
        rows={values.group_types}
        problem={errors.group_types}
        onChange={(group_types) => set({ group_types })}
      />
      <StateRows rows={values.states} problem={errors.states} onChange={(rows) => set({ states: rows })} />
      <section class="card card-body">
        <SelectField
          label={t('Reports open with')}
          value={values.opening_report}
          error={errors.opening_report}
          onChange={(opening_report) => set({ opening_report })}
          options={REPORTS.map((report) => ({ value: report, label: reportWords(report) }))}
        />
      </section>
      <div class="settings-save">
        <Button onClick={() => navigate('/settings/words')}>{t('Cancel')}</Button>
        <Button kind="primary" icon="check" type="submit" disabled={draft.busy}>
          {row ? t('Save') : t('Save and see what it changes')}
        </Button>
      </div>
    </Form>
  )
}
