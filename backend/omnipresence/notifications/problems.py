"""Refusals of this room."""

from omnipresence.base.problems import Problem


class NotificationRuleExists(Problem):
    status = 409
    code = "notification-rule-exists"
    title = "There is a rule for this already; change that one."
