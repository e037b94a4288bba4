/** What the server says a draft would plan, asked a moment after the last change. */
import { useEffect, useState } from 'preact/hooks'
import { ask, type Refusal } from '../../store'
import type { Preview, TimetableBody, ViewProps } from './props'

export interface Previewed {
  /** Of the last draft that the server took. */
  preview: Preview | null
  asking: boolean
  refusal: Refusal | null
}

const REST = 400

/** @param body null while the draft is not complete. */
export function usePreview(
  api: ViewProps['api'],
  body: TimetableBody | null,
  range: { from: string; to: string },
): Previewed & { again: () => void } {
  const [state, setState] = useState<Previewed>({ preview: null, asking: false, refusal: null })
  const [tries, setTries] = useState(0)
  const wanted = body && JSON.stringify({ ...body, ...range })
  useEffect(() => {
    if (wanted === null) return
    let current = true
    setState((before) => ({ ...before, asking: true }))
    const timer = setTimeout(async () => {
      const question = { method: 'POST' as const, path: '/timetables/preview', body: JSON.parse(wanted) }
      const asked = await ask<Preview>(api, question)
      if (!current) return
      setState((before) => ({
        preview: asked.ok ? asked.value : before.preview,
        asking: false,
        refusal: asked.ok ? null : asked.error,
      }))
    }, REST)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [api, wanted, tries])
  return { ...state, again: () => setTries(tries + 1) }
}
