"""Storage that is full, old, held open by another tab, newer than the app, or lost: no mark is (faults 57, 58)."""

import pytest
from playwright.sync_api import Page, expect

from omnipresence.presence.models import PresenceRecord
from support.browser import RosterScreen, Tablet, Tablets
from support.cast import School
from support.proxy import Proxy
from support.rosters import add_roster, people

SENT = 40_000
PERSON = [f"Person {number} Example" for number in range(6)]
# A page of the same origin without the app: whoever looks from here finds the storage as the app left it.
ELSEWHERE = "/healthz"
TOOLS = """
const whole = (request) => new Promise((yes, no) => {
  request.onsuccess = () => yes(request.result)
  request.onerror = () => no(request.error)
})
const nameOf = async () =>
  (await indexedDB.databases()).map(({ name }) => name).find((name) => /^omnipresence-\\d/.test(name))
const rowsOf = async (db) => Object.fromEntries(await Promise.all([...db.objectStoreNames].map(
  async (table) => [table, await whole(db.transaction(table).objectStore(table).getAll())])))
"""
# The tables of the first build, which are never to be changed: tablets out there have them. Dexie counts in tens.
FIRST_BUILD = """
const V1 = {
  participants: 'id', groups: 'id', group_memberships: 'id, group, participant',
  sessions: 'id, group, scheduled_start_at', presence_states: 'id', presence_records: 'key, session',
  sync_conflicts: 'id, key, session, open', ops: 'op_id, seq_no, status, key, session', acked: 'op_id, acked_at',
  attention: 'op_id, key, session, outcome, conflict_id', tombstones: 'id', shadow: '[kind+key], kind',
  meta: 'key', remote: 'key',
}
const path = (word) => word.startsWith('[') ? word.slice(1, -1).split('+') : word
"""
# The queue, as that build leaves it when it is killed in mid-sync: of four marks that wait one was under way, and
# one had been refused. It wrote names in the clear.
LEAVE_AS_FIRST_BUILD = f"""async ({{ under_way, refused, names }}) => {{
  {TOOLS} {FIRST_BUILD}
  const name = await nameOf()
  const now = await whole(indexedDB.open(name))
  const rows = await rowsOf(now)
  now.close()
  await whole(indexedDB.deleteDatabase(name))
  rows.participants = rows.participants.map(({{ id, version }}) => ({{ id, version, external_id: null,
    first_name: names[id], last_name: 'Example', identifier: '', is_active: true }}))
  rows.meta = rows.meta.filter((row) => row.key !== 'base')
  const of = (person) => rows.ops.find((op) => op.participant === person)
  Object.assign(of(under_way), {{ status: 'inflight', sent: 1, batch_id: crypto.randomUUID(), attempts: 1 }})
  rows.attention.push({{ ...of(refused), sent: 1, outcome: 'rejected', reason: 'not_in_group',
    detail: null, conflict_id: null, at: Date.now() }})
  rows.ops = rows.ops.filter((op) => op.participant !== refused)
  const making = indexedDB.open(name, 10)
  making.onupgradeneeded = () => {{
    for (const [table, words] of Object.entries(V1)) {{
      const [key, ...indexes] = words.split(', ').map(path)
      const made = making.result.createObjectStore(table, {{ keyPath: key }})
      for (const index of indexes) made.createIndex(index, index)
    }}
  }}
  const old = await whole(making)
  const writing = old.transaction(Object.keys(V1), 'readwrite')
  for (const table of Object.keys(V1)) for (const row of rows[table]) writing.objectStore(table).put(row)
  await new Promise((yes, no) => Object.assign(writing, {{ oncomplete: yes, onabort: () => no(writing.error) }}))
  old.close()
  return [rows.ops.length, rows.acked.length, rows.attention.length]
}}"""
HOLD_OPEN = (
    f"""async () => {{ {TOOLS} window.held = await whole(indexedDB.open(await nameOf())); return held.version }}"""
)
LET_GO = "() => held.close()"
LEAVE_AS_LATER_BUILD = f"""async () => {{
  {TOOLS}
  const name = await nameOf()
  const making = indexedDB.open(name, 990)
  making.onupgradeneeded = () => making.result.createObjectStore('invented_later', {{ keyPath: 'id' }}).put({{ id: 1 }})
  const later = await whole(making)
  later.close()
}}"""
LOOK = f"""async () => {{
  {TOOLS}
  const db = await whole(indexedDB.open(await nameOf()))
  const rows = await rowsOf(db)
  db.close()
  return {{ version: db.version, tables: [...db.objectStoreNames],
    ops: (rows.ops ?? []).map((op) => op.participant), walk_ins: rows.walk_ins ?? null }}
}}"""
# Keeps the connections that the app opens, so that they can be taken from it as systems do after a pause.
KEEP = """(() => {
  window.connections = []
  const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (...how) {
    const request = open.apply(this, how)
    request.addEventListener('success', () => connections.push(request.result))
    return request
  }
})()"""
LOSE = "() => connections.splice(0).map((one) => one.close()).length"


@pytest.fixture
def register(school: School) -> dict[str, int]:
    """Whose number is which."""
    roster = add_roster(school, "Register", people(5))
    return {f"{row.first_name} {row.last_name}": row.pk for row in roster.participants}


@pytest.fixture
def mina(register: dict[str, int], proxy: Proxy, tablet: Tablets) -> Tablet:
    one = tablet("mina", proxy.address).open().sign_in("school", "mina@example.com")
    one.is_ready_for_offline_use()
    return one


