"""What is seldom seen: no storage, an app that is too old, a sign-in that has ended."""

from collections.abc import Iterator

from playwright.sync_api import expect

from support.walk.day import line, open_roster
from support.walk.hand import Hand
from support.walk.school import Eventful

FULL = """() => {
  const full = () => { throw new DOMException('full', 'QuotaExceededError') }
  window.room = [IDBObjectStore.prototype.put, IDBObjectStore.prototype.add]
  IDBObjectStore.prototype.put = full
  IDBObjectStore.prototype.add = full
}"""
FREE = "() => { [IDBObjectStore.prototype.put, IDBObjectStore.prototype.add] = window.room }"
NEWER = """async () => {
  for (const { name, version } of await indexedDB.databases())
    await new Promise((over) => {
      const asked = indexedDB.open(name, version + 1)
      asked.onupgradeneeded = () => asked.transaction.abort()
      asked.onerror = over
    })
}"""
REFUSING = """if (sessionStorage.getItem('refuse')) {
  IDBFactory.prototype.open = () => { throw new DOMException('private', 'SecurityError') }
}"""


def too_old(hand: Hand, eventful: Eventful) -> Iterator[str]:
    sync = "**/api/v1/sync"
    hand.tablet.context.route(sync, lambda route: route.fulfill(status=426, json={}))
    hand.go("/device")
    hand.button("Sync now").click()
    expect(hand.button("Update now").first).to_be_visible()
    yield "an update is offered"
    hand.tablet.context.unroute(sync)


def no_room(hand: Hand, eventful: Eventful) -> Iterator[str]:
    open_roster(hand, eventful)
    hand.page.evaluate(FULL)
    line(hand, eventful, 3).locator(".state").first.click()
    expect(hand.dialog().heading("This tablet is out of storage")).to_be_visible()
    yield "out of storage"
    hand.dialog().button("Give up this mark").click()
    hand.closed()
    hand.page.evaluate(FREE)
    # As a newer version of the app in another tab asks for it; that one then changes its mind.
    hand.page.evaluate(NEWER)
    expect(hand.text("A newer version of this app runs in another tab.")).to_be_visible()
    yield "a newer app in another tab"
    hand.page.reload()
    hand.arrived()


def no_storage(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    page.add_init_script(REFUSING)
    page.evaluate("() => sessionStorage.setItem('refuse', 'yes')")
    page.reload()
    expect(hand.heading("Omnipresence cannot start")).to_be_visible()
    yield "no storage at all"
    page.evaluate("() => sessionStorage.removeItem('refuse')")
    page.reload()
    hand.arrived()
