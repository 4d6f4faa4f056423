"""What a verdict needs beside the case and the people: local values, look-ups across dockets, linked cases."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from dateutil.relativedelta import relativedelta
from django.conf import settings

from yifa import clock
from yifa.errors import LawError, Text
from yifa.procedures import Branch, Law, Procedure, World, load_law, standing_entries
from yifa.statutes.remembering import remembering

from .listed import standing
from .naming import naming
from .store import CaseRow, load_entries, others_in

__all__ = ["lookups_for", "lookups_now", "the_law", "world_for"]


@lru_cache(maxsize=1)
def the_law() -> Law:
    """The law folder of this installation, read once. `YIFA_LAW` names a district's overlay."""
    with remembering(Path(settings.DATA) / "law.read"):
        law = load_law(overlay=Path(settings.LAW_OVERLAY) if settings.LAW_OVERLAY else None)
    # It stays as long as the process: whoever looks for garbage need not go through it, in this process or a copy.
    gc.freeze()
    atexit.register(gc.unfreeze)  # what libraries hold is set free at the end, as they expect
    return law


def world_for(
    cursor: Any,
    law: Law,
    procedure: Procedure,
    branch: Branch | None,
    case: CaseRow,
    state: dict[str, Any],
    at: datetime,
    form: Mapping[str, Any],
) -> World:
    """Local values, substantive law, and only those look-ups that the act's rules read."""
    params = law.params(procedure, case["locality"], case["field"] or None, at.date())
    lookups = lookups_for(cursor, procedure, branch, case, state, at, form) if branch is not None else {}
    others: dict[str, frozenset[str]] = {}
    if case["parent_id"] is not None or state["links"]:
        others = _who(others_in(cursor, case["id"], case["parent_id"], state["links"]))
    standing: dict[int, str] = {}
    if branch is not None and branch.reads_entries:
        moment = at.astimezone(clock.ZONE).isoformat(timespec="seconds")
        standing = standing_entries(procedure, load_entries(cursor, case["id"]), moment)
    return World(params, lookups, law.substance(procedure, case["locality"]), others, standing)


def _who(states: Iterable[str]) -> dict[str, frozenset[str]]:
    """Who acted in which role in linked cases: separation reaches across the chain."""
    found: dict[str, set[str]] = {}
    for text in states:
        for role, people_ in orjson.loads(text)["who"].items():
            found.setdefault(role, set()).update(people_)
    return {role: frozenset(ids) for role, ids in found.items()}


def lookups_for(
    cursor: Any, procedure: Procedure, branch: Branch, case: CaseRow, state: dict[str, Any], at: datetime,
    form: Mapping[str, Any],
) -> dict[str, int]:  # fmt: skip
    """Each look-up one of the branch's rules reads: acts in the dockets of the same party, or standing items of a register."""
    return {name: _looked_up(cursor, procedure, name, case, state, at, form) for name in branch.lookups}


def lookups_now(
    cursor: Any, procedure: Procedure, case: CaseRow, state: dict[str, Any], at: datetime
) -> dict[str, int]:
    """The look-ups that need no form, of the acts that may be done in this stage: without them a page could not say what is lawful."""
    names = {
        name
        for branches in procedure.branches.values()
        for branch in branches.values()
        if branch.stages is None or state["stage"] in branch.stages
        for name in branch.lookups
        if not str(procedure.text.lookups[name].key).startswith("form.")
    }
    return {name: _looked_up(cursor, procedure, name, case, state, at, {}) for name in sorted(names)}


def _looked_up(
    cursor: Any, procedure: Procedure, name: str, case: CaseRow, state: dict[str, Any], at: datetime, form: Mapping[str, Any],
) -> int:  # fmt: skip
    spec = procedure.text.lookups[name]
    if spec.count is not None:
        return _count(cursor, procedure, name, case, state, at)
    owner, _, fact = str(spec.key).partition(".")
    key = str((state["case"] if owner == "case" else form).get(fact) or "")
    if spec.standing is not None:
        return int(standing(cursor, spec.standing, key, case, at, spec.where))
    since = (at - _span(str(spec.within), procedure)).isoformat(timespec="seconds") if spec.within else ""
    return int(naming(cursor, spec, key, case, at, since))


def _count(
    cursor: Any, procedure: Procedure, name: str, case: CaseRow, state: dict[str, Any], at: datetime
) -> int:
    spec = procedure.text.lookups[name]
    assert spec.count is not None
    family, _, act = spec.count.partition("/")
    act, _, outcome = act.partition(".")
    people = sorted({p["identity"] for p in state["parties"].get(str(spec.same), ()) if p.get("identity")})
    if not people:
        return 0  # nobody of whom another case could be known
    # The identities are given, not joined: few cases are theirs, whatever most parties of the docket have for one.
    where = [f"p.identity IN ({', '.join(['%s'] * len(people))})", "p.case_id <> %s"]
    where += ["a.act = %s", "a.kind <> 'opening'"]
    params: list[Any] = [*people, case["id"], act]
    if outcome:
        where.append("a.outcome = %s")
        params.append(outcome)
    if family.endswith("*"):
        where.append("substr(c.procedure, 1, %s) = %s")
        params += [len(family) - 1, family[:-1]]
    else:
        where.append("c.procedure = %s")
        params.append(family)
    if spec.fact is not None:
        where.append("c.topic = %s")
        params.append(str(state["case"].get(spec.fact, "")))
    if spec.within is not None:
        where.append("a.at >= %s")
        params.append((at - _span(str(spec.within), procedure)).isoformat(timespec="seconds"))
    cursor.execute(
        "SELECT COUNT(DISTINCT c.id) FROM docket_caseparty p JOIN docket_case c ON c.id = p.case_id "
        f"JOIN docket_act a ON a.case_id = c.id WHERE {' AND '.join(where)}",
        params,
    )
    return int(cursor.fetchone()[0])


def _span(text: str, procedure: Procedure) -> relativedelta:
    number, _, unit = text.partition(" ")
    if unit not in ("days", "months", "years"):
        raise LawError(
            "docket.within",
            Text(f"回溯期“{text}”有误。", f"Malformed look-back '{text}'."),
            where=procedure.folder,
            expected="2 years | 6 months | 30 days",
        )
    count = int(number)
    return relativedelta(
        years=count if unit == "years" else 0,
        months=count if unit == "months" else 0,
        days=count if unit == "days" else 0,
    )
