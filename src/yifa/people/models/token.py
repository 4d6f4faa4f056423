"""Keys by which other systems act through the API."""

from __future__ import annotations

import uuid

from django.db import models

from yifa.people.models.officer import Officer

__all__ = ["Token"]


class Token(models.Model):
    """A key of an officer, narrowed to some actions and procedure families; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="tokens")
    purpose = models.CharField(max_length=100)
    hash = models.CharField(max_length=64)
    actions = models.JSONField()
    families = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """What it is for; never the key."""
        return self.purpose
