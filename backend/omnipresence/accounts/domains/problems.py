"""Refusals about domains."""

from omnipresence.base.problems import Problem


class DomainExists(Problem):
    status = 409
    code = "domain-exists"
    title = "There is a domain with that code already."


class DomainIsShipped(Problem):
    status = 409
    code = "domain-is-shipped"
    title = "This domain ships with the product; define one of your own instead."


class DomainInUse(Problem):
    status = 409
    code = "domain-in-use"
    title = "The organization works with this domain; apply another one first."
