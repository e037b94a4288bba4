import { t } from '../../base/text'
import { PageHead } from '../../ui/PageHead'
import { Tabs } from '../../ui/Tabs'
import { CalendarView } from './CalendarView'
import type { ViewProps } from './props'
import { SessionList } from './SessionList'
import { TimetableList } from './TimetableList'
import { TimetableView } from './TimetableView'
import './timetables.css'

/** When groups meet: what repeats, single sessions, and the links for calendars. */
export function TimetablesPage({ id, search, ...props }: ViewProps & { id: string; search: string }) {
  const { mayPlan } = props
  if (mayPlan && (id === 'new' || /^\d{1,15}$/.test(id)))
    return <TimetableView {...props} id={id} group={new URLSearchParams(search).get('group') ?? ''} />
  const here = id === 'sessions' || (id === 'calendars' && mayPlan) ? id : ''
  return (
    <div class="page">
      <PageHead title={t('Timetables')} />
      <Tabs
        label={t('Timetables')}
        here={here}
        tabs={[
          { id: '', href: '/timetables', label: t('Repeating') },
          { id: 'sessions', href: '/timetables/sessions', label: t('Single') },
          ...(mayPlan ? [{ id: 'calendars', href: '/timetables/calendars', label: t('Calendars') }] : []),
        ]}
      />
      {here === 'sessions' ? (
        <SessionList {...props} />
      ) : here === 'calendars' ? (
        <CalendarView {...props} />
      ) : (
        <TimetableList {...props} />
      )}
    </div>
  )
}
