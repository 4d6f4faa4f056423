"""Bodies, their offices, and the posts in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from yifa.people.models.dated import dates_in_order
from yifa.people.vocabulary import vocabulary
from yifa.places.models import Division

__all__ = ["Body", "Office", "Post"]


class Body(models.Model):
    """An organ, an outpost of one, an entrusted unit or a committee: in whose name acts are done.

    `short_name` is the 机关代字 that stands in document numbers. `kind` and each of `capacities` are
    words of `law/registers/posts.yaml`; `capacities` lists in what capacity the body may decide.
    """

    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=32)
    capacities = models.JSONField(default=list)
    division = models.ForeignKey(Division, models.PROTECT, related_name="bodies")
    credit_code = models.CharField(max_length=18, blank=True)
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        """Dates in order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [dates_in_order("body_dates")]

    def __str__(self) -> str:
        """The full name."""
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it; raises `BadInput` for a word that the law folder does not know."""
        words = vocabulary()
        words.body(self.kind)
        for capacity in self.capacities:
            words.capacity(capacity)
        super().save(*args, **kwargs)


class Office(models.Model):
    """A section, brigade or centre of a body; dissolved on its last day, with a successor."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="offices")
    name = models.CharField(max_length=100)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta:
        """One office of a name per body and first day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["body", "name", "valid_from"], name="office_once"),
            dates_in_order("office_dates"),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Post(models.Model):
    """A post in a body, perhaps in one of its offices, for a division (a grid worker's grid, say).

    `kind` is a word of `law/registers/posts.yaml`; `title` is what the body itself calls the post.
    """

    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=100, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="posts")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="posts")
    division = models.ForeignKey(Division, models.PROTECT, related_name="posts")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        """Dates in order; found by body and kind."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["body", "kind"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [dates_in_order("post_dates")]

    def __str__(self) -> str:
        """The kind, and what the body calls it."""
        return f"{self.title or self.kind} ({self.kind})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it; raises `BadInput` for a word that the law folder does not know."""
        vocabulary().post(self.kind)
        super().save(*args, **kwargs)
