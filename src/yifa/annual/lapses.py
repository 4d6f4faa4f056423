"""What the docket itself shows to have gone wrong, by procedure: terms kept late, work sent back or done again, acts put right, irregular acts.

Each is a figure of its own, `late_terms[penalty.ordinary]`, that names its cases. Terms are read from the projection; where
a figure is asked for at a watermark and a case has moved on since, its docket is folded again up to there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import orjson
from django.db import connection

from yifa.docket.entries import load_entries
from yifa.errors import Text
from yifa.indicators import Figure
from yifa.indicators.periods import Period, named
from yifa.people.models import Body
from yifa.procedures import Law, refold

from .wording import LAPSES, wording

__all__ = ["Slip", "lapse_figures", "slips", "slips_of"]

OWN = ("authority", "officer")
PLACE = "NOT c.training AND c.stage <> 'struck' AND (c.division = %s OR substr(c.division, 1, %s) = %s)"
ACTS = {"acts_put_right": "a.act = 'rectify'", "irregular_acts": "a.kind = 'irregular'"}


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that went wrong: its case with procedure and number, the term or act, and the day (of the term: when it was due)."""

    case: int
    procedure: str
    version: str
    number: str
    name: str
    day: str


def slips(law: Law, lapse: str, period: Period, division: str, as_of: int | None = None) -> list[Slip]:
    """Every slip of a kind in a period and division, as known up to a watermark; in the order of the cases."""
    return slips_of(law, [lapse], period, division, as_of)[lapse]


def slips_of(
    law: Law, lapses: Iterable[str], period: Period, division: str, as_of: int | None = None
) -> dict[str, list[Slip]]:
    """The same of several kinds at once: what a report with a list of them and its figures asks, looked up once."""
    watermark, moment = _watermark(as_of)
    return {
        lapse: _slips(law, lapse, period, division, watermark, moment) if moment else [] for lapse in lapses
    }


def _slips(law: Law, lapse: str, period: Period, division: str, watermark: int, moment: str) -> list[Slip]:
    place: list[Any] = [division, len(division) + 1, f"{division}/"]
    first, last = period[0].isoformat(), (period[1] + timedelta(days=1)).isoformat()
    if lapse == "late_terms":
        return sorted(_late(law, first, min(last, moment), place, watermark), key=_order)
    deeds = {target for each in wording(law).lapses if each.lapse == lapse for target in each.of}
    acts = sorted({deed.partition("/")[2].partition(".")[0] for deed in deeds})
    which = ACTS.get(lapse) or f"a.act IN ({', '.join(['%s'] * len(acts))})"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.case_id, c.procedure, c.version, c.number, a.act, substr(a.at, 1, 10), a.outcome FROM docket_act a JOIN docket_case c ON c.id = a.case_id "
            f"WHERE {which} AND a.at >= %s AND a.at < %s AND a.id <= %s AND {PLACE}",
            [*acts, first, last, watermark, *place],
        )
        found = cursor.fetchall()
    return sorted((Slip(*row[:6]) for row in found if not deeds or _among(deeds, *row)), key=_order)


def _among(deeds: Collection[str], *row: Any) -> bool:
    """Whether an act is one of those listed, with or without its outcome."""
    whole = f"{row[1]}/{row[4]}"
    return whole in deeds or f"{whole}.{row[6]}" in deeds


def _order(slip: Slip) -> tuple[Any, ...]:
    return slip.case, slip.day, slip.name


def _watermark(as_of: int | None) -> tuple[int, str]:
    """The last act looked at, and the moment it was recorded: what had not happened by then is late if it was due before."""
    with connection.cursor() as cursor:
        where, params = ("WHERE id <= %s", [as_of]) if as_of is not None else ("", [])
        cursor.execute(
            f"SELECT COALESCE(MAX(id), 0), COALESCE(MAX(recorded), '') FROM docket_act {where}", params
        )
        row = cursor.fetchone()
    return (int(row[0]) if as_of is None else as_of), str(row[1])


