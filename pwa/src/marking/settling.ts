import { effect, type ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { leavingLosesMarks } from '../ui/navigation'
import type { Taps } from './taps'

/** Drops saved taps once the roster was read again, and guards the page while something is not on the disk. */
export function useSettling(roster: ReadonlySignal<unknown>, taps: Taps): void {
  useEffect(() => {
    const stopSettling = effect(() => {
      roster.value
      taps.settle()
    })
    const stopGuarding = effect(() => {
      leavingLosesMarks.value = taps.unsaved.value
    })
    return () => {
      stopSettling()
      stopGuarding()
      leavingLosesMarks.value = false
    }
  }, [roster, taps])
}
