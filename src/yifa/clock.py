"""The only place that asks what time it is.

Every other room receives the time as an argument or calls `now()` here, so that a test, a year
book or a training session can set it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

__all__ = ["ZONE", "at", "now", "today"]

ZONE = ZoneInfo("Asia/Shanghai")
"""Official time of the whole country; legal dates are dates in this zone."""

_set: ContextVar[datetime | None] = ContextVar("yifa_clock", default=None)


def now() -> datetime:
    """The present moment in official time (aware, Asia/Shanghai)."""
    return _set.get() or datetime.now(ZONE)


def today() -> date:
    """Today's date in official time."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Make `now()` answer `moment` (aware) inside the block; for tests, year books and training.

    >>> with at(datetime(2026, 9, 28, 16, 40, tzinfo=ZONE)):
    ...     today().isoformat()
    '2026-09-28'
    """
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
