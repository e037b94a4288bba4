/** What the views of this page are given, and the rows that they show. */
import type { components } from '../../base/api.gen'
import { spokenTag } from '../../base/text'
import type { OfficeProps } from '../props'

type Schemas = components['schemas']
export type Organization = Schemas['Organization']
export type Domain = Schemas['Domain']
export type DomainState = Schemas['DomainState']
export type Terminology = Schemas['Terminology']
export type Words = Schemas['Words']
export type CountsAs = Schemas['CountsAs']
export type PresenceState = Schemas['PresenceState']
export type Rule = Schemas['NotificationRule']
export type DomainRule = Schemas['DomainRule']
export type Webhook = Schemas['Webhook']
export type Happening = Schemas['EventsEnum']
export type NewWebhook = Schemas['WebhookWithSecret']
export type Delivery = Schemas['Delivery']
export type WholeDelivery = Schemas['DeliveryWithPayload']

export interface ViewProps extends OfficeProps {
  /** This tablet asks at once for what was changed here; the others follow by themselves. */
  onChanged: () => void
}

/** In the tablet's language where somebody gave the words in it. */
export const spoken = <T>(words: { en: T; bn?: T }): T =>
  (spokenTag().startsWith('bn') ? words.bn : undefined) ?? words.en
