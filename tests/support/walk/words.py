"""The app's sentences as a tablet in some language has them, found by their English, which stands in the code."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDS = Path(__file__).resolve().parents[3] / "pwa" / "src" / "base" / "words"
# Of the language that only proves that nothing was forgotten, letter by letter.
LATIN, LETTERS = "abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه"
ARABIC = str.maketrans(LATIN + LATIN.upper(), 2 * LETTERS)
DIGITS = {"bn": str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"), "ar-XB": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")}
PLACE = re.compile(r"\{(\w+)\}")
# Invisible marks around words that run the other way.
APART = "[\u2066-\u2069]*"


@dataclass(frozen=True, slots=True)
class Words:
    """`language` is one that ships, or `ar-XB`."""

    language: str = "en"

    def __call__(self, english: str, **values: str | int) -> re.Pattern[str]:
        """The whole of a name or text on the screen. Of sentences about numbers give the form for many."""
        parts = PLACE.split(catalogue()[english] if self.language == "bn" else english)
        told = [self._value(part, values) if at % 2 else _escaped(self._own(part)) for at, part in enumerate(parts)]
        return re.compile(rf"^\s*{APART}{''.join(told)}{APART}\s*$")

    def _value(self, place: str, values: Mapping[str, str | int]) -> str:
        value = values.get(place)
        if value is None:
            return terms()[place.lower()] if self.language == "bn" else self._own(place)
        if isinstance(value, int):
            return str(value).translate(DIGITS.get(self.language, {}))
        return f"{APART}{_escaped(value)}{APART}"

    def _own(self, english: str) -> str:
        return english.translate(ARABIC) if self.language == "ar-XB" else english


def _escaped(words: str) -> str:
    # A stroke ends the pattern where the browser's side reads it.
    return re.escape(words).replace("/", r"\/")


@cache
def catalogue() -> dict[str, str]:
    """Bangla; of several forms the one for many."""
    rows = [json.loads(file.read_text("utf-8")) for file in sorted((WORDS / "bn").glob("*.json"))]
    return {key: say if isinstance(say, str) else say["other"] for room in rows for key, say in room.items()}


@cache
def terms() -> dict[str, str]:
    """What Bangla calls people and times where an organization has no words of its own."""
    own = (WORDS / "bangla.ts").read_text("utf-8").split("TERMS: Terms = {")[1].split("}")[0]
    return dict(re.findall(r"(\w+): '([^']+)'", own))
