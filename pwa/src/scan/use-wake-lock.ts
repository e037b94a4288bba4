import { useEffect } from 'preact/hooks'

/** The screen stays on while codes are scanned; browsers take the lock away whenever the page is hidden. */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | null = null
    let over = false
    async function take(): Promise<void> {
      if (document.visibilityState !== 'visible') return
      try {
        const taken = await navigator.wakeLock.request('screen')
        if (over) await taken.release()
        else lock = taken
      } catch {
        // A low battery refuses it: the screen goes dark as always.
      }
    }
    const again = () => void take()
    document.addEventListener('visibilitychange', again)
    void take()
    return () => {
      over = true
      document.removeEventListener('visibilitychange', again)
      void lock?.release().catch(() => undefined)
    }
  }, [wanted])
}