def _late(law: Law, first: str, last: str, place: list[Any], watermark: int) -> Iterator[Slip]:
    """Terms of the body itself due in the period, met late or not met by the moment of the watermark; of a right it need not use, none."""
    moved = _moved(watermark)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.procedure, c.version, c.number, s.name, s.due, s.status, s.late FROM docket_termspan s JOIN docket_case c ON c.id = s.case_id "
            f"WHERE s.whose IN ('authority', 'officer') AND s.due >= %s AND s.due < %s AND {PLACE}",
            [first, last, *place],
        )
        rows = cursor.fetchall()
        cursor.execute(
            f"SELECT c.id, c.procedure, c.version, c.number FROM docket_case c WHERE c.opened_on <= %s AND {PLACE}",
            [last[:10], *place],
        )
        again = [row for row in cursor.fetchall() if row[0] in moved] if moved else []
    for case, procedure, version, number, name, due, status, late in rows:
        owed = not law.version(version).text.terms[name].right
        if case not in moved and owed and _is_late(status, due, last, late=bool(late)):
            yield Slip(case, procedure, version, number, name, due[:10])
    for row in again:
        yield from _folded(law, row, first, last, watermark)


def _is_late(status: str, due: str, last: str, *, late: bool) -> bool:
    return late or (status == "running" and due < last[: len(due)])


def _moved(watermark: int) -> set[int]:
    """The cases whose docket goes past the watermark."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT case_id FROM docket_act WHERE id > %s", [watermark])
        return {row[0] for row in cursor.fetchall()}


def _folded(law: Law, row: tuple[Any, ...], first: str, last: str, watermark: int) -> Iterator[Slip]:
    """The late terms of one case as its docket was at the watermark."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM docket_act WHERE case_id = %s AND id <= %s", [row[0], watermark])
        number = int(cursor.fetchone()[0])
        entries = load_entries(cursor, row[0])[:number]
    if not entries:
        return
    procedure = law.version(entries[-1]["version"])
    state = refold(procedure, entries, law.calendar_of, law.text_of)
    for name, spans in state["terms"].items():
        if procedure.terms[name].whose in OWN and not procedure.text.terms[name].right:
            for span in spans.values():
                due = span["due"] or ""
                if first <= due < last and _is_late(span["st"], due, last, late=bool(span.get("late"))):
                    yield Slip(row[0], row[1], row[2], row[3], name, due[:10])


def lapse_figures(
    names: Collection[str], law: Law, period: str, report: str, body: Body, watermark: int,
    known: Mapping[str, list[Slip]] | None = None,
) -> dict[str, Figure]:  # fmt: skip
    """The figures `LAPSE[FAMILY]` among `names`; one that names no procedure there is, or no lapse, is left out. `known` are slips looked up before."""
    asked = [tuple(name[:-1].split("[")) for name in names if name.endswith("]")]
    kinds = {lapse for lapse, family in asked if lapse in LAPSES and family in law.families}
    found = known or slips_of(law, sorted(kinds), named(period), body.division.path, watermark)
    return {
        f"{lapse}[{family}]": _figure(law, lapse, family, found[lapse], period, report, body, watermark)
        for lapse, family in asked
        if lapse in kinds and family in law.families
    }


def _figure(
    law: Law, lapse: str, family: str, found: Iterable[Slip], period: str, report: str, body: Body, watermark: int
) -> Figure:  # fmt: skip
    """One figure: how many slips of a procedure, and the hash of their cases."""
    words = wording(law)
    spec = next(each for each in words.lapses if each.lapse == lapse)
    mine = [slip for slip in found if slip.procedure == family]
    title = law.families[family][-1].title
    told = orjson.dumps([[slip.case, slip.name, slip.day] for slip in mine])
    first, last = named(period)
    trace = {
        "predicate": {"lapse": lapse, "procedure": family}, "from": first.isoformat(), "to": last.isoformat(), "watermark": watermark, "body": None,
        "division": body.division.path, "count": len(mine), "ids": hashlib.sha256(told).hexdigest(),
        "page": f"/reports/{period}/{report}/lapses/{lapse}/{quote(family)}/",
    }  # fmt: skip
    return Figure(
        f"{lapse}[{family}]", Text(f"{spec.title.zh}（{title.zh}）", f"{spec.title.en} ({title.en})"), len(mine),
        Text(spec.unit.zh, spec.unit.en), Text(spec.base.zh, spec.base.en), Text(spec.formula.zh, spec.formula.en), words.ground, trace,
    )  # fmt: skip
