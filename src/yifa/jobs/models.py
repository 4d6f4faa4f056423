"""The tables of jobs and of messages to the outside, for reading; written by SQL in `queue` and `outbox`.

Times are ISO text in official time with microseconds, which sorts as time does, on either database.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = ["Job", "Outbox"]


class Job(models.Model):
    """One piece of work. `state` is waiting, leased, done or dead; `period` in seconds, 0 if it runs once.

    `key` makes a job unique as long as its row stands; `lease` names who holds it, and changes with
    every claim, so that only the present holder can finish it.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160, null=True)  # many jobs have none
    payload = models.TextField()
    state = models.CharField(max_length=8)
    run_at = models.CharField(max_length=32)
    period = models.IntegerField()
    attempts = models.IntegerField()
    lease = models.CharField(max_length=32)
    leased_until = models.CharField(max_length=32)
    created = models.CharField(max_length=32)
    finished = models.CharField(max_length=32)
    error = models.TextField()

    class Meta:
        """A key is used once; what is due is found in order of time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key"], name="job_key_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run_at", "id"], name="job_due", condition=models.Q(state="waiting")),
            models.Index(fields=["leased_until"], name="job_leased", condition=models.Q(state="leased")),
        ]


class Outbox(models.Model):
    """One message to the outside; `sent` is empty until the outside has taken it."""

    topic = models.CharField(max_length=120)
    body = models.TextField()
    created = models.CharField(max_length=32)
    sent = models.CharField(max_length=32)

    class Meta:
        """Unsent messages are found in order."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], name="outbox_unsent", condition=models.Q(sent="")),
        ]
