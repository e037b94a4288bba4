import { n, t } from '../base/text'
import { Button } from '../ui/Button'
import { saveFile } from '../ui/save-file'
import { toast } from '../ui/toast'

interface Props {
  /** Operations that the server has not taken in. */
  unheard: number
  /** The file's text; works without a network. */
  write: () => Promise<string>
  fileName: () => string
}

/** The way out for marks on a tablet that cannot reach the server any more. */
export function SaveMarks({ unheard, write, fileName }: Props) {
  async function save() {
    try {
      saveFile(new Blob([await write()], { type: 'application/json' }), fileName())
      toast(
        n(
          unheard,
          '{count} entry saved to a file. They also stay on this tablet.',
          '{count} entries saved to a file. They also stay on this tablet.',
        ),
      )
    } catch {
      toast(t('The file could not be written. Nothing on this tablet changed.'))
    }
  }
  return (
    <section class="card">
      <div class="card-body save-marks">
        <div>
          <h2>{t('If this tablet cannot be used any more')}</h2>
          <p class="muted">
            {t('The file holds what waits here. An administrator can hand it in; nothing counts twice.')}
          </p>
        </div>
        <Button icon="download" onClick={() => void save()}>
          {t('Save waiting marks to a file')}
        </Button>
      </div>
    </section>
  )
}
