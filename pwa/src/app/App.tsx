import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { systemClock } from '../base/clock'
import { fail } from '../base/result'
import {
  chooseProfile,
  isOpen,
  openKey,
  type Profile,
  type Tablet,
  type TabletView,
  watchTablet,
} from '../store'
import type { Credentials } from '../sync'
import { LiveRegions } from '../ui/announce'
import { address, isHeld, navigate } from '../ui/navigation'
import { theyLeft } from '../ui/person'
import { forgetMessages, Toasts } from '../ui/toast'
import { fetchMessenger } from './connection'
import { Office } from './Office'
import { fetchGuard, SignInPage } from './parts'
import { routeOf } from './routes'
import { askForPersistence, openWorkplace, type Workplace } from './workplace'

/** Who is at this tablet: the sign-in, or the office of the person whose marks are shown. */
export function App({ tablet, begun }: { tablet: Tablet; begun: TabletView }) {
  const view = useMemo(() => watchTablet(tablet, begun), [tablet]).value
  const access = useRef<string | null>(null)
  const [turn, setTurn] = useState(0)
  // Whom this screen has locked: the pad stays where it is while the storage is opened without the key.
  const [shut, setShut] = useState<string | null>(null)
  const workplace = useWorkplace(tablet, view.current, access, turn)
  const route = routeOf(address.value)

  async function enter(credentials: Credentials) {
    const persisting = workplace
      ? askForPersistence(workplace.store)
      : navigator.storage?.persist?.().catch(() => false)
    const messenger = await fetchMessenger().catch(() => null)
    const result = messenger ? await messenger.enter(tablet, credentials) : fail({ kind: 'offline' as const })
    if (!result.ok) return result
    setShut(null)
    await persisting
    access.current = result.value.access
    if (workplace?.profile.id === result.value.profile.id) {
      workplace.api.useAccess(result.value.access)
      workplace.sync.wake('signed_in')
    }
    const other = view.current !== null && view.current.id !== result.value.profile.id
    if (other || route.page === 'sign-in') navigate('/', { replace: true })
    return result
  }
  async function leave(profile: Profile) {
    access.current = null
    navigate('/', { replace: true })
    await (await fetchGuard()).leave(tablet, profile.id)
  }
  /** The PIN was right: the key is in memory. */
  async function come(profile: Profile) {
    setShut(null)
    access.current = null
    if (profile.id !== view.current?.id || route.page === 'sign-in') navigate('/', { replace: true })
    await chooseProfile(tablet, profile.id, systemClock.now())
    setTurn((now) => now + 1)
  }
  /** At once on this screen; in every tab where the person asked for it. */
  function lock(profile: Profile, everywhere: boolean) {
    tablet.opened.delete(profile.id)
    setShut(profile.id)
    setTurn((now) => now + 1)
    if (everywhere) void fetchGuard().then((guard) => guard.lockProfile(tablet, profile.id))
  }
  // Nobody of staff touches a kiosk, and a PIN of its own guards the way out.
  const guarded = view.current?.entry === 'pin' && workplace !== null && !workplace.store.locked && !isHeld()
  const idleMs = view.idleMinutes * 60_000
  useEffect(() => {
    if (!guarded || workplace === null) return
    let stop: (() => void) | null = null
    let over = false
    void fetchGuard().then((guard) => {
      if (!over) stop = guard.watchOver(workplace, idleMs, () => lock(workplace.profile, false))
    })
    return () => {
      over = true
      stop?.()
    }
  }, [workplace, guarded, idleMs])

  const locked = workplace?.store.locked === true || (shut !== null && shut === view.current?.id)
  const mustSignIn = view.current === null || route.page === 'sign-in' || locked
  return (
    <>
      <LiveRegions />
      {mustSignIn ? (
        <SignInPage
          key={locked ? 'locked' : 'sign-in'}
          tablet={tablet}
          profiles={view.profiles}
          again={view.current}
          clock={systemClock}
          onSignIn={enter}
          onEnter={(profile) => void come(profile)}
          {...(view.current && workplace && !locked ? { onBack: () => navigate('/') } : {})}
        />
      ) : (
        workplace && (
          <Office
            key={workplace.profile.id}
            workplace={workplace}
            profile={view.current ?? workplace.profile}
            tablet={tablet}
            deviceName={view.deviceName}
            idleMinutes={view.idleMinutes}
            route={route}
            onLock={() => lock(workplace.profile, true)}
            onSignOut={() => void leave(workplace.profile)}
          />
        )
      )}
      <Toasts />
    </>
  )
}

/** Opens the store and the engine of the current person, and closes them when somebody else takes over. */
function useWorkplace(
  tablet: Tablet,
  profile: Profile | null,
  access: { current: string | null },
  turn: number,
): Workplace | null {
  const [workplace, setWorkplace] = useState<Workplace | null>(null)
  const id = profile?.id ?? null
  const key = profile?.key ?? null
  // Before the browser paints: what stands in the page at its start is the first thing seen.
  useLayoutEffect(() => {
    if (profile === null) return
    let opened: Workplace | null = null
    let left = false
    const open = () => {
      if (left) return
      const made = openWorkplace(tablet, profile, access.current)
      opened = made
      void made.store.opened().then(() => left || setWorkplace(made))
      const { store } = made
      if (store.locked) return
      void navigator.storage?.persisted?.().then((granted) => granted && askForPersistence(store))
    }
    if (isOpen(tablet, profile)) open()
    else void openKey(tablet, profile.id).then(open)
    return () => {
      left = true
      setWorkplace(null)
      forgetMessages()
      theyLeft()
      opened?.close()
    }
  }, [tablet, id, key, turn])
  return workplace?.profile.id === id ? workplace : null
}
