import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../base/text'
import { announce } from './announce'
import { Banner } from './Banner'
import { Button } from './Button'
import { Dialog } from './Dialog'

interface Props {
  title: string
  /** The secret itself: a link or a key. */
  value: string
  /** What to do with it. */
  children: ComponentChildren
  onClose: () => void
}

/** A secret that the server tells this once. It closes only by its button, so that nobody loses it with a tap beside it. */
export function ShownOnce({ title, value, children, onClose }: Props) {
  const [copied, setCopied] = useState<boolean | null>(null)
  async function copy() {
    const done = await navigator.clipboard.writeText(value).then(
      () => true,
      () => false,
    )
    setCopied(done)
    if (done) announce(t('Copied.'))
  }
  return (
    <Dialog title={title}>
      <div class="once">
        {children}
        <output class="once-value" aria-label={title}>
          {value}
        </output>
        {copied === false && (
          <Banner tone="wait">{t('The browser did not copy it. Select it and copy it by hand.')}</Banner>
        )}
        <p class="field-hint">{t('It is shown only now. If it gets lost, make a new one.')}</p>
      </div>
      <div class="dialog-actions">
        <Button icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
          {copied ? t('Copied') : t('Copy')}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {t('I have handed it on')}
        </Button>
      </div>
    </Dialog>
  )
}
