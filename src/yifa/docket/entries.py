"""From a verdict to the entry that is chained: public facts in clear, personal ones as commitments."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import orjson

from yifa.people.vault import Plain, insert_rows, prepare_rows
from yifa.procedures import Branch, Env, Procedure, Verdict, World

from .numbers import Issuer, number_for
from .opening import open_child, sealed_as
from .store import CaseRow, load_entries
from .world import the_law

__all__ = ["finish_entry", "load_entries"]


def finish_entry(
    cursor: Any, procedure: Procedure, case: CaseRow, state: dict[str, Any], verdict: Verdict, kind: str, command: Any,
    officer_id: int | None, moment: datetime, world: World, told: Mapping[str, Any] | None,
) -> dict[str, Any]:  # fmt: skip
    """The whole entry: what the verdict knows, and what only the docket does (place, numbers, vault, links)."""
    branch, draft = verdict.branch, verdict.entry
    assert branch is not None
    assert draft is not None
    recorded = moment.isoformat(timespec="seconds")
    entry: dict[str, Any] = {
        **draft, "kind": kind, "case": case["id"], "seq": case["length"], "version": procedure.version,
        "recorded": recorded, "entered_by": officer_id, "lookups": dict(world.lookups),
        "calendar": the_law().calendar_on(recorded).newest.isoformat(),
        "values": {name: value for name, value in world.params.items() if state["values"].get(name) != value},
    }  # fmt: skip
    if command.paper:
        entry["paper"] = command.paper
    if command.channel:
        entry["channel"] = command.channel
    if verdict.reasons:
        entry["reasons"] = [reason.as_data() for reason in verdict.reasons]
    if kind == "irregular":
        entry["why"] = command.irregular
    if told is not None:
        entry["told_by"] = dict(told)
    _carry(procedure, branch, entry, state, world)
    if entry["valid"]:
        _documents(cursor, procedure, branch, case, entry, state["case"].get("capacity", "own"))
        if branch.opens is not None:
            entry["opened"] = [open_child(cursor, procedure, branch, case, entry, state, moment)]
    _seal(cursor, branch, entry)
    return entry


def _carry(
    procedure: Procedure, branch: Branch, entry: dict[str, Any], state: dict[str, Any], world: World
) -> None:
    """Facts carried to a linked case: evaluated once, here, and kept with the act."""
    if branch.carry:
        env = Env(
            procedure, state, world, entry["at"], dict(entry["form"]), entry["act"], party=entry["party"]
        )
        entry["carried"] = {}
        for name, expression in branch.carry.items():
            with suppress(KeyError):  # a fact the cover does not have is not carried
                entry["carried"][name] = expression(env)


def _documents(
    cursor: Any, procedure: Procedure, branch: Branch, case: CaseRow, entry: dict[str, Any], capacity: str
) -> None:
    """Numbers of the documents this act issues, from their series or printed in advance."""
    entry["documents"] = []
    if not branch.issues:
        return
    issuer = Issuer(case["body_id"], capacity, case["locality"], case["field"])
    for name in branch.issues:
        series = procedure.text.documents[name].number
        printed = entry["form"].get("printed_number")
        number = printed or (
            number_for(cursor, issuer, series, entry["at"], case["training"]) if series else ""
        )
        entry["documents"].append({"name": name, "number": number})


def _seal(cursor: Any, branch: Branch, entry: dict[str, Any]) -> None:
    """Move every field that is not public into the vault; the chain keeps a salted commitment."""
    form = entry["form"]
    hidden = [name for name in form if name not in branch.public]
    if not hidden:
        return
    subject = f"case:{entry['case']}"
    rows = prepare_rows(
        Plain(orjson.dumps(form[name]), "case", subject, f"{branch.act}.{name}") for name in hidden
    )
    insert_rows(cursor, rows)
    entry["sealed"] = sealed_as(hidden, rows)
    entry["form"] = {name: value for name, value in form.items() if name in branch.public}
