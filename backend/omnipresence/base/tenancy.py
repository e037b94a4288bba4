"""Tenants apart: a query that does not name its organization does not run."""

from typing import Any, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class UnscopedQuery(RuntimeError):
    """A query on tenant data that names no organization: a defect of the code, never a user's mistake."""


class TenantQuerySet(models.QuerySet[M]):
    """Rows of one organization.

    Start with `for_organization(id)`. Everything that would reach the database before that raises UnscopedQuery:
    a forgotten scope is then a failing test and an error 500, not another school's list of pupils.
    """

    _scoped = False

    def for_organization(self, organization_id: int) -> Self:
        """Only the rows of this organization."""
        scoped = self.filter(organization_id=organization_id)
        scoped._scoped = True
        return scoped

    def across_organizations(self, reason: str) -> Self:
        """Rows of all organizations, for the few places that have no caller yet (sign-in) or serve the operator."""
        if not reason:
            raise UnscopedQuery("across_organizations needs a reason")
        unbound = self.all()
        unbound._scoped = True
        return unbound

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scoped = self._scoped
        return clone

    def _demand_scope(self) -> None:
        if not self._scoped:
            raise UnscopedQuery(f"{self.model.__name__}: a query without for_organization()")

    def _fetch_all(self) -> None:
        self._demand_scope()
        super()._fetch_all()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        # A subquery inside another query.
        self._demand_scope()
        return super().resolve_expression(*args, **kwargs)

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._demand_scope()
        return super().iterator(*args, **kwargs)

    def aggregate(self, *args: Any, **kwargs: Any) -> Any:
        self._demand_scope()
        return super().aggregate(*args, **kwargs)

    def count(self) -> int:
        self._demand_scope()
        return super().count()

    def exists(self) -> bool:
        self._demand_scope()
        return super().exists()

    def explain(self, *args: Any, **kwargs: Any) -> str:
        self._demand_scope()
        return super().explain(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._demand_scope()
        return super().update(**kwargs)

    def delete(self) -> Any:
        self._demand_scope()
        return super().delete()


class TenantManager(models.Manager[M]):
    """The default manager of tenant data; `Model.objects.for_organization(id)` is the way in."""

    def get_queryset(self) -> TenantQuerySet[M]:
        return TenantQuerySet(self.model, using=self._db)

    def for_organization(self, organization_id: int) -> TenantQuerySet[M]:
        """Only the rows of this organization."""
        return self.get_queryset().for_organization(organization_id)

    def across_organizations(self, reason: str) -> TenantQuerySet[M]:
        """Rows of all organizations, with the reason why that is right."""
        return self.get_queryset().across_organizations(reason)
