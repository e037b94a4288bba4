import { useState } from 'preact/hooks'
import { digits, n, t } from '../../base/text'
import { type Asking, download } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { openPrintTab } from '../../ui/print-file'
import { saveFile } from '../../ui/save-file'
import { type Choice, csvPath, PART, partsOf, pdfPath } from './parts'

interface Props {
  api: Asking
  choice: Choice
  /** How many people are in the list. */
  total: number
}

/** The files: to print at once, to keep, or as a table for other programs. */
export function Files({ api, choice, total }: Props) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  async function get(path: string, use: (file: Blob, name: string) => void, giveUp = () => {}) {
    setBusy(true)
    setProblem('')
    const got = await download(api, path)
    setBusy(false)
    if (got.ok) return use(got.value.file, got.value.name)
    giveUp()
    setProblem(got.error.message)
  }
  function print(path: string) {
    const tab = openPrintTab(t('Making it…'))
    void get(path, tab.show, tab.close)
  }
  const parts = partsOf(total)
  const csv = (
    <Button icon="download" kind="quiet" disabled={busy} onClick={() => void get(csvPath(choice), saveFile)}>
      {t('CSV')}
    </Button>
  )
  return (
    <section class="card card-body" aria-label={t('Files')}>
      {parts.length > 1 && (
        <p>
          {n(
            parts.length,
            'A file takes {most} people: this is {count} file, to be printed one after the other.',
            'A file takes {most} people: these are {count} files, to be printed one after the other.',
            { most: PART },
          )}
        </p>
      )}
      {parts.map((from) => {
        const range = { first: digits(from + 1), last: digits(Math.min(from + PART, total)) }
        const one = parts.length === 1
        return (
          <div key={from} class="row badge-part">
            {!one && <span class="number">{t('{first} to {last}', range)}</span>}
            <Button
              kind="primary"
              icon="print"
              disabled={busy}
              aria-label={one ? undefined : t('Print {first} to {last}', range)}
              onClick={() => print(pdfPath(choice, from))}
            >
              {t('Print')}
            </Button>
            <Button
              icon="download"
              disabled={busy}
              aria-label={one ? undefined : t('PDF, {first} to {last}', range)}
              onClick={() => void get(pdfPath(choice, from), saveFile)}
            >
              {t('PDF')}
            </Button>
            {one && csv}
          </div>
        )
      })}
      {parts.length > 1 && <div class="row">{csv}</div>}
      <p class="muted" role="status">
        {busy ? t('Making it…') : t('Open the PDF and print it at 100 %, not "fit to page".')}
      </p>
      {problem !== '' && <Banner tone="bad">{problem}</Banner>}
    </section>
  )
}
