"""Moments as the tables of this room keep them: text that sorts as time does."""

from __future__ import annotations

from datetime import datetime

from yifa import clock

__all__ = ["stamp"]


def stamp(moment: datetime) -> str:
    """`moment` (aware) in official time, with microseconds; raises `ValueError` for a naive one.

    >>> stamp(datetime(2026, 9, 28, 16, 40, tzinfo=clock.ZONE))
    '2026-09-28T16:40:00.000000+08:00'
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(clock.ZONE).isoformat(timespec="microseconds")
