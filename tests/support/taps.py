"""Taps that measure themselves in the page: to the DOM, to the painting frame, to the word that the disk has them."""

MEASURE = """async ({ taps, pause }) => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms))
  const rows = [...document.querySelectorAll('[data-row]')]
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => done(performance.now())
    channel.port2.postMessage(0)
  }))
  const times = []
  for (let at = 0; at < taps; at += 1) {
    const row = rows[(at * 7) % rows.length]
    const buttons = [...row.querySelectorAll('button.state')]
    const button = buttons.find((one) => one.getAttribute('aria-pressed') === 'false')
    let started = 0
    const seen = new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (button.getAttribute('aria-pressed') !== 'true') return
        observer.disconnect()
        const dom = performance.now() - started
        void painted().then((when) => done({ dom, paint: when - started }))
      })
      observer.observe(row, { attributes: true, subtree: true, childList: true })
    })
    const saved = new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (!['waiting', 'sending', 'server'].includes(row.dataset.place)) return
        observer.disconnect()
        done(performance.now() - started)
      })
      observer.observe(row, { attributes: true })
      setTimeout(() => done(null), 3000)
    })
    started = performance.now()
    button.click()
    const handler = performance.now() - started
    const { dom, paint } = await seen
    times.push({ handler, dom, paint, saved: row.dataset.place === 'server' && at >= rows.length ? null : await saved })
    await wait(pause)
  }
  return times
}"""
