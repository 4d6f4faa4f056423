"""Document and case numbers: one series per body, kind and year, without gaps, never used twice.

`{body}` is the body's short name (机关代字), `{year}` the year of the legal date, `{seq}` the next of
the series (GB/T 9704, 7.2.5: year in full in 〔〕, no leading zero). In training the number is marked
and taken from a series of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from yifa.people.models import Body

from .store import allot

__all__ = ["number_for"]


@lru_cache(maxsize=1024)
def _short_name(body_id: int) -> str:
    return str(Body.objects.values_list("short_name", flat=True).get(pk=body_id))


def number_for(cursor: Any, body_id: int, series: str, at: str, training: bool) -> str:
    """The next number of `series` (a pattern such as `{body}罚决〔{year}〕{seq}号`) for an act at `at`."""
    kind = f"训练·{series}" if training else series
    year = int(at[:4])
    number = series.format(body=_short_name(body_id), year=year, seq=allot(cursor, body_id, kind, year))
    return f"训练·{number}" if training else number
