import { t } from '../base/text'

/** Says that the server is asked, and keeps the place of what it will answer. */
export function AskingServer() {
  return (
    <>
      <p class="muted" role="status">
        {t('Asking the server…')}
      </p>
      <Outline />
    </>
  )
}

/** Where a list or a form will stand: shown only to whoever waits for longer than a moment. */
export function Outline() {
  return <div class="outline" aria-busy="true" />
}
