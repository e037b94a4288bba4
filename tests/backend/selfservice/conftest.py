"""A link to check in, and one to register."""

from typing import Any

import pytest

from support.api import Api
from support.cast import School
from support.links import check_in_link, registration_link


@pytest.fixture
def check_in(school: School, olga: Api) -> dict[str, Any]:
    """To the lesson of now, without a code."""
    return check_in_link(olga, school, requires_code=False)


@pytest.fixture
def registration(school: School, olga: Api) -> dict[str, Any]:
    """With the class."""
    return registration_link(olga, group=school.group.pk)
