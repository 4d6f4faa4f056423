"""How often items of a register are named: by acts of the year, or by what stands in another register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import orjson
from django.db import connection

from yifa.procedures import Law, Register
from yifa.procedures.counts import Count

from .reading import Item, items

__all__ = ["Counted", "counted"]

QUERY = (
    "SELECT c.id, c.stage, a.act, a.kind, a.entry FROM docket_case c JOIN docket_act a ON a.case_id = c.id WHERE c.procedure = %s "
    # Only cases in which such an act was done in the year: a docket has far more that none of this concerns.
    "AND c.training = %s AND c.id IN (SELECT y.case_id FROM docket_act y WHERE y.act = %s AND y.at >= %s AND y.at < %s) "
    "AND (a.act IN ('open', 'rectify') OR a.act = %s AND a.at >= %s AND a.at < %s) ORDER BY c.id, a.seq"
)
CASE = "case."


@dataclass(frozen=True, slots=True)
class Counted:
    """How many were found of how many there should be (0: no norm), and of how many there may be (None: no norm)."""

    number: float
    """Whole, but for an amount of money: yuan."""
    least: int
    most: int | None = None

    @property
    def short(self) -> bool:
        """Whether there are fewer than there should be."""
        return self.number < self.least

    @property
    def over(self) -> bool:
        """Whether there are more than there may be."""
        return self.most is not None and self.number > self.most

    @property
    def off(self) -> bool:
        """Whether there are too few or too many."""
        return self.short or self.over


def counted(law: Law, register: Register, listed: Iterable[Item], on: date) -> dict[int, dict[str, Counted]]:
    """For each item (by its case) every count of its register, in the year of `on`, up to that day.

    Training cases, invalid acts and acts put right by a correction are treated as in every figure: left out, left out, as corrected.
    """
    rows = list(listed)
    found: dict[int, dict[str, Counted]] = {item.case_id: {} for item in rows}
    for name, count in register.text.counts.items():
        named = list(_standing(law, count, on) if count.standing else _done(count, on))
        fen = _in_fen(law, count)
        place = count.matches != "item" and register.text.fields[count.matches].type == "place"
        for item in rows:
            own = item.key if count.matches == "item" else str(item.values.get(count.matches) or "")
            number = sum(
                amount for values, amount in named if own and any(_is(v, own, place) for v in values)
            )
            most = None if count.most is None else _norm(count.most, item)
            found[item.case_id][name] = Counted(
                number / 100 if fen else number, _norm(count.least, item), most
            )
    return found


def _norm(norm: str | int, item: Item) -> int:
    """A norm as a number: itself, or the field of the item that holds it."""
    return norm if isinstance(norm, int) else int(item.values.get(norm) or 0)


def _is(named: str, own: str, place: bool) -> bool:
    return named == own or (place and named.startswith(f"{own}/"))


def _standing(law: Law, count: Count, on: date) -> Iterator[tuple[list[str], int]]:
    """What the items of the other register name; an expired one names nothing any more."""
    other = law.registers[str(count.standing)]
    until = other.text.expires.field if other.text.expires else ""
    for item in items(other, on):
        if str(item.values.get(until) or "9999") >= on.isoformat() and _holds(count, item.values):
            yield _listed(item.values.get(count.naming)), _amount(count, item.values)


def _done(count: Count, on: date) -> Iterator[tuple[list[str], int]]:
    """What the acts of the year name."""
    family, _, act = str(count.of).partition("/")
    first, end = date(on.year, 1, 1).isoformat(), (on + timedelta(days=1)).isoformat()
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [family, False, act, first, end, act, first, end])
        rows = cursor.fetchall()
    cover: dict[str, Any] = {}
    corrected = _corrections(rows)
    for case_id, stage, name, kind, text in rows:
        entry = orjson.loads(text)
        if kind == "opening":  # a procedure may have an act of its own called `open`
            cover = {f"{CASE}{fact}": value for fact, value in entry["case"].items()}
        elif name == act and entry["valid"] and stage not in count.without:
            values = {**cover, **entry["form"], **corrected.get((case_id, entry["seq"]), {})}
            if _holds(count, values):
                yield _listed(values.get(count.naming)), _amount(count, values)


def _amount(count: Count, values: Mapping[str, Any]) -> int:
    """What one act or item adds: its number, or one."""
    return int(values.get(count.sum) or 0) if count.sum else 1


def _in_fen(law: Law, count: Count) -> bool:
    """Whether what is added up is an amount of money, kept in fen."""
    if count.standing:
        procedure, act = law.registers[count.standing].procedure, "enter"
    else:
        family, _, act = str(count.of).partition("/")
        procedure = law.families[family][-1]
    fact = str(count.sum)
    return (("case", fact[len(CASE) :]) if fact.startswith(CASE) else (act, fact)) in procedure.money


def _corrections(rows: Iterable[tuple[int, str, str, str, str]]) -> dict[tuple[int, int], dict[str, Any]]:
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for case_id, _, name, _, text in rows:
        if name == "rectify":
            form = orjson.loads(text)["form"]
            found.setdefault((case_id, form["of"]), {}).update(form["fields"])
    return found


def _holds(count: Count, values: Mapping[str, Any]) -> bool:
    return all(
        values.get(f) in (wanted if isinstance(wanted, list) else [wanted])
        for f, wanted in count.when.items()
    )


def _listed(value: Any) -> list[str]:
    """One value or many, as text; none where nothing is named."""
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each is not None]
