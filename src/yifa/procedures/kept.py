"""What is read from the law folder once for a law, and kept as long as that law is the one at hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from .law import Law

__all__ = ["once_a_law"]

T = TypeVar("T")


def once_a_law(read: Callable[[Law], T]) -> Callable[[Law], T]:
    """`read`, asked once for the law at hand; of an earlier law nothing is kept.

    The law itself is kept beside what was read of it, so that its `id` is no other law's.
    """
    kept: dict[int, tuple[Law, T]] = {}

    @wraps(read)
    def once(law: Law) -> T:
        if id(law) not in kept:
            found = read(law)
            kept.clear()
            kept[id(law)] = law, found
        return kept[id(law)][1]

    return once
