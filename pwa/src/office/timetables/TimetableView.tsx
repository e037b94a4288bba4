import { useEffect, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { ask, type Refusal } from '../../store'
import { AskingServer } from '../../ui/AskingServer'
import { BackHead } from '../../ui/BackHead'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { apart } from '../../ui/words'
import { Editor } from './Editor'
import type { Timetable, ViewProps } from './props'

interface Props extends ViewProps {
  /** `new`, or a number. */
  id: string
  /** For a new one: whose it is likely to be. */
  group: string
}

/** A timetable that is there is read first: what it says is what is changed. */
export function TimetableView(props: Props) {
  const { api, id } = props
  const [row, setRow] = useState<Timetable | null>(null)
  const [problem, setProblem] = useState<Refusal | null>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (id === 'new' || String(row?.id) === id) return
    let current = true
    setProblem(null)
    void ask<Timetable>(api, { method: 'GET', path: `/timetables/${id}` }).then((asked) => {
      if (!current) return
      if (asked.ok) setRow(asked.value)
      else setProblem(asked.error)
    })
    return () => {
      current = false
    }
  }, [api, id, tries])
  const shown = String(row?.id) === id ? row : null
  const ready = id === 'new' || shown !== null
  return (
    <div class="page">
      <BackHead
        href="/timetables"
        back={t('Back to all timetables')}
        title={shown ? apart(shown.name) : id === 'new' ? t('New timetable') : t('Timetable')}
      />
      {ready && <Editor {...props} row={shown} onRow={setRow} />}
      {!ready && !problem && <AskingServer />}
      {problem && (
        <Empty
          icon={problem.code === 'offline' ? 'cloudOff' : 'question'}
          title={
            problem.code === 'not_found' ? t('This timetable is not there any more') : t('Not on this tablet')
          }
        >
          <p>{problem.message}</p>
          <Button icon="refresh" onClick={() => setTries(tries + 1)}>
            {t('Try again')}
          </Button>
        </Empty>
      )}
    </div>
  )
}
