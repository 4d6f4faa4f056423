"""Parties: the people and organisations a case is about."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

__all__ = ["Party"]


class Party(models.Model):
    """A person, an organisation or an individual business, known to the work by a mask.

    The identity itself is the vault item `identity` (a reference without a foreign key, as the item may
    be erased by law). `identity_key` is a keyed hash of the identity number, empty where there is none:
    it answers whether two parties are the same without opening the vault.
    """

    class Kind(models.TextChoices):
        """What a party can be; an individual business is its own kind, as local rules differ on it."""

        PERSON = "person", "自然人"
        ORGANISATION = "organisation", "法人或者其他组织"
        INDIVIDUAL_BUSINESS = "individual_business", "个体工商户"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    identity = models.UUIDField(unique=True)
    identity_key = models.CharField(max_length=80, blank=True)
    mask = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    class Meta:
        """Found by identity key."""

        verbose_name_plural = "parties"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["identity_key"])]

    def __str__(self) -> str:
        """The mask; never the name."""
        return self.mask
