import { n, t } from '../../base/text'
import { reasonInWords } from '../../store'
import { Banner } from '../../ui/Banner'
import { type MeaningNames, whatWasMeant } from './meaning'
import type { HandedIn, RescueResult } from './rescue-file'

interface Props {
  done: HandedIn
  ops: readonly unknown[]
  names: MeaningNames
}

const WORDS: Record<RescueResult['outcome'], { words: () => string; tone: string }> = {
  applied: { words: () => t('Taken in'), tone: 'good' },
  same: { words: () => t('Was so already'), tone: 'good' },
  conflict: { words: () => t('In question'), tone: 'ask' },
  rejected: { words: () => t('Refused'), tone: 'bad' },
  quarantined: { words: () => t('In the tray'), tone: 'wait' },
  retry: { words: () => t('Not yet'), tone: 'wait' },
}

/** What became of every entry of the file. */
export function Rescued({ done, ops, names }: Props) {
  const { results, problem } = done
  const good = results.filter((one) => one.outcome === 'applied' || one.outcome === 'same').length
  return (
    <section class="stack" aria-label={t('What became of the file')}>
      {problem !== null ? (
        <Banner
          tone="bad"
          title={n(
            ops.length - results.length,
            '{count} entry was not handed in.',
            '{count} entries were not handed in.',
          )}
        >
          {problem} {t('The file can be handed in again; nothing counts twice.')}
        </Banner>
      ) : (
        <Banner
          tone={good === results.length ? 'good' : 'ask'}
          title={n(
            results.length,
            '{good} of {count} entry is on the server.',
            '{good} of {count} entries are on the server.',
            { good },
          )}
        >
          {good < results.length && t('The others are named below, each with its reason.')}
        </Banner>
      )}
      <ul class="card operation-list">
        {results.map((result, at) => (
          <li key={result.op_id} class="operation">
            <span class="tag" data-tone={WORDS[result.outcome].tone}>
              {WORDS[result.outcome].words()}
            </span>
            <div class="operation-what">
              <p>{whatWasMeant(JSON.stringify(ops[at]), names)}</p>
              {(result.outcome === 'rejected' || result.outcome === 'quarantined') && (
                <p class="queue-reason">{reasonInWords(result.outcome, result.reason, result.detail)}</p>
              )}
              {result.outcome === 'conflict' && (
                <p>{t('Somebody marked this differently meanwhile. It waits in the review.')}</p>
              )}
              {result.outcome === 'retry' && <p>{t('What it refers to is not on the server.')}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
