/** The organization's own words on every screen. */
import { useMemo } from 'preact/hooks'
import { speakDomain } from '../base/domain-words'
import type { Profile } from '../store'

/** Before what is below is painted; again when the server has told of other words. */
export function useDomainOf({ organization }: Profile): void {
  const words = JSON.stringify(organization.domain ?? null)
  useMemo(() => speakDomain(organization.domain), [words])
}
