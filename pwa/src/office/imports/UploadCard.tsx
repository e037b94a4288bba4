import { useId, useMemo, useRef, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { type Asking, uploader } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { apart } from '../../ui/words'
import type { Import } from './props'

const MOST_BYTES = 10 * 1024 * 1024
const KINDS =
  '.csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface Props {
  api: Asking
  onTaken: (taken: Import) => void
}

/** Takes a file by choosing or dropping it, and sends it at once: it is only read by that. */
export function UploadCard({ api, onTaken }: Props) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [over, setOver] = useState(false)
  const [problem, setProblem] = useState('')
  const upload = useMemo(() => uploader(api), [api])
  async function send(chosen: File | undefined) {
    if (!chosen || busy) return
    setFile(chosen)
    setProblem('')
    if (chosen.size > MOST_BYTES) return setProblem(t('The file is larger than 10 MiB. Split it.'))
    if (chosen.size === 0) return setProblem(t('The file is empty.'))
    setBusy(true)
    const asked = await upload<Import>('/imports', chosen)
    setBusy(false)
    if (asked.ok) return onTaken(asked.value)
    setProblem(asked.error.errors[0]?.detail ?? asked.error.message)
  }
  return (
    <section
      class="card card-body import-drop"
      aria-labelledby={`${id}-title`}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void send(event.dataTransfer?.files[0])
      }}
    >
      <Icon name="upload" />
      <div class="import-drop-words">
        <h2 id={`${id}-title`}>{t('Bring a list of {participants}')}</h2>
        <p class="muted">
          {t(
            'CSV or XLSX, the first row with the names of the columns; up to 50,000 rows and 10 MiB. Drop it here or choose it. Nothing is written before you have seen what becomes of every row.',
          )}
        </p>
      </div>
      <div class="row">
        <Button kind="primary" icon="upload" disabled={busy} onClick={() => field.current?.click()}>
          {t('Choose a file')}
        </Button>
        <input
          ref={field}
          id={id}
          hidden
          type="file"
          aria-label={t('List as CSV or XLSX')}
          accept={KINDS}
          disabled={busy}
          onChange={(event) => {
            const { files } = event.currentTarget
            const chosen = files?.[0]
            // The same file may be chosen again after it was corrected.
            event.currentTarget.value = ''
            void send(chosen)
          }}
        />
      </div>
      <div class="import-drop-news" role="status">
        {busy && file && t('Sending {name}…', { name: apart(file.name) })}
      </div>
      {problem !== '' && (
        <Banner
          tone="bad"
          title={file ? apart(file.name) : undefined}
          action={
            file && file.size > 0 && file.size <= MOST_BYTES ? (
              <Button icon="refresh" disabled={busy} onClick={() => void send(file)}>
                {t('Send it again')}
              </Button>
            ) : undefined
          }
        >
          {problem}
        </Banner>
      )}
    </section>
  )
}
