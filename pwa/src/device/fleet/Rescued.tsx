import { reasonInWords } from '../../store'
import { Banner } from '../../ui/Banner'
import { count } from '../../ui/words'
import { type MeaningNames, whatWasMeant } from './meaning'
import type { HandedIn, RescueResult } from './rescue-file'

interface Props {
  done: HandedIn
  ops: readonly unknown[]
  names: MeaningNames
}

const WORDS: Record<RescueResult['outcome'], { words: string; tone: string }> = {
  applied: { words: 'Taken in', tone: 'good' },
  same: { words: 'Was so already', tone: 'good' },
  conflict: { words: 'In question', tone: 'ask' },
  rejected: { words: 'Refused', tone: 'bad' },
  quarantined: { words: 'In the tray', tone: 'wait' },
  retry: { words: 'Not yet', tone: 'wait' },
}

/** What became of every entry of the file. */
export function Rescued({ done, ops, names }: Props) {
  const { results, problem } = done
  const good = results.filter((one) => one.outcome === 'applied' || one.outcome === 'same').length
  return (
    <section class="stack" aria-label="What became of the file">
      {problem !== null ? (
        <Banner
          tone="bad"
          title={`${count(ops.length - results.length, 'entry was', 'entries were')} not handed in.`}
        >
          {problem} The file can be handed in again; nothing counts twice.
        </Banner>
      ) : (
        <Banner
          tone={good === results.length ? 'good' : 'ask'}
          title={`${good} of ${count(results.length, 'entry is', 'entries are')} on the server.`}
        >
          {good < results.length && 'The others are named below, each with its reason.'}
        </Banner>
      )}
      <ul class="card operation-list">
        {results.map((result, at) => (
          <li key={result.op_id} class="operation">
            <span class="tag" data-tone={WORDS[result.outcome].tone}>
              {WORDS[result.outcome].words}
            </span>
            <div class="operation-what">
              <p>{whatWasMeant(JSON.stringify(ops[at]), names)}</p>
              {(result.outcome === 'rejected' || result.outcome === 'quarantined') && (
                <p class="queue-reason">{reasonInWords(result.outcome, result.reason, result.detail)}</p>
              )}
              {result.outcome === 'conflict' && (
                <p>Somebody marked this differently meanwhile. It waits in the review.</p>
              )}
              {result.outcome === 'retry' && <p>What it refers to is not on the server.</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
