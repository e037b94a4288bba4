"""What a screen is to people who hear it, enlarge it, or asked for less motion: in words, none when all is well."""

from typing import Any

from playwright.sync_api import Page

from support.screens import LYING, LYING_PHONE, PHONE, STANDING

CONTROLS = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch"}
NAMED = CONTROLS | {"dialog", "region"}
NORMAL = 16
# With how many times the usual letters.
SIZES = ((PHONE, 1), (LYING_PHONE, 1), (PHONE, 2), (STANDING, 2), (LYING, 2))

# Wider than the window, a control whose own words do not fit into it, or a box that scrolls and has neither a name nor
# anything in it for the keyboard.
CLIPPED = """() => {
  const found = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth + 1) {
    const wide = [...document.querySelectorAll('header *, main *, dialog *')]
      .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
      .map((one) => one.outerHTML.slice(0, 80))
    found.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}: ${wide.slice(0, 3)}`)
  }
  const controls = document.querySelectorAll('button, a.button, h1, h2, h3, label, legend, summary')
  for (const one of controls) {
    const box = one.getBoundingClientRect()
    const style = getComputedStyle(one)
    if (box.width < 2 || style.clipPath !== 'none' || !one.checkVisibility()) continue
    const scrolls = (axis) => ['auto', 'scroll'].includes(style[axis])
    if (style.overflowX !== 'visible' && !scrolls('overflowX') && one.scrollWidth > one.clientWidth + 2)
      found.push(`cut off: ${one.outerHTML.slice(0, 100)}`)
    if (style.overflowX === 'visible' && one.scrollWidth > one.clientWidth + 8 && one.clientWidth > 0)
      found.push(`runs out of its box: ${one.outerHTML.slice(0, 100)}`)
  }
  for (const one of document.querySelectorAll('main *, dialog *')) {
    if (one.scrollWidth <= one.clientWidth + 1 || !one.checkVisibility()) continue
    if (!['auto', 'scroll'].includes(getComputedStyle(one).overflowX)) continue
    const named = one.ariaLabel ?? one.getAttribute('aria-labelledby')
    const reached = one.tabIndex >= 0 ? named : one.querySelector('a, button, input')
    if (!reached) found.push(`scrolls out of reach: ${one.outerHTML.slice(0, 100)}`)
  }
  return found
}"""

# A line to type into, in a dialog, that belongs to no form: Enter does nothing there.
DEAF = """() => {
  const lines = document.querySelectorAll('dialog[open] input')
  const typed = (one) => !['search', 'checkbox', 'radio', 'file'].includes(one.type)
  return [...lines].filter(typed).filter((one) => one.checkVisibility() && !one.form?.querySelector('[type=submit]'))
    .map((one) => `Enter does nothing: ${one.outerHTML.slice(0, 100)}`)
}"""

HEADINGS = """() => {
  const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  return [...top.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((one) => one.checkVisibility())
    .map((one) => [Number(one.tagName[1]), one.textContent])
}"""


# How far from its middle a finger may land: what lies around a control is its own as well where the style says so.
SMALL = """(least) => {
  const found = []
  const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  for (const one of top.querySelectorAll('button, a, select, input, textarea, summary')) {
    const label = one.closest('label')
    const places = []
    for (let at = one; at; at = at.parentElement) places.push([at, at.scrollLeft, at.scrollTop])
    // What stays in its place, and the edge of the screen, cover what could be scrolled to.
    one.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
    const back = () => places.forEach(([at, x, y]) => at.scrollTo({ left: x, top: y, behavior: 'instant' }))
    const mine = (x, y) => {
      const hit = document.elementFromPoint(x, y)
      return hit !== null && (one.contains(hit) || label?.contains(hit))
    }
    const { left, right, top, bottom } = one.getBoundingClientRect()
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    if (one.checkVisibility() && [[x, top + 2], [x, bottom - 2], [x, y]].every(([x, y]) => mine(x, y))) {
      const reach = (dx, dy) => {
        let far = 0
        while (far < least && mine(x + dx * (far + 1), y + dy * (far + 1))) far += 1
        return far
      }
      const [wide, high] = [reach(1, 0) + reach(-1, 0), reach(0, 1) + reach(0, -1)]
      if (wide < least - 1 || high < least - 1) found.push(`${wide} x ${high}: ${one.outerHTML.slice(0, 100)}`)
    }
    back()
  }
  return found
}"""
GLOVES = 48

