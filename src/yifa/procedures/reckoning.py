"""The dates of a term: the procedure's words handed to `workdays`, the answer as plain strings.

A span keeps its start and a log of what happened to it; its dates are always computed from both,
so that a re-projection (a late calendar) is the same computation with another calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from yifa.workdays import Calendar, Extend, Length, Pause, Roll, due

from .expressions import holds
from .model import FIXED

if TYPE_CHECKING:
    from .env import Env
    from .model import CompiledTerm

__all__ = ["backward", "explain", "length_of", "reckon"]

Log = Sequence[Sequence[str]]


def length_of(term: CompiledTerm, env: Env) -> str:
    """The length that applies: the first line whose condition holds, or the local value it names.

    Raises `MissingFact` when the local value is not there, `LookupError` when no line applies: a
    table that matches nothing is an error, never a default.
    """
    for condition, length, param in term.lengths:
        if condition is None or holds(condition, env):
            return length if length is not None else str(env.of_param(param or ""))
    raise LookupError(f"{term.name}: no line of its table of lengths applies")


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)


def _ledger(log: Log) -> tuple[tuple[Pause | Extend, ...], bool]:
    """Pauses and extensions in `log`, and whether a pause is still open."""
    entries: list[Pause | Extend] = []
    opened: dict[str, str] = {}
    for step in log:
        kind, what = step[0], step[1]
        if kind == "pause":
            opened.setdefault(step[2], what)
        elif kind == "resume" and step[2] in opened:
            entries.append(Pause(_day(opened.pop(step[2])), _day(what), reason=step[2], ground=""))
        elif kind == "extend":
            entries.append(Extend(Length.parse(what), ground=step[2]))
    return tuple(entries), bool(opened)


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


@lru_cache(maxsize=65536)
def _dates(
    start: str, length: str, roll: Roll, log: tuple[tuple[str, ...], ...], calendar: Calendar
) -> tuple[str, str, str, bool]:
    entries, _ = _ledger(log)
    answer = due(_moment(start), Length.parse(length), roll=roll, ledger=entries, calendar=calendar)
    assert answer.due is not None
    assert answer.raw is not None
    assert answer.safe is not None
    return _text(answer.due), _text(answer.raw), _text(answer.safe), answer.provisional


def _text(moment: date | datetime) -> str:
    return moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else moment.isoformat()


def reckon(span: dict[str, Any], roll: Roll, calendar: Calendar) -> None:
    """Set `due`, `raw`, `safe` and `prov` of a span from its start, length and log.

    A span with an open pause has no due day until it resumes.
    """
    if span["len"] == FIXED:
        span["due"] = span["raw"] = span["safe"] = span["start"][:10]
        return
    hours = span["len"].endswith("hours")
    start = span["start"] if hours else span["start"][:10]
    log = tuple(tuple(step) for step in span["log"])
    if _ledger(log)[1]:
        span["due"] = span["raw"] = span["safe"] = None
        return
    span["due"], span["raw"], span["safe"], span["prov"] = _dates(start, span["len"], roll, log, calendar)


def explain(span: dict[str, Any], roll: Roll, calendar: Calendar) -> Any:
    """The full `workdays.Due` of a span with a length, with its explanation, for pages and the API."""
    hours = span["len"].endswith("hours")
    entries, _ = _ledger(span["log"])
    start = _moment(span["start"] if hours else span["start"][:10])
    return due(start, Length.parse(span["len"]), roll=roll, ledger=entries, calendar=calendar)


@lru_cache(maxsize=4096)
def _before(day: str, length: str, calendar: Calendar) -> str:
    answer = due(_moment(day), Length.parse(length), roll="none", calendar=calendar, backward=True)
    assert answer.due is not None
    return _text(answer.due)


def backward(term: CompiledTerm, day: str, env: Env) -> str:
    """The last lawful day before `day` for a term counted backward, as an ISO date."""
    return _before(day, length_of(term, env), env.calendar)
