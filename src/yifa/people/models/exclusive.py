"""Posts that no one may hold beside another: system, security and audit administration."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from yifa.errors import Reason, Refused, Text
from yifa.people.models.dated import overlapping
from yifa.people.vocabulary import vocabulary

if TYPE_CHECKING:
    from yifa.people.models.officer import Holding

__all__ = ["check_exclusive", "refuse_exclusive"]


def check_exclusive(kind: str, first: date, last: date | None, others: QuerySet[Holding]) -> None:
    """Raise `Refused` if holding a post of `kind` from `first` to `last` clashes with `others`.

    `others` are the holdings of the same person; only those that share a day with the new one count.
    """
    held = others.filter(overlapping(first, last)).values_list("post__kind", flat=True)
    refuse_exclusive(kind, held)


def refuse_exclusive(kind: str, held: Iterable[str]) -> None:
    """Raise `Refused` if a post of `kind` excludes, or is excluded by, one of the kinds `held`."""
    words = vocabulary()
    post = words.post(kind)
    for other in (words.post(name) for name in held):
        if post.excludes_kind(other.key) or other.excludes_kind(post.key):
            ground = post.ground if post.excludes else other.ground
            text = Text(
                f"{post.title.zh}与{other.title.zh}不得由同一人担任。",
                f"{post.title.en} and {other.title.en} may not be the same person.",
            )
            raise Refused("posts_exclude", text, ground, reasons=(Reason("posts_exclude", text, ground),))
