"""Document and case numbers: one series per organ, kind and year, without gaps, never used twice.

`{body}` is the organ's short name (机关代字), `{year}` the year of the legal date, `{seq}` the next of
the series (GB/T 9704, 7.2.5: year in full in 〔〕, no leading zero). In training the number is marked
and taken from a series of its own. An entrusted body acts in the name of the organ that entrusted it
(行政处罚法/20): its numbers are that organ's, and all whom it entrusted share its one series.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from yifa.people.models import Body

from .store import allot
from .world import the_law

__all__ = ["Issuer", "entrusting", "number_for"]

NO_BODY = 0
"""Whose series it is where the organ keeps no cases here itself: the pattern then holds its short name."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who numbers: the body that runs the case, in what capacity, where, in which field."""

    body_id: int
    capacity: str
    locality: str
    field: str


def entrusting(issuer: Issuer, on: date) -> tuple[str, str] | None:
    """Name and short name of the organ in whose name an entrusted body acts that day; None where it acts in its own name.

    None as well where the place tells of no such organ; no such case is opened.
    """
    if issuer.capacity != "entrusted":
        return None
    place, field = the_law().locality(issuer.locality), issuer.field or None
    names = ("entrusted_by", "entrusted_by_short")
    if not all(place.has(name, field, on) for name in names):
        return None
    name, short = (str(place.value(one, field, on).value) for one in names)
    return name, short


@lru_cache(maxsize=1024)
def _short_name(body_id: int) -> str:
    return str(Body.objects.values_list("short_name", flat=True).get(pk=body_id))


def number_for(cursor: Any, issuer: Issuer, series: str, at: str, training: bool) -> str:
    """The next number of `series` (a pattern such as `{body}罚决〔{year}〕{seq}号`) for an act at `at`."""
    organ = entrusting(issuer, date.fromisoformat(at[:10]))
    owner, short, kind = issuer.body_id, "", series
    if organ is None:
        short = _short_name(owner)
    else:
        short = organ[1]
        known = Body.objects.filter(short_name=short).values_list("pk", flat=True).first()
        owner, kind = (NO_BODY, series.replace("{body}", short)) if known is None else (int(known), series)
    kind, year = (f"训练·{kind}" if training else kind), int(at[:4])
    number = series.format(body=short, year=year, seq=allot(cursor, owner, kind, year))
    return f"训练·{number}" if training else number
