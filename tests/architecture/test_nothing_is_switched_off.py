"""A test or a rule that is switched off says why."""

import re

from support import tree

SWITCHED_OFF = re.compile(
    r"""pytest\.mark\.(skip|xfail)\b(?!.*reason=)
    |pytest\.skip\(\s*\)
    |\b(it|test|describe)\.(skip|only|todo)\b
    |\b(xit|xdescribe)\(
    |\#\s*type:\s*ignore\s*$
    |\#\s*noqa\s*$
    |biome-ignore\s+\S+:\s*$
    |@ts-ignore|@ts-nocheck""",
    re.VERBOSE,
)


def test_nothing_is_switched_off_without_a_reason() -> None:
    found = [
        f"{tree.name(file)}:{number}"
        for file in tree.texts(".py", ".ts", ".tsx")
        if file.name != "test_nothing_is_switched_off.py"
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if SWITCHED_OFF.search(line)
    ]
    assert not found
