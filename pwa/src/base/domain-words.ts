/** What an organization's domain calls its people, its times and its states, in the language of the tablet. */
import { speakOf, spokenTag, TERMS, type Terms } from './text'
import type { PresenceState, User } from './wire'

type Domain = NonNullable<User['organization']['domain']>
type Words = Readonly<Record<string, string>>
type Noun = Readonly<Record<string, { one: string; many: string }>>

/** By code: every name that the domain itself has for the state. */
let states: ReadonlyMap<string, Words> = new Map()

/** From here on screens say the words of this organization; null: nobody is at work. */
export function speakDomain(domain: Domain | null | undefined): void {
  states = new Map(domain?.states?.map(({ code, label }) => [code, label as Words]))
  speakOf(domain ? termsOf(domain) : null)
}

function termsOf({ terminology }: Domain): Terms {
  const forms = (noun: unknown, one: string, many: string) => {
    const known = noun as Noun | undefined
    // A domain of the organization's own may have words in one language only: better those than ours.
    return known?.[language()] ?? known?.en ?? { one, many }
  }
  const participant = forms(terminology.participant, TERMS.participant, TERMS.participants)
  const group = forms(terminology.group, TERMS.group, TERMS.groups)
  const session = forms(terminology.session, TERMS.session, TERMS.sessions)
  const staff = forms(terminology.staff, TERMS.colleague, TERMS.staff)
  return {
    participant: participant.one,
    participants: participant.many,
    group: group.one,
    groups: group.many,
    session: session.one,
    sessions: session.many,
    staff: staff.many,
    colleague: staff.one,
  }
}

const language = (): string => spokenTag().split('-')[0] ?? 'en'

/** A state's own label; where the organization left the domain's, that of the tablet's language. */
export function stateLabel({ code, label }: Pick<PresenceState, 'code' | 'label'>): string {
  const shipped = states.get(code)
  if (!shipped || !Object.values(shipped).includes(label)) return label
  return shipped[language()] ?? label
}
