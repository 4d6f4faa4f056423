"""Office hours: when working hours run. Local practice, so a parameter and never a constant of law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from yifa.clock import ZONE
from yifa.errors import CalendarError, Text

__all__ = ["OFFICE", "OfficeHours"]

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The stretches of a working day in which working hours run, in order and apart."""

    spans: tuple[tuple[time, time], ...]

    def __post_init__(self) -> None:
        """Refuse hours that overlap, run backward or are none."""
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise CalendarError("calendar.office", Text("办公时间无效。", "These are no office hours."))

    @staticmethod
    def parse(text: str) -> OfficeHours:
        """Read hours such as `9:00-12:00, 13:30-17:30`; raises `CalendarError` where they are none.

        >>> OfficeHours.parse("9:00-12:00, 13:30-17:30") == OFFICE
        True
        """
        try:
            spans = tuple(_span(part) for part in text.split(","))
        except ValueError as error:
            message = Text(f"“{text}”不是办公时间。", f"'{text}' are no office hours.")
            hint = Text("例如：9:00-12:00, 13:30-17:30", "Such as: 9:00-12:00, 13:30-17:30")
            raise CalendarError("calendar.office", message, hint=hint) from error
        return OfficeHours(spans)

    def on(self, day: date, closed: Iterable[Stretch] = ()) -> list[Stretch]:
        """The stretches of `day` as moments, less those in `closed`."""
        open_ = [(datetime.combine(day, a, ZONE), datetime.combine(day, b, ZONE)) for a, b in self.spans]
        for start, end in closed:
            open_ = [piece for each in open_ for piece in _without(each, start, end)]
        return open_

    def __str__(self) -> str:
        """The form `parse` reads."""
        return ", ".join(f"{start:%-H:%M}-{end:%-H:%M}" for start, end in self.spans)


def _span(text: str) -> tuple[time, time]:
    start, end = (time.fromisoformat(part.strip().zfill(5)) for part in text.split("-"))
    return start, end


def _without(stretch: Stretch, start: datetime, end: datetime) -> list[Stretch]:
    first, last = stretch
    pieces = [(first, min(last, start)), (max(first, end), last)]
    return [(a, b) for a, b in pieces if b - a > timedelta()]


OFFICE = OfficeHours(((time(9), time(12)), (time(13, 30), time(17, 30))))
"""Common hours, not verified for any place; a body sets its own."""
