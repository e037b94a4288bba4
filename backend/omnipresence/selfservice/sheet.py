"""A link as a page to print: a QR code with what it is for in words."""

import io
import textwrap
from collections.abc import Sequence
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import segno

from omnipresence.selfservice.models import SelfServiceLink

LINE_LENGTH, MOST_LINES = 40, 8
CODE_SIZE, LINE_HEIGHT, MARGIN = 480, 36, 40
WIDTH = CODE_SIZE + 2 * MARGIN


def sheet(row: SelfServiceLink, address: str) -> str:
    """An SVG: no script, no style, no reference to anything else."""
    lines = [part for text in _words(row) for part in textwrap.wrap(_printable(text), LINE_LENGTH)][:MOST_LINES]
    return _svg(lines, address)


def _words(row: SelfServiceLink) -> list[str]:
    words = [row.organization.name]
    if row.session is not None:
        zone = ZoneInfo(row.organization.time_zone)
        start, end = row.session.scheduled_start_at.astimezone(zone), row.session.scheduled_end_at.astimezone(zone)
        words += [row.session.name, f"{start:%Y-%m-%d %H:%M} - {end:%H:%M}"]
    elif row.group is not None:
        words.append(row.group.name)
    return [*words, row.name]


def _svg(lines: Sequence[str], address: str) -> str:
    height = WIDTH + LINE_HEIGHT * len(lines)
    texts = [
        f'<text x="{WIDTH // 2}" y="{WIDTH + LINE_HEIGHT * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif"'
        f' font-size="24" text-anchor="middle"><rect width="{WIDTH}" height="{height}" fill="#fff"/>'
        f"{_code(address)}{''.join(texts)}</svg>\n"
    )


def _code(address: str) -> str:
    out = io.BytesIO()
    options = {"svgns": False, "xmldecl": False, "svgclass": None, "lineclass": None, "nl": False}
    # Level M stands a coffee stain; the quiet zone of four modules is what scanners want.
    segno.make(address, error="m", micro=False).save(out, kind="svg", omitsize=True, border=4, **options)
    place = f'<svg x="{MARGIN}" y="{MARGIN // 2}" width="{CODE_SIZE}" height="{CODE_SIZE}" '
    return out.getvalue().decode().replace("<svg ", place, 1)


def _printable(text: str) -> str:
    # XML has no way to write most control characters.
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