def marks_on_the_server(school: School) -> dict[int, str]:
    rows = PresenceRecord.objects.for_organization(school.organization.pk)
    return dict(rows.values_list("participant", "presence_state__code"))


def test_a_full_disk_stops_marking_says_so_and_takes_the_mark_when_there_is_room(
    school: School, register: dict[str, int], mina: Tablet, proxy: Proxy
) -> None:
    proxy.lose_requests_to("POST /api/")
    roster = mina.open_roster("Register")
    roster.mark(PERSON[1], "Late")
    roster.shows(PERSON[1], "Late", "On this tablet")
    # How much room there is, the browser asks when it opens the storage, and for a while not again.
    mina.close()
    mina.open(ELSEWHERE)
    line = mina.context.new_cdp_session(mina.page)
    line.send("Storage.overrideQuotaForOrigin", {"origin": proxy.address, "quotaSize": 1})
    mina.page.goto(proxy.address)
    roster = mina.open_roster("Register")
    roster.mark(PERSON[2], "Late")
    warning = mina.page.get_by_role("dialog", name="This tablet is out of storage")
    expect(warning).to_contain_text("1 mark could not be saved.")
    expect(roster.line(PERSON[2]).get_by_text("Not saved", exact=True)).to_have_count(1)
    mina.page.keyboard.press("Escape")
    warning.get_by_role("button", name="Try again").click()
    expect(warning).to_contain_text("1 mark could not be saved.")

    line.send("Storage.overrideQuotaForOrigin", {"origin": proxy.address})
    warning.get_by_role("button", name="Try again").click()
    expect(warning).to_have_count(0)
    roster.shows(PERSON[2], "Late", "On this tablet")
    roster.mark(PERSON[3], "Present")
    proxy.recover()
    mina.sync_now()
    roster = mina.open_roster("Register")
    for person in PERSON[1:4]:
        expect(roster.line(person).get_by_text("On the server", exact=True)).to_be_visible(timeout=SENT)
    first, second, third = (register[person] for person in PERSON[1:4])
    assert marks_on_the_server(school) == {
        first: "late",
        second: "late",
        third: "present",
    }


def test_a_full_queue_of_the_first_build_waits_for_an_old_tab_and_arrives_whole(
    school: School, register: dict[str, int], mina: Tablet, proxy: Proxy
) -> None:
    roster = mina.open_roster("Register")
    roster.mark(PERSON[1], "Late")
    roster.shows(PERSON[1], "Late", "On the server", timeout=SENT)
    proxy.lose_requests_to("POST /api/")
    for person in PERSON[2:6]:
        roster.mark(person, "Late")
        roster.shows(person, "Late", "On this tablet")
    mina.page.goto(proxy.address + ELSEWHERE)
    names = {str(number): name.removesuffix(" Example") for name, number in register.items()}
    chosen = {"under_way": register[PERSON[2]], "refused": register[PERSON[5]], "names": names}
    assert mina.page.evaluate(LEAVE_AS_FIRST_BUILD, chosen) == [3, 1, 1]
    assert mina.page.evaluate(HOLD_OPEN) == 10

    new = mina.context.new_page()
    new.goto(proxy.address)
    said = new.get_by_role("alert").filter(has_text="Another tab holds the storage.")
    expect(said).to_contain_text("Close the other tabs of this app.")
    mina.page.evaluate(LET_GO)
    expect(said).to_have_count(0)
    as_it_was(new)
    proxy.recover()
    drained(new)
    assert marks_on_the_server(school) == {register[person]: "late" for person in PERSON[1:5]}


def as_it_was(page: Page) -> None:
    page.get_by_role("link", name="Register", exact=True).click()
    roster = RosterScreen(page)
    roster.shows(PERSON[1], "Late", "On the server")
    for person in PERSON[2:5]:
        roster.shows(person, "Late", "On this tablet")
    roster.shows(PERSON[5], None, "Refused")


def drained(page: Page) -> None:
    page.get_by_role("link", name="This tablet", exact=True).click()
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing of yours waits on this tablet.", timeout=SENT)


def test_storage_that_is_newer_than_the_app_or_lost_under_its_hands_keeps_every_mark(
    school: School, register: dict[str, int], mina: Tablet, proxy: Proxy
) -> None:
    proxy.lose_requests_to("POST /api/")
    roster = mina.open_roster("Register")
    roster.mark(PERSON[1], "Late")
    roster.shows(PERSON[1], "Late", "On this tablet")
    page = mina.page
    page.goto(proxy.address + ELSEWHERE)
    page.evaluate(LEAVE_AS_LATER_BUILD)
    page.add_init_script(KEEP)
    page.goto(proxy.address)
    roster = mina.open_roster("Register")
    roster.shows(PERSON[1], "Late", "On this tablet")
    roster.mark(PERSON[2], "Late")
    roster.shows(PERSON[2], "Late", "On this tablet")

    assert page.evaluate(LOSE) > 0
    roster.mark(PERSON[3], "Late")
    roster.shows(PERSON[3], "Late", "On this tablet")
    expect(page.get_by_role("alert").filter(has_text="lost its storage")).to_have_count(0)
    page.goto(proxy.address + ELSEWHERE)
    found = page.evaluate(LOOK)
    assert "invented_later" in found["tables"]
    assert sorted(found["ops"]) == sorted(register[person] for person in PERSON[1:4])
    proxy.recover()
    page.goto(proxy.address)
    drained(page)
    assert marks_on_the_server(school) == {register[person]: "late" for person in PERSON[1:4]}
