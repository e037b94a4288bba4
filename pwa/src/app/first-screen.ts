/** The first screen has the processor to itself: on a cheap tablet every script that comes with it is seen as waiting. */

/** So long a page may take before the rest no longer waits for it, in milliseconds. */
const MOST = 3_000

/** Does it as soon as the page says what it has to say and the browser has a moment. */
export function afterFirstScreen(work: () => void): void {
  let done = false
  const soon = () => {
    if (done) return
    done = true
    observer.disconnect()
    clearTimeout(limit)
    whenIdle(work)
  }
  const look = () => stands() && soon()
  const observer = new MutationObserver(look)
  const limit = setTimeout(soon, MOST)
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-busy'] })
  look()
}

const stands = (): boolean =>
  document.querySelector('h1') !== null && document.querySelector('[aria-busy="true"]') === null

/** A page that nobody looks at, or a browser without the notion, soon goes on. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 500 })
  else setTimeout(work, 100)
}
