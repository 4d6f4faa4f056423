"""Receipts: which case came by which channel, and how whoever reported it may follow it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

__all__ = ["Receipt"]


class Receipt(models.Model):
    """One matter received. `code` is a keyed digest of the word given to the reporter, never the word itself.

    `reference` is the number at the source (a hotline's order), which comes in once only; `origin` a digest of
    where a public report came from that changes daily, kept to stop floods and nothing else; `wrong` counts
    codes tried in vain since `wrong_at`.
    """

    case_id = models.BigIntegerField(unique=True)
    channel = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    code = models.CharField(max_length=64)
    origin = models.CharField(max_length=64)
    at = models.CharField(max_length=32)
    wrong = models.IntegerField(default=0)
    wrong_at = models.CharField(max_length=32, default="")

    class Meta:
        """A number at the source is received once by a channel; floods are counted by origin and time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["channel", "reference"], name="reference_once", condition=~Q(reference="")
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["origin", "at"], name="receipt_origin")]
