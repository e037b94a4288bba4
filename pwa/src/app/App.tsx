import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { systemClock } from '../base/clock'
import { fail } from '../base/result'
import { chooseProfile, endSignIn, openKey, type Profile, type Tablet, watchTablet } from '../store'
import type { Credentials } from '../sync'
import { LiveRegions } from '../ui/announce'
import { address, navigate } from '../ui/navigation'
import { forgetMessages, Toasts } from '../ui/toast'
import { fetchMessenger } from './connection'
import { Office } from './Office'
import { SignInPage } from './parts'
import { routeOf } from './routes'
import { askForPersistence, openWorkplace, type Workplace } from './workplace'

/** Who is at this tablet: the sign-in, or the office of the person whose marks are shown. */
export function App({ tablet }: { tablet: Tablet }) {
  const view = useMemo(() => watchTablet(tablet), [tablet]).value
  const access = useRef<string | null>(null)
  const workplace = useWorkplace(tablet, view.current, access)
  const route = routeOf(address.value)

  async function enter(credentials: Credentials) {
    const persisting = workplace
      ? askForPersistence(workplace.store)
      : navigator.storage?.persist?.().catch(() => false)
    const messenger = await fetchMessenger().catch(() => null)
    const result = messenger ? await messenger.enter(tablet, credentials) : fail({ kind: 'offline' as const })
    if (!result.ok) return result
    await persisting
    access.current = result.value.access
    if (workplace?.profile.id === result.value.profile.id) {
      workplace.api.useAccess(result.value.access)
      workplace.sync.wake('signed_in')
    }
    if (route.page === 'sign-in') navigate('/', { replace: true })
    return result
  }
  async function leave(profile: Profile) {
    access.current = null
    await chooseProfile(tablet, null, systemClock.now())
    navigate('/', { replace: true })
    const messenger = await fetchMessenger().catch(() => null)
    await (messenger ? messenger.leave(tablet, profile.id) : endSignIn(tablet, profile.id))
  }

  if (!view.loaded) return <LiveRegions />
  const mustSignIn = view.current === null || route.page === 'sign-in' || workplace?.store.locked === true
  return (
    <>
      <LiveRegions />
      {mustSignIn ? (
        <SignInPage
          profiles={view.profiles}
          again={view.current}
          clock={systemClock}
          onSignIn={enter}
          {...(view.current ? { onBack: () => navigate('/') } : {})}
        />
      ) : (
        workplace && (
          <Office
            key={workplace.profile.id}
            workplace={workplace}
            profile={view.current ?? workplace.profile}
            tablet={tablet}
            deviceName={view.deviceName}
            route={route}
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
): Workplace | null {
  const [workplace, setWorkplace] = useState<Workplace | null>(null)
  const id = profile?.id ?? null
  const key = profile?.key ?? null
  useEffect(() => {
    if (profile === null) return
    let opened: Workplace | null = null
    let left = false
    void openKey(tablet, profile.id).then(() => {
      if (left) return
      opened = openWorkplace(tablet, profile, access.current)
      setWorkplace(opened)
      if (opened.store.locked) return
      const { store } = opened
      void navigator.storage?.persisted?.().then((granted) => granted && askForPersistence(store))
    })
    return () => {
      left = true
      setWorkplace(null)
      forgetMessages()
      opened?.close()
    }
  }, [tablet, id, key])
  return workplace?.profile.id === id ? workplace : null
}
