import { useState } from 'preact/hooks'
import { n, t } from '../../base/text'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/Field'
import { apart, clockTime } from '../../ui/words'
import { fullDay } from './dates'
import type { Occurrence } from './props'
import type { Previewed } from './use-preview'

interface Props extends Previewed {
  again: () => void
  range: { from: string; to: string }
  onRange: (range: { from: string; to: string }) => void
  /** The draft lacks something; there is nothing to show yet. */
  incomplete: boolean
  /** What its own sessions are called, once it has some: those are no clash. */
  own: string | null
}

const FIRST = 8

/** The dates as they would be, in the organization's zone, with what is odd about them. */
export function PreviewCard({ preview, asking, refusal, again, range, onRange, incomplete, own }: Props) {
  const [all, setAll] = useState(false)
  const rows = preview?.occurrences ?? []
  const shown = all ? rows : rows.slice(0, FIRST)
  const changed = rows.filter((one) => one.clock_change !== null).length
  const clashing = rows.filter((one) => one.clashes.some((clash) => clash.name !== own)).length
  return (
    <section class="card card-body" aria-labelledby="timetable-preview">
      <h2 id="timetable-preview">{t('Dates')}</h2>
      <div class="filters timetable-fields">
        <TextField
          label={t('Look at the days from')}
          type="date"
          value={range.from}
          onInput={(from) => from !== '' && onRange({ ...range, from })}
        />
        <TextField
          label={t('Up to')}
          type="date"
          value={range.to}
          min={range.from}
          onInput={(to) => to !== '' && onRange({ ...range, to })}
        />
      </div>
      <p role="status" class={incomplete || asking || !preview ? 'muted' : 'timetable-sum'}>
        {incomplete
          ? t('The dates appear here as soon as everything above is filled in.')
          : asking || !preview
            ? t('Asking the server…')
            : n(rows.length, '{count} {session} in these days', '{count} {sessions} in these days')}
      </p>
      {refusal && !asking && (
        <Banner
          tone={refusal.code === 'offline' ? 'wait' : 'bad'}
          action={
            <Button icon="refresh" onClick={again}>
              {t('Look again')}
            </Button>
          }
        >
          {refusal.errors[0]?.detail ?? refusal.message}
        </Banner>
      )}
      {preview?.truncated && (
        <Banner tone="wait">
          {t('There would be more than {count}. Choose fewer days.', { count: rows.length })}
        </Banner>
      )}
      {changed > 0 && (
        <Banner tone="wait" icon="history">
          {n(
            changed,
            'Clocks change on {count} of these days; look at its times.',
            'Clocks change on {count} of these days; look at their times.',
          )}
        </Banner>
      )}
      {clashing > 0 && (
        <Banner tone="wait" icon="alert">
          {n(
            clashing,
            '{count} overlaps another {session} of this {group}.',
            '{count} overlap other {sessions} of this {group}.',
          )}
        </Banner>
      )}
      {!incomplete && preview && (
        <ul class="timetable-dates" aria-label={t('Dates')} aria-busy={asking}>
          {shown.map((one) => (
            <Row key={one.occurs_on} one={one} zone={preview.time_zone} own={own} />
          ))}
        </ul>
      )}
      {!incomplete && !all && rows.length > FIRST && (
        <Button onClick={() => setAll(true)}>{t('Show all {count}', { count: rows.length })}</Button>
      )}
      {preview && <p class="muted">{t('Times of {zone}.', { zone: preview.time_zone })}</p>}
    </section>
  )
}

/** Whether a day has its session: the preview tells of it as of any other, by its name. */
export const isThere = ({ clashes }: Occurrence, own: string | null): boolean =>
  own !== null && clashes.some((clash) => clash.name === own)

interface RowProps {
  one: Occurrence
  zone: string
  own: string | null
}

function Row({ one, zone, own }: RowProps) {
  const others = one.clashes.filter((clash) => clash.name !== own)
  const ends = fullDay(one.scheduled_end_at, zone) !== fullDay(one.scheduled_start_at, zone)
  return (
    <li>
      <span class="timetable-date">{fullDay(one.scheduled_start_at, zone)}</span>
      <span class="number">
        {clockTime(one.scheduled_start_at, zone)}–{clockTime(one.scheduled_end_at, zone)}
        {ends && <span class="muted"> {t('on the next day')}</span>}
      </span>
      {isThere(one, own) && (
        <span class="tag" data-tone="good">
          {t('There already')}
        </span>
      )}
      {one.clock_change !== null && (
        <span class="tag" data-tone="wait">
          {one.clock_change === 'gap'
            ? t('Clocks go forward: this time is left out, the one after it counts')
            : t('Clocks go back: this time comes twice, the first counts')}
        </span>
      )}
      {others.map((clash) => (
        <span key={clash.session} class="tag" data-tone="wait">
          {t('Overlaps {name}', { name: apart(clash.name) })}
        </span>
      ))}
    </li>
  )
}
