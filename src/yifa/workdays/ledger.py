"""What happens to a period while it runs: time not counted, time added, a fresh start.

The convention on days is that of the handbook's twenty-first example: the day on which the clock
is stopped has been used; the days after it are not counted, up to and including the day on which
the cause ends. Hours are stopped and started at the minute when a moment is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yifa.clock import ZONE
from yifa.errors import CalendarError, Text
from yifa.workdays.lengths import Length

__all__ = ["Entry", "Exclude", "Extend", "Pause", "Restart", "Span", "current", "merged"]


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from `start` (that day is used) until `end`; None while it still stands."""

    start: date
    end: date | None
    reason: str
    ground: str

    def __post_init__(self) -> None:
        """Refuse a pause that ends before it begins."""
        if self.end is not None and day_of(self.end) < day_of(self.start):
            raise _backwards(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Exclude:
    """The days from `first` to `last`, both included, are not counted."""

    first: date
    last: date
    ground: str
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a span that ends before it begins."""
        if self.last < self.first:
            raise _backwards(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Extend:
    """The period is longer by `length`; the addition runs on from the unrolled end."""

    length: Length
    ground: str


@dataclass(frozen=True, slots=True)
class Restart:
    """The whole period runs anew, `at` being its day 0; entries recorded before this one are spent."""

    at: date
    ground: str


Entry = Pause | Exclude | Extend | Restart


@dataclass(frozen=True, slots=True)
class Span:
    """Days not counted, `first` to `last` included, and the entry they come from."""

    first: date
    last: date
    entry: Pause | Exclude

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The same time as a half-open stretch of moments."""
        first = datetime.combine(self.first, time(), ZONE)
        last = datetime.combine(self.last + timedelta(days=1), time(), ZONE)
        if isinstance(self.entry, Pause):
            first = self.entry.start if isinstance(self.entry.start, datetime) else first
            last = self.entry.end if isinstance(self.entry.end, datetime) else last
        return first, last


def day_of(moment: date) -> date:
    """The official day of a day or moment; raises `CalendarError` for a moment without a zone."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        text = Text(f"{moment} 缺少时区。", f"{moment} has no time zone.")
        raise CalendarError("calendar.naive", text)
    return moment.astimezone(ZONE).date()


def current(start: date, ledger: Sequence[Entry]) -> tuple[date, Sequence[Entry]]:
    """The start that counts and the entries that still matter: those after the last restart."""
    for number in range(len(ledger) - 1, -1, -1):
        entry = ledger[number]
        if isinstance(entry, Restart):
            return entry.at, ledger[number + 1 :]
    return start, ledger


def merged(entries: Iterable[Entry]) -> tuple[list[Span], date | None]:
    """The spans not counted, in order, and the moment from which the clock stands still, if it does.

    Spans may overlap; whoever counts goes through them once, so that a day is left out once.
    """
    spans: list[Span] = []
    open_from: date | None = None
    for entry in entries:
        if isinstance(entry, Exclude):
            spans.append(Span(entry.first, entry.last, entry))
        elif isinstance(entry, Pause) and entry.end is None:
            start = entry.start
            open_from = start if open_from is None or day_of(start) < day_of(open_from) else open_from
        elif isinstance(entry, Pause) and entry.end is not None:
            spans.append(Span(day_of(entry.start) + timedelta(days=1), day_of(entry.end), entry))
    return sorted(spans, key=lambda span: (span.first, span.last)), open_from


def _backwards(start: date, end: date) -> CalendarError:
    text = Text(
        f"时段结束（{end}）早于开始（{start}）。", f"The span ends ({end}) before it begins ({start})."
    )
    return CalendarError("calendar.span", text)
