"""The record of administration: what was changed in the register of people, by whom, when, on what ground."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yifa.people.models.body import Body, Office
from yifa.people.models.officer import Officer

__all__ = ["AdminRecord"]


class AdminRecord(models.Model):
    """One change of administration. Never updated, never deleted: triggers refuse it (migration 0005).

    `change` is a word of `yifa.people.administration.CHANGES`; `officer`, `office` and `body` say whom or what
    it concerns. Without `by` it was done at the command line; `by_name` then names the account of the machine.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=100)
    change = models.CharField(max_length=24)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="admin_records")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(default=dict)
    ground = models.CharField(max_length=200)

    class Meta:
        """Found by officer, newest first; nothing without a ground and a name."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["officer", "at"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(ground="") & ~Q(by_name=""), name="admin_record_grounded")
        ]

    def __str__(self) -> str:
        """What was done to whom."""
        return f"{self.change} {self.officer_id or self.office_id or self.body_id}"
