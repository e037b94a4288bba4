import { useMemo } from 'preact/hooks'
import { stateLabel } from '../../../base/domain-words'
import { spokenTag, t } from '../../../base/text'
import { type Asking, poster } from '../../../store'
import { ConfirmDialog } from '../../../ui/ConfirmDialog'
import { apart } from '../../../ui/words'
import { type Domain, spoken } from '../props'
import { ruleWords } from '../rule-words'
import { changesNothing, effectOf, type Standing } from './applying'
import { reportWords, termWords } from './names'
import { States } from './Terms'

interface Props {
  api: Asking
  target: Domain
  now: Standing
  onDone: () => void
  onClose: () => void
}

/** What becomes other, and what stays, before it is done. */
export function ApplyDialog({ api, target, now, onDone, onClose }: Props) {
  const post = useMemo(() => poster(api), [api])
  const effect = effectOf(target, now)
  const name = apart(spoken(target.name))
  const before = now.domain?.terminology
  async function apply(): Promise<string | null> {
    const language = spokenTag().startsWith('bn') ? 'bn' : 'en'
    const asked = await post('/organization/apply-domain', { domain_type: target.code, language })
    if (!asked.ok) return asked.error.message
    onDone()
    return null
  }
  return (
    <ConfirmDialog
      title={t('Work with “{name}”?', { name })}
      action={t('Apply it')}
      icon="check"
      onConfirm={apply}
      onClose={onClose}
    >
      <div class="stack effect">
        {changesNothing(effect) && (
          <p>{t('Everything is as this domain has it already: nothing changes.')}</p>
        )}
        {effect.words.length > 0 && (
          <section>
            <h3>{t('Words on every screen')}</h3>
            <table class="effect-words own-words">
              <thead>
                <tr>
                  <th scope="col">{t('What it names')}</th>
                  <th scope="col">{t('Now')}</th>
                  <th scope="col">{t('Then')}</th>
                </tr>
              </thead>
              <tbody>
                {effect.words.map((term) => {
                  const [then, was] = [target.terminology[term], before?.[term]]
                  return (
                    <tr key={term}>
                      <th scope="row">{termWords(term)}</th>
                      <td>{was ? spoken(was).many : '–'}</td>
                      <td>
                        <strong>{then ? spoken(then).many : '–'}</strong>
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </section>
        )}
        <Group
          title={t('States that come new')}
          states={effect.added.map((one) => ({ ...one, label: spoken(one.label) }))}
        />
        <Group
          title={t('States that come back')}
          states={effect.back.map((one) => ({ ...one, label: stateLabel(one) }))}
        />
        <Group
          title={t('States that are no longer offered')}
          states={effect.gone.map((one) => ({ ...one, label: stateLabel(one) }))}
        />
        {effect.rules.length > 0 && (
          <section>
            <h3>{t('Notification rules that come new')}</h3>
            <ul class="plain-list">
              {effect.rules.map((rule) => (
                <li key={rule.notification_type}>{ruleWords(rule)}</li>
              ))}
            </ul>
          </section>
        )}
        {effect.report && (
          <p>{t('Reports open with “{report}”.', { report: reportWords(target.opening_report) })}</p>
        )}
        <p class="field-hint">
          {t(
            'Nothing is lost: every mark keeps its state, also those that still wait on tablets, and what is no longer offered comes back with its domain. Tablets speak the new words after their next start, at the latest within an hour of work.',
          )}
        </p>
      </div>
    </ConfirmDialog>
  )
}

interface GroupProps {
  title: string
  states: readonly { code: string; label: string; color: string }[]
}

function Group({ title, states }: GroupProps) {
  if (states.length === 0) return null
  return (
    <section class="own-words">
      <h3>{title}</h3>
      <States states={states} />
    </section>
  )
}
