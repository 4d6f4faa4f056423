"""The pure verdict: `penalty.ordinary` / `decide`, two officers behind it, local values, a lapsed term to ask for a hearing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from statistics import median
from typing import Any

from yifa.docket.world import the_law
from yifa.procedures import Actor, Attempt, Procedure, World, fold, judge, opening

from .measure import Row, timed

__all__ = ["attempts", "case_to_decide", "run"]

ROUNDS, CALLS = 40, 500
FINE = 8000
CASE = {
    "violation": "road_occupation",
    "act_date": "2023-05-04",
    "channel": "patrol",
    "capacity": "handed_over",
    "field": "城管",
}
OFFICERS = tuple(
    Actor(str(n), frozenset({"enforcement_officer"}), frozenset({"enforcement"})) for n in (1, 2)
)
HEAD = (Actor("3", frozenset({"head"}), frozenset()),)
REVIEWER = (Actor("4", frozenset({"legal_reviewer"}), frozenset({"legal_review"})),)


def _acts() -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any], str | None]]:
    """A case with a right to a hearing, as far as the day after the time to ask for one."""
    two, head = {"officer": OFFICERS}, {"head": HEAD}
    yield "register_clue", "2023-05-05T09:00:00+08:00", two, {"content": "线索"}, None
    yield (
        "file",
        "2023-05-08T09:00:00+08:00",
        head,
        {"basis": "符合立案条件", "age": "adult", "jurisdiction": True},
        None,
    )
    yield (
        "investigate",
        "2023-05-09T09:00:00+08:00",
        two,
        {"kind": "inspection", "certificates_shown": True, "record": "笔录"},
        None,
    )
    yield (
        "conclude",
        "2023-05-15T09:00:00+08:00",
        two,
        {"complex": False, "serious": False, "public_interest": False, "facts": "事实", "proposal": "建议"},
        None,
    )
    yield (
        "notify",
        "2023-05-17T09:00:00+08:00",
        two,
        {"proposed_kinds": ["fine"], "proposed_fine": FINE, "hearing_told": True, "told_all": True},
        None,
    )
    yield (
        "serve",
        "2023-05-18T09:00:00+08:00",
        two,
        {"document": "notice_of_rights", "means": "in_person", "receipt": "签收"},
        "p1",
    )
    yield (
        "review",
        "2023-06-05T09:00:00+08:00",
        {"reviewer": REVIEWER},
        {"passed": True, "opinion": "通过"},
        None,
    )


def case_to_decide(procedure: Procedure) -> tuple[dict[str, Any], World, Any]:
    """The state, the world and the calendar in which the decision falls due."""
    law = the_law()
    state = opening(CASE, {"respondent": [{"key": "p1", "kind": "person", "minor": False, "party_id": "1"}]})
    params = law.params(procedure, "binhai-example", "城管", date(2023, 6, 12))
    world = World(params, {"earlier": 0, "forgiven": 0}, law.substance(procedure, "binhai-example"))
    calendar = law.calendar_on("2023-06-12")
    for seq, (act, at, by, form, party) in enumerate(_acts(), start=1):
        verdict = judge(
            procedure, state, Attempt(act, datetime.fromisoformat(at), by, form, party), world, calendar
        )
        assert verdict.accepted and verdict.entry is not None, (act, verdict.reasons)
        fold(
            procedure, state, {**verdict.entry, "seq": seq, "recorded": at, "values": dict(params)}, calendar
        )
    return state, world, calendar


def attempts() -> tuple[Attempt, Attempt]:
    """The decision as the law has it, and one a fen above what was told and what the tier allows."""
    at = datetime.fromisoformat("2023-06-12T10:00:00+08:00")
    form = {
        "outcome": "penalise",
        "kinds": ["fine"],
        "fine": FINE,
        "tier": "heavy",
        "discretion": "说明",
        "correction": "已改正",
    }
    lawful = Attempt("decide", at, {"head": HEAD}, form)
    return lawful, Attempt("decide", at, {"head": HEAD}, {**form, "fine": FINE + 1})


def run() -> list[Row]:
    """Microseconds a verdict, and a refusal with all its reasons."""
    procedure = the_law().families["penalty.ordinary"][-1]
    state, world, calendar = case_to_decide(procedure)
    lawful, heavier = attempts()
    rows = []
    timed(lambda: [judge(procedure, state, lawful, world, calendar) for _ in range(CALLS)])
    for name, attempt in (("accepted", lawful), ("refused", heavier)):
        rounds = [
            timed(lambda a=attempt: [judge(procedure, state, a, world, calendar) for _ in range(CALLS)])
            / CALLS
            * 1e6
            for _ in range(ROUNDS)
        ]
        target = "≤ 30 µs" if name == "accepted" else ""
        rows.append(
            Row(
                "decision",
                f"penalty.ordinary/decide {name}",
                f"{median(rounds):.1f} µs ({min(rounds):.1f}–{max(rounds):.1f})",
                target,
            )
        )
    return rows
