import { t } from '../../base/text'
import { Button } from '../../ui/Button'
import { apart } from '../../ui/words'

interface Props {
  /** What somebody else has written, as a person reads it; undefined where nobody has. */
  words: string | undefined
  onTake: () => void
}

/** Under a field that two people changed: what stands now, and the way to it. What was typed stays in the field. */
export function Stands({ words, onTake }: Props) {
  if (words === undefined) return null
  return (
    <div class="row stands">
      <span>{words === '' ? t('Now empty on the server.') : t('Now: {value}', { value: apart(words) })}</span>
      <Button kind="quiet" onClick={onTake}>
        {t('Take this')}
      </Button>
    </div>
  )
}
