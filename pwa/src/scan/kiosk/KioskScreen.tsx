import { signal } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { systemClock } from '../../base/clock'
import { t } from '../../base/text'
import { type Kiosk, watchRosterView, watchSession, watchStates } from '../../store'
import { announce } from '../../ui/announce'
import { IconButton } from '../../ui/Button'
import { wakeSound } from '../../ui/feedback'
import { Icon } from '../../ui/Icon'
import { PageHead } from '../../ui/PageHead'
import { forgetMessages } from '../../ui/toast'
import { Camera } from '../Camera'
import { CodeField } from '../CodeField'
import { openDesk } from '../desk'
import { play } from '../tones'
import { useWedge } from '../use-wedge'
import { closedForGuests, onlyAbsence } from '../verdict'
import { goFullScreen } from './full-screen'
import { type Greeting, greetingOf, guesses, type Way } from './greeting'
import { NameSearch } from './NameSearch'
import type { KioskProps } from './props'
import { StaffDialog } from './StaffDialog'

interface Props extends KioskProps {
  kiosk: Kiosk
}

/** How long an answer stands before the next person finds an empty page. */
const SHOWN_MS = { good: 3500, wait: 4500, ask: 3500, bad: 6000 }

/** What guests see: how to check in, and for some seconds whether it worked. Nothing else, and no way out but the PIN. */
export function KioskScreen(props: Props) {
  const { store, session, clock, userId, kiosk, profileId, status } = props
  const kit = useMemo(() => {
    const roster = watchRosterView(store, session)
    const facts = watchSession(store, session)
    const states = watchStates(store)
    const greeting = signal<Greeting | null>(null)
    const restUntil = signal(0)
    const counted = guesses()
    const desk = openDesk({
      store,
      session,
      userId,
      now: clock.now,
      rows: () => roster.value.rows,
      scene: () => ({
        state: stateOf(states.value),
        closed: closedForGuests(facts.value ?? null, clock.now() + (status.value.clockOffset ?? 0)),
        mayChange: onlyAbsence,
      }),
      note: t('Self check-in'),
      onVerdict: () => undefined,
    })
    async function take(way: Way, work: () => ReturnType<typeof desk.scan>) {
      if (!roster.value.loaded || !facts.value) return
      const verdict = await work()
      if (way === 'typed') restUntil.value = counted.after(verdict.kind, systemClock.monotonic())
      const said = greetingOf(verdict, way)
      greeting.value = said
      play(said.tone)
      announce(`${said.title}. ${said.text}`, said.tone === 'bad')
    }
    return { roster, facts, states, greeting, restUntil, desk, take }
  }, [store, session, userId, clock])
  const { roster, facts, states, greeting, restUntil, desk, take } = kit
  const [staff, setStaff] = useState(false)
  useWedge((code) => {
    if (!staff && kiosk.camera) void take('badge', () => desk.scan(code))
  })
  // What was said to staff a moment ago names people.
  useEffect(forgetMessages, [])
  useReturn(greeting.value, () => {
    greeting.value = null
  })
  useRest(restUntil)
  // Live only while somebody reads them: the first scan must find them there.
  const { rows } = roster.value
  const title = facts.value?.name || facts.value?.group_name || ''
  const known = states.value.length > 0 && kiosk.profile === profileId
  const shown = greeting.value
  return (
    <main
      class="kiosk"
      onPointerUp={() => {
        // Whoever left the full screen by a key is brought back by the next touch.
        wakeSound()
        goFullScreen()
      }}
    >
      <div class="kiosk-head">
        <PageHead title={title || t('Check in')} documentTitle={t('Check in')} />
        <IconButton icon="lock" kind="quiet" label={t('For the {staff}')} onClick={() => setStaff(true)} />
      </div>
      {shown ? (
        <section class="kiosk-answer" data-tone={shown.tone} aria-label={t('Answer')}>
          <Icon name={shown.icon} />
          <p class="kiosk-title">{shown.title}</p>
          <p class="kiosk-text">{shown.text}</p>
        </section>
      ) : (
        <p class="kiosk-invitation">{known ? invitation(kiosk) : t('Please ask the {staff}.')}</p>
      )}
      {known && (
        <div class="kiosk-ways" data-quiet={shown !== null}>
          {kiosk.camera && (
            <Camera
              atOnce
              onCode={(text) => void take('badge', () => desk.scan({ text }))}
              onTwo={() => void take('badge', async () => ({ kind: 'two' }))}
            />
          )}
          {(kiosk.typing || kiosk.search) && (
            <div class="kiosk-typed">
              {kiosk.typing &&
                (restUntil.value > 0 ? (
                  <p role="status">{t('Please wait a moment, or ask the {staff}.')}</p>
                ) : (
                  <CodeField
                    label={t('Type your identifier')}
                    button={t('Check in')}
                    onCode={(text) => void take('typed', () => desk.scan({ text }))}
                  />
                ))}
              {kiosk.search && (
                <NameSearch rows={rows} onPick={(id) => void take('name', () => desk.pick(id))} />
              )}
            </div>
          )}
        </div>
      )}
      {staff && <StaffDialog {...props} onClose={() => setStaff(false)} />}
    </main>
  )
}

function invitation({ camera, typing, search }: Kiosk): string {
  if (camera && typing) return t('Show your badge, or type your identifier.')
  if (camera) return t('Show your badge to the camera.')
  if (typing) return t('Type your identifier to check in.')
  return search ? t('Find your name to check in.') : ''
}

function stateOf(states: readonly { code: string; is_active: boolean }[]): string {
  const active = states.filter((state) => state.is_active)
  return (active.find((state) => state.code === 'present') ?? active[0])?.code ?? 'present'
}

/** Back to the start by itself; the next person learns nothing of the one before. */
function useReturn(shown: Greeting | null, back: () => void): void {
  useEffect(() => {
    if (shown === null) return
    const timer = setTimeout(back, SHOWN_MS[shown.tone])
    return () => clearTimeout(timer)
  }, [shown])
}

function useRest(until: { value: number }): void {
  const at = until.value
  useEffect(() => {
    if (at === 0) return
    const timer = setTimeout(
      () => {
        until.value = 0
      },
      Math.max(0, at - systemClock.monotonic()),
    )
    return () => clearTimeout(timer)
  }, [at, until])
}