# In the top bar, whole and over everything, wherever the page is scrolled to.
STATUS = """() => {
  const place = scrollY
  scrollTo(0, document.documentElement.scrollHeight)
  const pill = document.querySelector('.status-pill')
  const box = pill?.getBoundingClientRect()
  const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  scrollTo(0, place)
  return pill?.contains(hit) && pill.innerText.trim() !== ''
}"""


def small(page: Page) -> list[str]:
    """Controls that a finger in a glove misses: targets under 48 pixels, counted from where it may land."""
    return [f"too small, {one}" for one in page.evaluate(SMALL, GLOVES)]


def silent(page: Page) -> list[str]:
    """Whether somebody at work would have to look for what is not on the server yet."""
    covered = page.locator("dialog[open], :popover-open").count()
    if covered or not page.locator(".shell").count() or page.evaluate(STATUS):
        return []
    return ["does not say at a glance what is not yet on the server"]


def spoken(page: Page) -> list[str]:
    """From the browser's accessibility tree: what has no name, headings out of order, no live regions; deaf fields."""
    line = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = line.send("Accessibility.getFullAXTree")["nodes"]
    line.detach()
    found = []
    for node in nodes:
        role, name = node.get("role", {}).get("value"), node.get("name", {}).get("value", "")
        if not node.get("ignored") and role in NAMED and not str(name).strip():
            found.append(f"{role} without a name: {node.get('properties', '')}"[:200])
    found += _headings(page)
    found += page.evaluate(DEAF)
    # Guests' pages change as a whole, and move the focus to their heading.
    for live in ("status", "alert") if page.locator(".shell, .signin").count() else ():
        if not page.locator(f"[role={live}]").count():
            found.append(f"nothing speaks as {live}")
    return found


def _headings(page: Page) -> list[str]:
    levels: list[tuple[int, str]] = page.evaluate(HEADINGS)
    found = [f"heading without words, level {level}" for level, words in levels if not words.strip()]
    for (before, _), (level, words) in zip(levels, levels[1:], strict=False):
        if level > before + 1:
            found.append(f"“{words}” has level {level} after {before}")
    return found


def cramped(page: Page) -> list[str]:
    """What does not fit: as the screen is, on a phone held both ways, and with letters twice as large."""
    found = list(page.evaluate(CLIPPED))
    line = page.context.new_cdp_session(page)
    before = page.viewport_size or LYING
    for size, times in SIZES:
        # The browser's own setting, which the conditions of the style sheets follow too.
        line.send("Page.setFontSizes", {"fontSizes": {"standard": times * NORMAL, "fixed": times * NORMAL}})
        page.set_viewport_size(size)
        where = f"{size['width']} x {size['height']}, text {times}00 %"
        found += [f"{where}: {one}" for one in page.evaluate(CLIPPED)]
    line.send("Page.setFontSizes", {"fontSizes": {"standard": NORMAL, "fixed": NORMAL}})
    line.detach()
    page.set_viewport_size(before)
    return found


# What waits and then appears at once does not move.
RUNNING = """() => document.getAnimations().filter(one => one.effect.getComputedTiming().duration > 0)
  .map(one => one.effect.target?.outerHTML?.slice(0, 100) ?? 'something')"""


def moving(page: Page) -> list[str]:
    """What still moves for somebody who asked for less motion."""
    return [f"moves: {one}" for one in page.evaluate(RUNNING)]
