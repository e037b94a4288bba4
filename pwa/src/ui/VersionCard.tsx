import type { ComponentChildren } from 'preact'
import { n, t } from '../base/text'
import type { ConflictVersion, PresenceState } from '../base/wire'
import { StateTag } from './StateTag'
import { deviceWords, exactTime } from './words'

interface Props {
  title: string
  version: ConflictVersion
  states: readonly PresenceState[]
  zone: string
  chosen?: boolean
  /** Under which heading of the page it stands. */
  level?: 2 | 3
  children?: ComponentChildren
}

/** One side of a conflict, everything that was received about it. */
export function VersionCard({ title, version, states, zone, chosen = false, level = 3, children }: Props) {
  const at = (moment: string | null) => (moment === null ? t('unknown') : exactTime(moment, zone))
  const Heading = `h${level}` as const
  const edits = version.edits?.count ?? 0
  return (
    <article class="version card" data-chosen={chosen}>
      <Heading class="version-title">{title}</Heading>
      <StateTag code={version.presence_state} states={states} large />
      <dl class="facts">
        <dt>{t('Marked by')}</dt>
        <dd>{version.recorded_by_name ?? t('unknown')}</dd>
        <dt>{t('On')}</dt>
        <dd>{deviceWords(version.device_name, version.source_device_id)}</dd>
        <dt>{t('Marked at')}</dt>
        <dd>{at(version.recorded_at)}</dd>
        <dt>{t('Received')}</dt>
        <dd>{at(version.received_at)}</dd>
        <dt>{t('Note')}</dt>
        <dd>{version.note === '' ? t('none') : version.note}</dd>
        {edits > 0 && (
          <>
            <dt>{t('Before sending')}</dt>
            <dd>
              {n(edits, 'changed {count} time', 'changed {count} times')}
              <Earlier version={version} states={states} zone={zone} />
            </dd>
          </>
        )}
      </dl>
      {children}
    </article>
  )
}

function Earlier({ version, states, zone }: Pick<Props, 'version' | 'states' | 'zone'>) {
  return (
    <ul class="version-earlier">
      {version.edits?.earlier.map((edit) => (
        <li key={`${edit.marked_at}-${edit.state}`}>
          <StateTag code={edit.state} states={states} />{' '}
          <span class="muted">{exactTime(edit.marked_at, zone)}</span>
          {edit.note !== '' && <span> {edit.note}</span>}
        </li>
      ))}
    </ul>
  )
}
