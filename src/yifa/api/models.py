"""What the interface itself keeps: the answers of requests that carried an idempotency key."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yifa.people.models import Token

__all__ = ["KeptAnswer"]


class KeptAnswer(models.Model):
    """The answer given to a token's request with this key; written in the transaction of the act itself."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        """One answer per token and key."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["token", "key"], name="answer_once")
        ]

    def __str__(self) -> str:
        """The key."""
        return self.key
