import { t } from '../../../base/text'
import type { Domain } from '../props'
import { spoken } from '../props'
import { TERMS } from './applying'
import { reportWords, termWords } from './names'

/** A domain's words, its kinds of groups and its states, to be looked at. */
export function Terms({ domain }: { domain: Domain }) {
  return (
    <div class="stack own-words">
      <dl class="facts">
        {TERMS.map((term) => {
          const words = domain.terminology[term]
          return words ? (
            <div key={term} class="fact">
              <dt>{termWords(term)}</dt>
              <dd>{`${spoken(words).one}, ${spoken(words).many}`}</dd>
            </div>
          ) : null
        })}
        <div class="fact">
          <dt>{t('Kinds of {groups}')}</dt>
          <dd>{domain.group_types.map((one) => spoken(one.label)).join(', ')}</dd>
        </div>
        <div class="fact">
          <dt>{t('Reports open with')}</dt>
          <dd>{reportWords(domain.opening_report)}</dd>
        </div>
      </dl>
      <States states={domain.states.map((one) => ({ ...one, label: spoken(one.label) }))} />
    </div>
  )
}

interface StatesProps {
  states: readonly { code: string; label: string; color: string }[]
}

/** States by colour and name, one beside the other. */
export function States({ states }: StatesProps) {
  return (
    <ul class="row state-list">
      {states.map((state) => (
        <li key={state.code} class="state-tag">
          <span class="state-dot" aria-hidden="true" style={{ '--state': state.color }} />
          {state.label}
        </li>
      ))}
    </ul>
  )
}
