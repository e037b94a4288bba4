import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { components } from '../../base/api.gen'
import type { Clock } from '../../base/clock'
import type { Refreshed } from '../../base/refreshed'
import { digits, t } from '../../base/text'
import { type Asking, download, refreshBody, type Store, watchGroups, watchRemote } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { CheckField, SelectField } from '../../ui/Field'
import { Freshness } from '../../ui/Freshness'
import { PageHead } from '../../ui/PageHead'
import { saveFile } from '../../ui/save-file'
import { type Choice, csvPath, listPath, PART, partsOf, pdfPath, SIZES, type Size } from './parts'

type BadgeReport = components['schemas']['BadgeReport']

interface Props {
  store: Store
  api: Asking
  clock: Clock
  zone: string
  now: ReadonlySignal<number>
}

/** Badges as files to print, and who cannot get one yet. */
export function BadgesPage({ store, api, clock, zone, now }: Props) {
  const groups = useMemo(() => watchGroups(store), [store]).value
  const [choice, setChoice] = useState<Choice>({ group: '', subgroups: false, size: 'card' })
  const change = (what: Partial<Choice>) => setChoice({ ...choice, ...what })
  const path = listPath(choice)
  const kept = useMemo(() => watchRemote<BadgeReport>(store, path), [store, path]).value
  const [outcome, setOutcome] = useState<Refreshed | 'asking'>('asking')
  async function load(wanted: () => boolean = () => true) {
    setOutcome('asking')
    const ask = { key: path, path, expected: 'results' }
    const ended = await refreshBody(store, api, clock, ask).catch(() => 'failed' as const)
    if (wanted()) setOutcome(ended)
  }
  useEffect(() => {
    let current = true
    void load(() => current)
    return () => {
      current = false
    }
  }, [path])
  const report = kept?.value ?? null
  return (
    <div class="page">
      <PageHead title={t('Badges')} />
      <SelectField
        label={t('{Group}')}
        value={choice.group}
        options={[
          { value: '', label: t('Everybody') },
          ...groups.map((group) => ({ value: String(group.id), label: group.name })),
        ]}
        onChange={(group) => change({ group })}
      />
      {choice.group !== '' && (
        <CheckField
          label={t('With the {groups} below it')}
          checked={choice.subgroups}
          onChange={(subgroups) => change({ subgroups })}
        />
      )}
      <SelectField
        label={t('Size of a badge')}
        value={choice.size}
        options={SIZES.map((size) => ({ value: size, label: sizeWords(size) }))}
        onChange={(size) => change({ size: size as Size })}
      />
      <Freshness
        savedAt={kept?.saved_at ?? null}
        now={now.value}
        zone={zone}
        outcome={outcome}
        onRefresh={() => void load()}
      />
      {report && report.total > 0 && (
        <>
          <Files api={api} choice={choice} total={report.total} />
          <People rows={report.results} />
        </>
      )}
      {report?.total === 0 && (
        <Empty icon="users" title={t('Nobody to make badges for')}>
          <p>{t('There are no active {participants} here.')}</p>
        </Empty>
      )}
      {!report && outcome !== 'asking' && (
        <Empty icon="cloudOff" title={t('Not on this tablet')}>
          <p>{t('Badges are made by the server; this list was not read here before.')}</p>
        </Empty>
      )}
    </div>
  )
}

function Files({ api, choice, total }: { api: Asking; choice: Choice; total: number }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  async function get(path: string) {
    setBusy(true)
    setProblem('')
    const got = await download(api, path)
    setBusy(false)
    if (got.ok) saveFile(got.value.file, got.value.name)
    else setProblem(got.error.message)
  }
  const parts = partsOf(total)
  const named = (from: number) =>
    parts.length === 1
      ? t('PDF')
      : t('PDF, {first} to {last}', { first: digits(from + 1), last: digits(Math.min(from + PART, total)) })
  return (
    <>
      <div class="row">
        {parts.map((from) => (
          <Button key={from} icon="download" disabled={busy} onClick={() => void get(pdfPath(choice, from))}>
            {named(from)}
          </Button>
        ))}
        <Button icon="download" disabled={busy} onClick={() => void get(csvPath(choice))}>
          {t('CSV')}
        </Button>
      </div>
      <p class="muted" role="status">
        {busy ? t('Making it…') : t('Open the PDF and print it at 100 %, not "fit to page".')}
      </p>
      {problem !== '' && <Banner tone="bad">{problem}</Banner>}
    </>
  )
}

function People({ rows }: { rows: BadgeReport['results'] }) {
  const without = rows.filter((row) => row.identifier === '')
  return (
    <>
      {without.length > 0 && (
        <section aria-labelledby="no-badge">
          <h2 id="no-badge">{t('No badge yet')}</h2>
          <p class="muted">
            {t('They have no identifier, so their badge would say nothing. Give them one first.')}
          </p>
          <Names rows={without} />
        </section>
      )}
      <section aria-labelledby="badges-list">
        <h2 id="badges-list">{t('Get a badge')}</h2>
        <Names rows={rows.filter((row) => row.identifier !== '')} />
      </section>
    </>
  )
}

function Names({ rows }: { rows: BadgeReport['results'] }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.participant}>
          <bdi>{row.name}</bdi> <bdi class="muted">{row.identifier}</bdi>
        </li>
      ))}
    </ul>
  )
}

function sizeWords(size: Size): string {
  switch (size) {
    case 'card':
      return t('Cards to cut out, 85 x 54 mm, on A4')
    case 'label-63x38':
      return t('Labels of 63.5 x 38.1 mm, on A4')
    case 'label-89x36':
      return t('A printer of labels, 89 x 36 mm')
    case 'label-62x29':
      return t('A printer of labels, 62 x 29 mm')
  }
}
