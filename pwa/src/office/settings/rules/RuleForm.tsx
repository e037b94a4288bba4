import { t } from '../../../base/text'
import type { Asking } from '../../../store'
import { SelectField, TextField } from '../../../ui/Field'
import { toast } from '../../../ui/toast'
import { FormDialog } from '../FormDialog'
import type { Rule } from '../props'
import { KINDS, kindWords, ruleWords } from '../rule-words'
import { meanwhile, useDraft } from '../use-draft'

interface Props {
  api: Asking
  /** Null: a new one. */
  row: Rule | null
  onDone: () => void
  onClose: () => void
}

interface Fields {
  notification_type: Rule['notification_type']
  threshold: string
  within_days: string
  audience: Rule['audience']
}

/** What the organization is told of, how often it has to happen, and who hears of it. */
export function RuleForm({ api, row, onDone, onClose }: Props) {
  const draft = useDraft<Rule, Fields>({
    api,
    row,
    fieldsOf: (one) => ({
      notification_type: one?.notification_type ?? 'absence',
      threshold: String(one?.threshold ?? 3),
      within_days: String(one?.within_days ?? 30),
      audience: one?.audience ?? 'administrators',
    }),
    bodyOf: ({ threshold, within_days, ...plain }) => ({ ...plain, ...counted(threshold, within_days) }),
    list: '/notification-rules',
    pathOf: (one) => `/notification-rules/${one.id}`,
    seenOf: (one) => one.version,
    owners: { notification_rule_exists: 'notification_type' },
    onDone() {
      toast(t('Saved.'))
      onDone()
    },
  })
  const { values, set, errors, theirs } = draft
  const absence = values.notification_type === 'absence'
  function counted(threshold?: string, within_days?: string) {
    if (!absence) return {}
    return {
      ...(threshold !== undefined && { threshold: Number(threshold) }),
      ...(within_days !== undefined && { within_days: Number(within_days) }),
    }
  }
  return (
    <FormDialog
      title={row ? t('Change this rule') : t('New rule')}
      action={row ? t('Save') : t('Add it')}
      draft={draft}
      onClose={onClose}
    >
      <SelectField
        label={t('What to be told of')}
        hint={ruleWords({
          notification_type: values.notification_type,
          threshold: Number(values.threshold),
          within_days: Number(values.within_days),
        })}
        value={values.notification_type}
        error={errors.notification_type}
        disabled={row !== null}
        onChange={(value) => set({ notification_type: value as Rule['notification_type'] })}
        options={KINDS.map((kind) => ({ value: kind, label: kindWords(kind) }))}
      />
      {absence && (
        <div class="word-pair">
          <TextField
            label={t('Times absent')}
            hint={meanwhile(theirs.threshold) ?? t('1 to 1,000')}
            type="number"
            min={1}
            max={1000}
            value={values.threshold}
            error={errors.threshold}
            onInput={(threshold) => set({ threshold })}
            required
          />
          <TextField
            label={t('within so many days')}
            hint={meanwhile(theirs.within_days) ?? t('1 to 366')}
            type="number"
            min={1}
            max={366}
            value={values.within_days}
            error={errors.within_days}
            onInput={(within_days) => set({ within_days })}
            required
          />
        </div>
      )}
      <SelectField
        label={t('Who is told')}
        hint={t('In the bell, on their next contact with the server.')}
        value={values.audience}
        error={errors.audience}
        onChange={(value) => set({ audience: value as Rule['audience'] })}
        options={(['administrators', 'managers'] as const).map((one) => ({
          value: one,
          label: audienceWords(one),
        }))}
      />
    </FormDialog>
  )
}

export const audienceWords = (audience: Rule['audience']): string =>
  audience === 'managers' ? t('Administrators and managers') : t('Administrators')
