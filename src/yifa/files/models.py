"""The receipts of files: which bytes came in, and when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = ["StoredFile"]


class StoredFile(models.Model):
    """One receipt of one file. The same bytes received twice have two receipts and one hash.

    `size` is in bytes, `kind` a key of `KINDS`; `name_ref` refers to the name in the vault, or is
    empty for a file the system made itself; `received_at` is aware.
    """

    hash = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    name_ref = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        """Found by hash; no file is empty."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["hash"], name="file_hash")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_not_empty"),
        ]

    def __str__(self) -> str:
        """Kind and the start of the hash: enough for a log, and nothing personal."""
        return f"{self.kind} {self.hash[:12]}"
