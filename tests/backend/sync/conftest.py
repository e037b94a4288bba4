"""A school and two tablets for every test of this room."""

import pytest

from support.cast import School
from support.tablets import Tablet


@pytest.fixture
def school(db: None) -> School:
    return School()


@pytest.fixture
def mina(school: School) -> Tablet:
    return Tablet(school, school.mina, name="Gate")


@pytest.fixture
def tariq(school: School) -> Tablet:
    return Tablet(school, school.tariq, name="Hall")
