import { useEffect, useId, useMemo, useState } from 'preact/hooks'
import { n, numeral, t } from '../../base/text'
import { refreshDevices, watchDirectory, watchNames } from '../../store'
import { announce } from '../../ui/announce'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { apart, exactTime, tabletWords } from '../../ui/words'
import { bodyOf } from './meaning'
import type { FleetProps } from './props'
import { Rescued } from './Rescued'
import { type HandedIn, handIn, type RescueContent, readRescueFile } from './rescue-file'

/** Takes in the file that a tablet wrote when it could not send any more. */
export function RescueView(props: FleetProps & { organization: number }) {
  const { store, api, clock, zone, organization } = props
  const id = useId()
  const [file, setFile] = useState<RescueContent | null>(null)
  const [problem, setProblem] = useState('')
  const [done, setDone] = useState<HandedIn | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  useEffect(() => void refreshDevices(store, api, clock), [store, api, clock])
  const directory = useMemo(() => watchDirectory(store), [store]).value
  const names = useMemo(() => watchNames(store, mentionedIn(file)), [store, file]).value

  async function choose(chosen: File | undefined) {
    setDone(null)
    setFile(null)
    setProblem('')
    if (!chosen) return
    const read = readRescueFile(await chosen.text(), organization)
    if (read.ok) setFile(read.file)
    else setProblem(read.problem)
  }
  async function hand(content: RescueContent) {
    setSent(0)
    setDone(null)
    const handed = await handIn(api, content, setSent)
    setSent(null)
    setDone(handed)
    announce(n(handed.results.length, '{count} entry handed in.', '{count} entries handed in.'))
  }
  return (
    <>
      <p class="fleet-words">
        {t(
          'A tablet that cannot send any more writes its waiting marks to a file, on its own page. Handed in here they arrive as if the tablet had sent them: under their authors’ names, and never twice.',
        )}
      </p>
      <section class="card card-body" aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`}>{t('The tablet’s file')}</h2>
        <div class="field">
          <label for={id}>{t('File with waiting marks')}</label>
          <input
            id={id}
            class="input file"
            type="file"
            accept="application/json,.json"
            onChange={(event) => void choose(event.currentTarget.files?.[0])}
          />
        </div>
        {problem !== '' && <Banner tone="bad">{problem}</Banner>}
        {file && (
          <>
            <dl class="facts">
              <dt>{t('From')}</dt>
              <dd>{tabletWords(file.device_id, directory.tablets)}</dd>
              <dt>{t('Marked by')}</dt>
              <dd>
                {apart(
                  directory.users.get(file.exported_by) ?? t('user {id}', { id: numeral(file.exported_by) }),
                )}
              </dd>
              <dt>{t('Written')}</dt>
              <dd>{file.exported_at > 0 ? exactTime(file.exported_at, zone) : t('unknown')}</dd>
              <dt>{t('In it')}</dt>
              <dd>
                {n(
                  file.ops.length,
                  '{count} entry that the server had not answered',
                  '{count} entries that the server had not answered',
                )}
                {file.answered > 0 &&
                  n(file.answered, ', and {count} entry that it had', ', and {count} entries that it had')}
              </dd>
            </dl>
            <div class="row">
              <Button
                kind="primary"
                icon="upload"
                disabled={sent !== null || file.ops.length === 0}
                onClick={() => void hand(file)}
              >
                {sent !== null
                  ? t('Handing in, {done} of {all}…', { done: sent, all: file.ops.length })
                  : done
                    ? t('Hand in again')
                    : n(file.ops.length, 'Hand in {count} entry', 'Hand in {count} entries')}
              </Button>
            </div>
          </>
        )}
      </section>
      {done && file && <Rescued done={done} ops={file.ops} names={names} />}
    </>
  )
}

function mentionedIn(file: RescueContent | null) {
  const bodies = (file?.ops ?? []).map((op) => bodyOf(JSON.stringify(op)))
  const ids = (field: string) =>
    bodies.map((body) => body?.[field]).filter((id): id is number => typeof id === 'number')
  return { participants: ids('participant'), sessions: ids('session'), groups: [] }
}
