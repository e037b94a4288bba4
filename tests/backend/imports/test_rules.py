"""What columns hold and rows say."""

from datetime import date

import pytest

from omnipresence.base.values import BadValue
from omnipresence.imports.rules import guess_fields, read_day, read_flag, read_person, split_name, split_path
from omnipresence.imports.selectors import header_terms

GUESSES = {
    "Student No;First name;Surname;Date of birth;Class": "identifier first_name last_name date_of_birth group",
    "ID,Name,DOB,Room": "identifier full_name date_of_birth group",
    "Schülernummer|Vorname|Nachname|Klasse|Bemerkung": "identifier first_name last_name group -",
    "Matricule;Prénom;Nom;Date de naissance": "identifier first_name last_name date_of_birth",
    "GuestID,GuestName,RoomNumber": "identifier full_name -",
    "Badge,Full Name,Track,Workshop": "identifier full_name group group",
    "name,first name,last name,id": "- first_name last_name identifier",
    "External reference,Employee number,Given names,Active": "external_id identifier first_name is_active",
    "Colour;Size": "- -",
}


@pytest.mark.parametrize("header", GUESSES)
def test_columns_are_guessed_by_their_headers(header: str) -> None:
    separator = next(one for one in ";,|" if one in header)
    guessed = guess_fields(header.split(separator), header_terms())
    assert " ".join(name or "-" for name in guessed) == GUESSES[header]


def test_days_in_the_forms_of_spreadsheets() -> None:
    for text in ("2014-03-04", "2014/3/4", "04.03.2014", "4/3/2014"):
        assert read_day(text, day_first=True) == date(2014, 3, 4), text
    assert read_day("3/4/2014", day_first=False) == date(2014, 3, 4)
    for text in ("31.02.2014", "4.3.14", "41702", "yesterday", "2014-3", "0001-01-01"):
        with pytest.raises(BadValue):
            read_day(text, day_first=True)


def test_names_flags_and_paths() -> None:
    assert split_name("Lovelace, Ada") == ("Ada", "Lovelace")
    assert split_name("Ada King Lovelace") == ("Ada King", "Lovelace")
    assert split_name("Pelé") == ("Pelé", "")
    assert [read_flag(text) for text in ("Yes", "x", "0", "nein")] == [True, True, False, False]
    assert split_path("School > Year 1 / 1A") == ("School", "Year 1", "1A")
    assert split_path("10/2") == ("10/2",)


def test_a_row_sets_what_it_says_and_names_every_wrong_cell() -> None:
    fields = ["identifier", "first_name", "date_of_birth", "group", "extra:house", None]
    reading = read_person(["7", "Ada", "nonsense", "1A; Choir", "Red", "left out"], fields, day_first=True)
    assert reading.values == {"identifier": "7", "first_name": "Ada"}
    assert reading.extra == {"house": "Red"}
    assert reading.groups == [(3, "1A"), (3, "Choir")]
    assert [(error.column, error.code) for error in reading.errors] == [(2, "format")]
    empty = read_person(["", "x" * 101], fields, day_first=True)
    assert [(error.column, error.code) for error in empty.errors] == [(1, "max_length"), (0, "blank")]
