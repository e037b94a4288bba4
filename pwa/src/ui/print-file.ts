/** Shows a file in a tab of its own, where the browser's viewer prints it. */
import { saveFile } from './save-file'

export interface PrintTab {
  /** Whether the tab shows it; where there is none, the file is handed over to be kept. */
  show(file: Blob, name: string): boolean
  close(): void
}

/** Call it inside the tap, before the file is there: later the browser would take the tab for an advertisement. */
export function openPrintTab(waiting: string): PrintTab {
  const tab = window.open('', '_blank')
  if (tab) tab.document.body.textContent = tab.document.title = waiting
  return {
    show(file, name) {
      if (!tab || tab.closed) {
        saveFile(file, name)
        return false
      }
      tab.location.replace(URL.createObjectURL(file))
      return true
    },
    close: () => tab?.close(),
  }
}
