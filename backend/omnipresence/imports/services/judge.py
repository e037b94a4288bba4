"""The fate of rows, against the roster as it stands: the same for a dry run and, under the counter, for the writing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from omnipresence.base.inputs import MAX_DATA_BYTES, MAX_DATA_KEYS
from omnipresence.imports.models import Import, ImportRow
from omnipresence.imports.rules import CellError, Fate, Reading, fate_of, read_person, split_path
from omnipresence.roster import selectors as roster
from omnipresence.roster.models import Participant
from omnipresence.roster.rules import comparable
from omnipresence.roster.services.people import GroupPath, groups_of_people, people_by_identifier


@dataclass(slots=True)
class Verdict:
    """A row's fate; for whom it is, what it sets and which groups they join; `paths` are groups still to be made."""

    row: ImportRow
    fate: Fate
    errors: list[CellError]
    person: Participant | None
    values: dict[str, Any]
    groups: set[int]
    paths: set[GroupPath]


class Groups:
    """The organization's groups by what files call them."""

    def __init__(self, organization_id: int, *, create: bool) -> None:
        self.create = create
        rows = list(roster.groups(organization_id).values_list("pk", "parent_id", "name", "is_active"))
        self.active = {pk for pk, _, _, is_active in rows if is_active}
        parents = {pk: parent for pk, parent, _, _ in rows}
        names = {pk: comparable(name) for pk, _, name, _ in rows}
        self.by_path: dict[GroupPath, list[int]] = {}
        for pk in names:
            # Each group by its name alone, with its parent's, and so on up to the top of the tree.
            path: GroupPath = ()
            above: int | None = pk
            while above is not None:
                path = (names[above], *path)
                self.by_path.setdefault(path, []).append(pk)
                above = parents[above]

    def find(self, text: str) -> int | GroupPath | CellError:
        """The one group of this name or path; the path of one to be made; or what is wrong, without its column."""
        path = split_path(text)
        whole = self.by_path.get((comparable(text),))
        found = whole or self.by_path.get(tuple(comparable(part) for part in path), [])
        active = [pk for pk in found if pk in self.active]
        if len(active) == 1:
            return active[0]
        if active:
            return CellError(
                None, "ambiguous_group", f'Several groups are called "{text}"; write the path from the top.'
            )
        if found:
            return CellError(None, "group_inactive", f'The group "{text}" is deactivated.')
        if self.create and path and all(len(part) <= 255 for part in path):
            return path
        return CellError(None, "unknown_group", f'There is no group "{text}".')


class Judge:
    """Judges rows of one import, in their order."""

    def __init__(self, row: Import) -> None:
        self.organization_id = row.organization_id
        self.fields = [column["field"] for column in row.columns]
        self.day_first = bool(row.options.get("day_first", True))
        self.groups = Groups(row.organization_id, create=bool(row.options.get("create_groups")))

    def judge(self, rows: Sequence[ImportRow], seen: dict[str, int] | None = None) -> list[Verdict]:
        """A verdict for each row, with three statements. `seen` collects identifiers of the whole file by row number;
        where it is given, an identifier that comes again is an error."""
        readings = [read_person(row.cells, self.fields, day_first=self.day_first) for row in rows]
        if seen is not None:
            for row, reading in zip(rows, readings, strict=True):
                self._note_repeat(seen, row, reading)
        wanted = {reading.values["identifier"] for reading in readings if "identifier" in reading.values}
        people = {
            comparable(person.identifier): person for person in people_by_identifier(self.organization_id, wanted)
        }
        joined = groups_of_people(self.organization_id, [person.pk for person in people.values()])
        return [
            self._verdict(row, reading, people.get(comparable(reading.values.get("identifier", ""))), joined)
            for row, reading in zip(rows, readings, strict=True)
        ]

    def remember(self, rows: Sequence[ImportRow], seen: dict[str, int]) -> None:
        """Collect the identifiers of rows that were judged before."""
        for row in rows:
            self._note_repeat(seen, row, read_person(row.cells, self.fields, day_first=self.day_first))

    def _note_repeat(self, seen: dict[str, int], row: ImportRow, reading: Reading) -> None:
        identifier = reading.values.get("identifier")
        if identifier is None:
            return
        first = seen.setdefault(comparable(identifier), row.number)
        if first != row.number:
            detail = f"Row {first} has the same identifier."
            reading.errors.append(CellError(self.fields.index("identifier"), "duplicate_in_file", detail))

    def _verdict(
        self, row: ImportRow, reading: Reading, person: Participant | None, joined: Mapping[int, set[int]]
    ) -> Verdict:
        groups, paths = self._resolve(reading)
        values = dict(reading.values)
        if reading.extra:
            values["extra_data"] = {**(person.extra_data if person else {}), **reading.extra}
            if len(values["extra_data"]) > MAX_DATA_KEYS or len(json.dumps(values["extra_data"])) > MAX_DATA_BYTES:
                reading.errors.append(CellError(None, "max_length", "The extra data of this person is too much."))
        if person is not None:
            # The identifier found them; its spelling stays.
            del values["identifier"]
            values = {name: value for name, value in values.items() if getattr(person, name) != value}
            groups -= joined.get(person.pk, set())
        elif "first_name" not in values and not any(error.code == "blank" for error in reading.errors):
            reading.errors.append(CellError(None, "required", "A new participant needs a first name."))
        fate = fate_of(reading, exists=person is not None, sets=bool(values), joins=bool(groups or paths))
        return Verdict(row, fate, reading.errors, person, values, groups, paths)

    def _resolve(self, reading: Reading) -> tuple[set[int], set[GroupPath]]:
        groups, paths = set(), set()
        for column, text in reading.groups:
            found = self.groups.find(text)
            if isinstance(found, CellError):
                reading.errors.append(CellError(column, found.code, found.detail))
            elif isinstance(found, int):
                groups.add(found)
            else:
                paths.add(found)
        return groups, paths
