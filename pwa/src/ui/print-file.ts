/** Shows a file in a tab of its own, where the browser's viewer prints it. */
import { untilTheyLeave } from './person'
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
  let address = ''
  // Whoever locks the tablet leaves no list of names in the tab beside it.
  const forget = untilTheyLeave(close)
  function close(): void {
    forget()
    tab?.close()
    URL.revokeObjectURL(address)
  }
  return {
    show(file, name) {
      if (!tab || tab.closed) {
        saveFile(file, name)
        return false
      }
      address = URL.createObjectURL(file)
      tab.location.replace(address)
      return true
    },
    close,
  }
}
