"""Reads of this room."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from django.db.models import Count

from omnipresence.accounts.domains.selectors import find_definition
from omnipresence.accounts.selectors import get_organization
from omnipresence.base.problems import found
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.imports.models import Import, ImportPart, ImportRow
from omnipresence.imports.rules import own_terms, plain_words

HEADERS = Path(__file__).parent / "data" / "headers.json"


def imports(organization_id: int) -> TenantQuerySet[Import]:
    """All imports of an organization."""
    return Import.objects.for_organization(organization_id)


def get_import(organization_id: int, import_id: int) -> Import:
    """One import; raises NotFound."""
    return found(imports(organization_id).filter(pk=import_id).first())


def import_rows(organization_id: int, import_id: int) -> TenantQuerySet[ImportRow]:
    """The rows of an import."""
    return ImportRow.objects.for_organization(organization_id).filter(parent_id=import_id)


def parts(organization_id: int, import_id: int) -> TenantQuerySet[ImportPart]:
    """The pieces of the file, in order."""
    return ImportPart.objects.for_organization(organization_id).filter(parent_id=import_id).order_by("number")


def rows_in_order(organization_id: int, import_id: int, size: int) -> Iterator[list[ImportRow]]:
    """All rows of an import by their numbers, in lists of at most `size`: one statement each."""
    last = 0
    while rows := list(
        import_rows(organization_id, import_id).filter(number__gt=last).order_by("number")[:size],
    ):
        yield rows
        last = rows[-1].number


def count_fates(organization_id: int, import_id: int) -> dict[str, int]:
    """How many rows have each fate."""
    counted = import_rows(organization_id, import_id).order_by().values_list("fate").annotate(Count("id"))
    return dict(counted)


def terms_of(organization_id: int) -> Mapping[str, Sequence[str]]:
    """The words by which an organization's columns are recognised: its own first, then those that everybody has."""
    code = get_organization(organization_id).domain_type
    domain = find_definition(organization_id, code) or {}
    own = own_terms(domain.get("terminology", {}), domain.get("group_types", []))
    return {name: [*own.get(name, []), *terms] for name, terms in header_terms().items()}


@cache
def header_terms() -> Mapping[str, Sequence[str]]:
    """The words by which columns are recognised, in several languages and from all domains."""
    return {name: [plain_words(term) for term in terms] for name, terms in json.loads(HEADERS.read_text()).items()}
