/** The way in for people without an account: nothing of the tablet's storage is opened, and no staff's sign-in is touched. */
import { render } from 'preact'
import { systemClock, systemTimers } from '../base/clock'
import { createHttp } from '../base/http'
import { followLanguage } from '../ui/language'
import { InvitationPage } from './InvitationPage'
import { SelfServicePage } from './SelfServicePage'
import { takeVisit } from './token'
import './visitor.css'

export async function showVisit(root: HTMLElement): Promise<void> {
  const visit = takeVisit()
  // The entry before this one may be the same document with the staff's app in it.
  addEventListener('popstate', () => location.reload())
  addEventListener('hashchange', () => location.reload())
  await followLanguage(visit.language)
  const http = createHttp({ base: '/api/v1', clock: systemClock, timers: systemTimers })
  render(
    visit.page === 'invitation' ? (
      <InvitationPage http={http} token={visit.token} />
    ) : (
      <SelfServicePage http={http} token={visit.token} clock={systemClock} />
    ),
    root,
  )
}
