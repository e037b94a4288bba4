import { t } from '../base/text'
import { IconButton } from '../ui/Button'
import { stateStyle } from '../ui/colour'
import { columnsOf } from '../ui/columns'
import { Empty } from '../ui/Empty'
import { chooseSound, sounds, wakeSound } from '../ui/feedback'
import { Icon } from '../ui/Icon'
import { Link } from '../ui/navigation'
import { PageHead } from '../ui/PageHead'
import { Camera } from './Camera'
import { CodeField } from './CodeField'
import { LastScans } from './LastScans'
import { play } from './tones'
import { type DeskProps, type DeskView, useDesk } from './use-desk'
import { useWedge } from './use-wedge'
import { VerdictPanel } from './VerdictPanel'
import './scan.css'

interface Props extends DeskProps {
  mayMark: boolean
}

/** Badges in, marks out: camera, a scanner that types, or typing, all on this tablet alone. */
export function ScanPage({ mayMark, ...props }: Props) {
  const view = useDesk(props)
  const { desk, roster, facts } = view
  useWedge((code) => {
    wakeSound()
    if (mayMark && roster.value.loaded) void desk.scan(code)
  })
  const { loaded, rows } = roster.value
  const info = facts.value
  if (!loaded || info === undefined) return <div class="page" aria-busy="true" />
  if (!mayMark || (info === null && rows.length === 0)) return <NotHere mayMark={mayMark} />
  const title = info?.name || info?.group_name || t('{Session}')
  return (
    <div class="page scan">
      <div class="scan-head">
        <Link
          class="button"
          data-icon-only
          data-kind="quiet"
          href={`/sessions/${props.session}`}
          aria-label={t('Back to the list')}
        >
          <Icon name="back" />
        </Link>
        <div class="scan-title">
          <PageHead title={t('Scan')} documentTitle={t('Scan: {title}', { title })} />
          <p class="muted">{title}</p>
        </div>
        <div class="row">
          <IconButton
            icon={sounds.value.scan ? 'sound' : 'soundOff'}
            kind="quiet"
            label={t('Sound when scanning')}
            aria-pressed={sounds.value.scan}
            onClick={() => {
              wakeSound()
              chooseSound('scan', !sounds.value.scan)
              play('good')
            }}
          />
          <Link class="button" href={`/sessions/${props.session}/kiosk`}>
            <Icon name="lock" />
            {t('Kiosk')}
          </Link>
        </div>
      </div>
      <div class="scan-work">
        <div class="scan-in">
          <Camera onCode={(text) => void desk.scan({ text })} onTwo={desk.seeTwo} />
          <CodeField
            onCode={(text) => {
              wakeSound()
              void desk.scan({ text })
            }}
          />
        </div>
        <div class="scan-out">
          <VerdictPanel view={view} idle={t('Show a badge to the camera, or scan it with a scanner.')} />
          <ScanAs view={view} />
          <Running view={view} />
          <LastScans view={view} zone={props.zone} />
        </div>
      </div>
    </div>
  )
}

/** Which state a scan gives; always in sight, for it changes what the next badge means. */
function ScanAs({ view }: { view: DeskView }) {
  const active = view.states.value.filter((state) => state.is_active)
  return (
    <fieldset class="scan-as">
      <legend class="field-label">{t('A scan means')}</legend>
      <div class="scan-states" style={columnsOf(active.length)}>
        {active.map((state) => (
          <button
            key={state.code}
            type="button"
            class="scan-state"
            aria-pressed={state.code === view.state.value}
            style={stateStyle(state.color)}
            onClick={() => view.choose(state.code)}
          >
            {state.code === view.state.value && <Icon name="check" />}
            {state.label}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

/** How far it has come: always the roster's own numbers, so that no two counts can differ. */
function Running({ view }: { view: DeskView }) {
  const { rows } = view.roster.value
  const state = view.states.value.find((one) => one.code === view.state.value)
  const here = rows.filter((row) => row.state === view.state.value).length
  const left = rows.filter((row) => row.state === null).length
  return (
    <p class="scan-running" role="status">
      <strong class="number">{t('{here} of {all}', { here, all: rows.length })}</strong> {state?.label}
      {' · '}
      {t('{left} not marked yet', { left })}
    </p>
  )
}

function NotHere({ mayMark }: { mayMark: boolean }) {
  return (
    <div class="page">
      <PageHead title={t('Scan')} />
      {mayMark ? (
        <Empty icon="calendar" title={t('This {session} is not on this tablet')}>
          <p>{t('It may lie outside the days that this tablet keeps, or you may not have access to it.')}</p>
          <Link class="button" href="/">
            {t('Back to the {sessions}')}
          </Link>
        </Empty>
      ) : (
        <Empty icon="lock" title={t('Your role reads and does not mark')}>
          <Link class="button" href="/">
            {t('Back to the {sessions}')}
          </Link>
        </Empty>
      )}
    </div>
  )
}
