import { useState } from 'preact/hooks'
import { t } from '../base/text'
import { Button } from '../ui/Button'
import { Icon } from '../ui/Icon'
import { mayIdentify } from './codes'
import type { Scan, Verdict } from './desk'
import { NewPerson } from './NewPerson'
import type { DeskView } from './use-desk'

interface Props {
  view: DeskView
  /** What is said before the first scan. */
  idle: string
}

/** The verdict on the last scan: colour, sign and words, and what can be done about it in one tap. */
export function VerdictPanel({ view, idle }: Props) {
  const verdict = view.desk.verdict.value
  if (verdict === null)
    return (
      <section class="verdict" data-tone="none" aria-label={t('Last scan')}>
        <p class="verdict-idle">{idle}</p>
      </section>
    )
  const shown = view.shownOf(verdict)
  const scan = view.desk.scans.value.find((one) => one.verdict === verdict)
  return (
    <section class="verdict" data-tone={shown.tone} data-kind={verdict.kind} aria-label={t('Last scan')}>
      <Icon name={shown.icon} />
      <div class="verdict-words">
        <p class="verdict-title">{shown.title}</p>
        <p>{scan?.undone ? t('Taken back.') : shown.text}</p>
      </div>
      <div class="verdict-actions">
        <Actions view={view} verdict={verdict} scan={scan} />
      </div>
    </section>
  )
}

interface ActionsProps {
  view: DeskView
  verdict: Verdict
  scan: Scan | undefined
}

function Actions({ view, verdict, scan }: ActionsProps) {
  const { desk } = view
  const [adding, setAdding] = useState<string | null>(null)
  const state = view.states.value.find((one) => one.code === view.state.value)?.label ?? ''
  if (scan?.token)
    return (
      <Button icon="undo" onClick={() => void desk.undo(scan)}>
        {t('Undo')}
      </Button>
    )
  if (verdict.kind === 'elsewhere')
    return (
      <Button icon="userPlus" onClick={() => void desk.add(verdict.person)}>
        {t('Add and mark {state}', { state })}
      </Button>
    )
  if (verdict.kind === 'over')
    return (
      <Button
        onClick={() => {
          view.anyway.value = true
          desk.clear()
        }}
      >
        {t('Scan all the same')}
      </Button>
    )
  if (verdict.kind !== 'unknown') return null
  return (
    <>
      <Button icon="userPlus" onClick={() => setAdding(verdict.code)}>
        {mayIdentify(verdict.code) ? t('New person with this code') : t('New person')}
      </Button>
      {adding !== null && (
        <NewPerson
          identifier={mayIdentify(adding) ? adding.trim() : ''}
          state={state}
          onAdd={async (person) => (await desk.addNew(person)).kind === 'marked'}
          onClose={() => setAdding(null)}
        />
      )}
    </>
  )
}
