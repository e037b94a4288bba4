/** A domain as its form has it, where every word has a place in both languages; and the way back. */
import { codeFrom } from '../codes'
import type { CountsAs, Domain, PresenceState } from '../props'
import { TERMS, type Term } from './applying'

/** Empty where nobody gave the words in Bangla. */
export interface Both {
  en: string
  bn: string
}

export interface StateFields extends Both {
  /** Empty for one that was just added. */
  code: string
  color: string
  counts_as: CountsAs
  is_default: boolean
}

export interface DomainFields {
  name: Both
  terminology: Record<Term, { one: Both; many: Both }>
  group_types: readonly (Both & { code: string })[]
  states: readonly StateFields[]
  opening_report: string
}

const both = (words: { en: string; bn?: string } | undefined): Both => ({
  en: words?.en ?? '',
  bn: words?.bn ?? '',
})

export function fieldsOf(domain: Domain): DomainFields {
  const forms = (term: Term, form: 'one' | 'many'): Both => {
    const { en, bn } = domain.terminology[term] ?? {}
    return { en: en?.[form] ?? '', bn: bn?.[form] ?? '' }
  }
  return {
    name: both(domain.name),
    terminology: Object.fromEntries(
      TERMS.map((term) => [term, { one: forms(term, 'one'), many: forms(term, 'many') }]),
    ) as DomainFields['terminology'],
    group_types: domain.group_types.map(({ code, label }) => ({ code, ...both(label) })),
    states: domain.states.map(({ code, label, color, counts_as, is_default }) => ({
      code,
      ...both(label),
      color,
      counts_as,
      is_default,
    })),
    opening_report: domain.opening_report,
  }
}

/** A domain of one's own begins as a copy: of the one in use with the states as the organization has made them. */
export function copyOf(domain: Domain, name: Both, states: readonly PresenceState[]): DomainFields {
  const fields = fieldsOf(domain)
  const own = states.filter((state) => state.domain === domain.code && state.is_active)
  if (own.length === 0) return { ...fields, name }
  const shipped = new Map(fields.states.map((state) => [state.code, state]))
  const kept = own.map(({ code, label, color, counts_as, is_default }) => {
    const before = shipped.get(code)
    const renamed = before === undefined || (label !== before.en && label !== before.bn)
    return {
      code,
      en: renamed ? label : before.en,
      bn: renamed ? '' : before.bn,
      color,
      counts_as,
      is_default,
    }
  })
  return { ...fields, name, states: kept }
}

const words = ({ en, bn }: Both) => ({ en: en.trim(), ...(bn.trim() !== '' && { bn: bn.trim() }) })

/** As the server takes it; only the parts that are given. */
export function bodyOf(fields: Partial<DomainFields>): object {
  const { name, terminology, group_types, states, opening_report } = fields
  return {
    ...(name && { name: words(name) }),
    ...(terminology && { terminology: terminologyOf(terminology) }),
    ...(group_types && {
      group_types: coded(group_types, 'group').map(({ code, ...one }) => ({ code, label: words(one) })),
    }),
    ...(states && {
      states: coded(states, 'state').map(({ code, color, counts_as, is_default, ...label }) => ({
        code,
        label: words(label),
        color,
        counts_as,
        is_default,
      })),
    }),
    ...(opening_report !== undefined && { opening_report }),
  }
}

function terminologyOf(terminology: DomainFields['terminology']): object {
  const filled = TERMS.filter((term) => term !== 'staff' || terminology.staff.one.en.trim() !== '')
  return Object.fromEntries(
    filled.map((term) => {
      const { one, many } = terminology[term]
      const form = (language: keyof Both) => ({ one: one[language].trim(), many: many[language].trim() })
      const bangla = form('bn')
      return [term, { en: form('en'), ...(bangla.one !== '' && bangla.many !== '' && { bn: bangla }) }]
    }),
  )
}

/** Those that were just added get a code of their own; it stays when the name changes. */
function coded<T extends { code: string; en: string }>(rows: readonly T[], fallback: string): T[] {
  const taken = rows.map((row) => row.code).filter(Boolean)
  return rows.map((row) => {
    if (row.code !== '') return row
    const code = codeFrom(row.en, taken, fallback)
    taken.push(code)
    return { ...row, code }
  })
}
