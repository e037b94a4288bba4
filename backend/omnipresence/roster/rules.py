"""Decisions on groups and identifiers, on plain values."""

import unicodedata
from collections.abc import Mapping

from omnipresence.base.values import BadValue


def closes_cycle(parents: Mapping[int, int | None], group_id: int, parent_id: int | None) -> bool:
    """Whether `group_id` would become its own ancestor under `parent_id`. `parents` is the tree as it stands."""
    above = parent_id
    seen = set()
    while above is not None and above not in seen:
        if above == group_id:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def comparable(text: str) -> str:
    """Equal for what MariaDB's unique key takes for equal: case, accents and spaces at the end do not tell apart."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character)).rstrip()


def range_labels(first: str, last: str, step: int, most: int) -> list[str]:
    """What counts from `first` to `last`: digits keep the width of `first`, letters go A, B, ... Z, AA.

    Raises BadValue for ends of two kinds, an end before the beginning, or more than `most`.
    """
    if first.isdigit() != last.isdigit() or first.islower() != last.islower():
        raise BadValue("order", "Both ends must be digits, or letters of one case.")
    start, end = (int(first), int(last)) if first.isdigit() else (_letters_value(first), _letters_value(last))
    if end < start:
        raise BadValue("order", "The end is before the beginning.")
    if (end - start) // step + 1 > most:
        raise BadValue("range", f"These are more than {most}.")
    numbers = range(start, end + 1, step)
    if first.isdigit():
        return [str(number).zfill(len(first)) for number in numbers]
    labels = [_letters(number) for number in numbers]
    return [label.lower() for label in labels] if first.islower() else labels


def _letters_value(letters: str) -> int:
    value = 0
    for letter in letters.upper():
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def _letters(value: int) -> str:
    letters = ""
    while value:
        value, rest = divmod(value - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
