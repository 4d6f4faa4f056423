"""Patterns of procedure families: `*`, `area.*` or `area.name`.

A permission hangs on the family and never on a version of a procedure. Patterns have these three
forms only, so that they mean the same in Python and in the databases, and so that two patterns
always meet in one pattern or in none.
"""

from __future__ import annotations

import re

__all__ = ["is_pattern", "matches", "meet"]

_PATTERN = re.compile(r"\*|[a-z][a-z0-9_]*\.(\*|[a-z][a-z0-9_]*)", re.ASCII)


def is_pattern(pattern: object) -> bool:
    """Whether this is one of the three forms.

    >>> [is_pattern(p) for p in ("*", "penalty.*", "penalty.summary", "pen*", "penalty")]
    [True, True, True, False, False]
    """
    return isinstance(pattern, str) and _PATTERN.fullmatch(pattern) is not None


def matches(pattern: str, family: str) -> bool:
    """Whether `family` (a plain name) falls under `pattern`.

    >>> matches("penalty.*", "penalty.summary"), matches("penalty.*", "penalties.x")
    (True, False)
    """
    if pattern == "*":
        return True
    if pattern.endswith(".*"):
        return family.startswith(pattern[:-1])
    return family == pattern


def meet(one: str, other: str) -> str | None:
    """The pattern of what falls under both, or None if nothing does.

    >>> meet("penalty.*", "penalty.summary"), meet("*", "grid.*"), meet("grid.*", "penalty.*")
    ('penalty.summary', 'grid.*', None)
    """
    if matches(one, other):
        return other
    return one if matches(other, one) else None
