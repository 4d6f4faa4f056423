"""The vault's two tables. All use goes through `yifa.people.vault`."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from yifa.people.models.officer import Officer

__all__ = ["VaultItem", "ViewLog"]


class VaultItem(models.Model):
    """One personal value, sealed. Erased by law, it loses bytes, nonce and salt and keeps its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=64)
    purpose = models.CharField(max_length=64)
    ciphertext = models.BinaryField()
    nonce = models.BinaryField()
    salt = models.BinaryField()
    key_id = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    erasure_ground = models.CharField(max_length=200, blank=True)

    class Meta:
        """Found by subject; erased only with a ground."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner_kind", "subject"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(erased_at=None, erasure_ground="")
                | (Q(erased_at__isnull=False) & ~Q(erasure_ground="")),
                name="vault_erased_with_ground",
            ),
        ]

    def __str__(self) -> str:
        """The reference; never the value."""
        return str(self.id)


class ViewLog(models.Model):
    """Who opened which item, when, and why. The value itself is never written here.

    Without an officer, it was shown to the party it is addressed to.
    """

    item = models.ForeignKey(VaultItem, models.PROTECT, related_name="views")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=200)

    class Meta:
        """Found by officer and time; a view without a reason cannot be logged."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["officer", "at"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(why=""), name="view_with_reason")
        ]

    def __str__(self) -> str:
        """Item and officer."""
        return f"{self.item_id} ← {self.officer_id}"
