"""The one door through which anything changes.

`perform` takes one act in one transaction: lock and read the case, fetch what the verdict needs,
ask the law, refuse with the article or append the act, bring every projection up to it, and write
what follows from it (documents, linked cases, jobs). Nothing here is ever edited or deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction

from yifa import clock
from yifa.errors import BadInput, Conflict, Forbidden, Reason, Refused, Text
from yifa.people.parties import Prepared, save
from yifa.procedures import (
    OUTSIDE,
    Attempt,
    Branch,
    Procedure,
    Verdict,
    fold,
    judge,
    needs_history,
    read_correction,
    refold,
)

from . import store
from .assigning import require_known
from .confirm import require_confirmed
from .entries import finish_entry, load_entries
from .erasing import erase_sealed
from .listed import require_listed
from .named_cases import require_cases
from .officers import ACTORS, actors_for
from .projection import standing_rows, writes_of
from .refusals import record_refusal
from .succession import under_law_of_day
from .vouching import vouched
from .world import the_law, world_for

__all__ = ["Command", "Receipt", "check_moment", "perform", "step"]

EARLIEST = 1949
"""No act of this state is older."""


@dataclass(frozen=True, slots=True)
class Command:
    """One act someone wants to perform.

    `by` maps roles to officer ids; `form` holds raw values; `at` is the legal time (aware; now if
    None); `seen` the head hash the actor looked at; `party` a party's key; `joined` a party that
    enters; `irregular` the reason why an unlawful act is recorded as the fact it is; `paper` says
    that the people in `by` signed on paper (a file's hash or a written reason), instead of each
    confirming here; `channel` names the channel by which a party itself entered an event, no officer between.
    """

    act: str
    by: Mapping[str, Sequence[int]] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    seen: str | None = None
    party: str | None = None
    joined: Mapping[str, Any] | None = None
    irregular: str | None = None
    paper: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done: the entry's place and hash, the numbers allotted, the state after it."""

    case_id: int
    seq: int
    hash: str
    documents: Mapping[str, str]
    state: Mapping[str, Any]
    valid: bool
    opened: tuple[int, ...] = ()


def perform(
    case_id: int, command: Command, officer_id: int | None, identities: Sequence[Prepared] = ()
) -> Receipt:
    """Perform one act for the officer signed in (None for the clock itself: deemed acts only).

    `identities` is who enters by it (`joined`), sealed and written in the same transaction.

    Raises `Refused` with every reason and its article, `Conflict` for a stale page, `Forbidden`
    outside the officer's scope, `BadInput`, `Missing`. When it raises, nothing was written except
    the refusal itself.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if identities:
                save(cursor, identities)
            return step(cursor, case_id, command, officer_id)
    except Refused as refused:
        record_refusal(case_id, command.act, officer_id, refused)
        raise


def step(
    cursor: Any, case_id: int, command: Command, officer_id: int | None, told: Mapping[str, Any] | None = None
) -> Receipt:
    """`perform` inside the caller's transaction; `told` when a linked case tells this one."""
    case = store.lock(cursor, case_id)
    moment = clock.now()
    at = (command.at or moment).astimezone(clock.ZONE)
    check_moment(at, moment)
    if officer_id is not None and told is None:
        _require_scope(case, officer_id, moment)
    _refuse_stale(case, command)
    seen_head = case["head"]
    procedure, case = under_law_of_day(cursor, case, at, moment)
    state = orjson.loads(case["state"])
    text, verdict, world = _judged(cursor, procedure, case, state, command, at, told)
    verdict = vouched(verdict, procedure.family, command.act, case, state)
    kind = _kind(verdict, command, officer_id)
    if verdict.branch is not None and "corrects" in verdict.branch.marks:
        calendar = the_law().calendar_on(moment.isoformat())
        read_correction(text, state, world, calendar, load_entries(cursor, case_id), verdict)
    _require_named(cursor, verdict, case, state, at)
    if verdict.accepted and kind == "act":
        require_confirmed(cursor, {**case, "head": seen_head}, command, officer_id)
    entry = finish_entry(cursor, text, case, state, verdict, kind, command, officer_id, moment, world, told)
    before = standing_rows(procedure, case_id, state)
    after = _folded(cursor, procedure, case, state, entry)
    writes = writes_of(procedure, case, entry, after, before)
    store.write(cursor, writes)
    opened = tuple(int(child["case"]) for child in entry.get("opened", ()))
    _tell(cursor, procedure, case, verdict, entry, after, officer_id)
    if verdict.branch is not None and verdict.branch.erases and entry["valid"]:
        erase_sealed(verdict.branch, load_entries(cursor, case_id), officer_id)
    return Receipt(
        case_id,
        entry["seq"],
        writes.act[-1],
        {d["name"]: d["number"] for d in entry.get("documents", ())},
        after,
        entry["valid"],
        opened,
    )


def _require_named(
    cursor: Any, verdict: Verdict, case: store.CaseRow, state: Mapping[str, Any], at: datetime
) -> None:
    """What an entry names is there: officers and places, and the items of registers."""
    if verdict.entry is None or verdict.branch is None:
        return
    form = verdict.entry["form"]
    require_known(case, form)
    require_listed(cursor, verdict.branch.item_fields, form, case, at, state["case"], the_law().registers)
    require_cases(cursor, verdict.branch.case_fields, form, case, the_law())


def _refuse_stale(case: store.CaseRow, command: Command) -> None:
    """Raise `Conflict` where the case has moved on since the page was opened."""
    if command.seen is not None and command.seen != case["head"]:
        raise Conflict("docket.stale", Text("打开页面后，本案已有新的记录。", "The case has moved on since the page was opened."),
                       hint=Text("请刷新后再办理。", "Reload the page and act again."))  # fmt: skip


def check_moment(at: datetime, now: datetime) -> None:
    """Raise `BadInput` for a moment that lies in the future or before the calendar begins."""
    if at > now:
        raise BadInput("docket.future", Text("行为时间不能晚于现在。", "An act cannot lie in the future."))
    if at.year < EARLIEST:
        raise BadInput("docket.calendar", Text("时间超出日历范围。", "The time lies outside the calendar."))


def _require_scope(case: store.CaseRow, officer_id: int, moment: datetime) -> None:
    """The officer's posts reach this case for acting; the procedure's own roles decide the rest."""
    if not ACTORS.scope(officer_id, moment, case["revision"], "act").allows(case):
        raise Forbidden(
            "out_of_scope",
            Text("您的岗位不涉及该案件。", "Your posts do not extend to this case."),
            "个人信息保护法/34",
        )


def _judged(
    cursor: Any,
    procedure: Procedure,
    case: store.CaseRow,
    state: dict[str, Any],
    command: Command,
    at: datetime,
    told: Any,
) -> tuple[Procedure, Verdict, Any]:
    """The text that judges the act, and its verdict on the state as it lawfully was at the time."""
    law = the_law()
    at_text = at.isoformat(timespec="seconds")
    if at_text < state["at"]:
        earlier = [entry for entry in load_entries(cursor, case["id"]) if entry["at"] <= at_text]
        if not earlier:
            raise BadInput(
                "docket.before",
                Text("行为时间不能早于立件时间。", "An act cannot lie before its case was opened."),
            )
        procedure = law.version(earlier[-1]["version"])
        state = refold(procedure, earlier, law.calendar_of, law.text_of)
    outcomes = procedure.branches.get(command.act, {})
    branch = outcomes.get(command.form.get("outcome") if None not in outcomes else None)
    world = world_for(cursor, law, procedure, branch, case, state, at, command.form)
    if branch is not None and set(branch.by) == {"linked"} and told is None:
        raise BadInput(
            "docket.linked", Text("此事件只能由关联案件转来。", "This event comes only from a linked case.")
        )
    attempt = Attempt(
        command.act,
        at,
        actors_for(command.by, at, case["revision"]),
        command.form,
        command.party,
        command.joined,
    )
    return procedure, judge(procedure, state, attempt, world, law.calendar.known(on=clock.today())), world


def _kind(verdict: Verdict, command: Command, officer_id: int | None) -> str:
    """act, event, deemed or irregular; raises `Refused` for what is none of them."""
    assert verdict.branch is not None
    if verdict.branch.kind == "event":
        if not verdict.accepted:
            raise _refused(verdict.reasons)
        if not _may_enter(verdict.branch, command, officer_id):
            raise BadInput(
                "docket.deemed",
                Text(
                    "法律拟制的事件由期间届满产生，不由人录入。",
                    "What the law deems follows from a term, and is entered by nobody.",
                ),
            )
        return "deemed" if "law" in verdict.branch.by else "event"
    if verdict.accepted:
        if command.irregular:
            raise BadInput(
                "docket.regular",
                Text("此行为合法，请按正常方式录入。", "This act is lawful: enter it in the ordinary way."),
            )
        return "act"
    if command.irregular and verdict.entry is not None:
        return "irregular"
    raise _refused(verdict.reasons)


def _may_enter(branch: Branch, command: Command, officer_id: int | None) -> bool:
    """What the law deems is entered by nobody; a party's own doing by an officer, or by itself through a channel."""
    if "linked" in branch.by:
        return True
    if "law" in branch.by:
        return officer_id is None and command.channel is None
    return officer_id is not None or (command.channel is not None and bool(set(branch.by) - OUTSIDE))


def _refused(reasons: tuple[Reason, ...]) -> Refused:
    first = reasons[0]
    return Refused("docket.refused", first.text, first.ground, reasons=reasons)


def _folded(
    cursor: Any, procedure: Procedure, case: store.CaseRow, state: dict[str, Any], entry: dict[str, Any]
) -> dict[str, Any]:
    """The state after the entry; from the whole docket where the entry reaches back."""
    law = the_law()
    if needs_history(procedure, state, entry):
        return refold(procedure, [*load_entries(cursor, case["id"]), entry], law.calendar_of, law.text_of)
    return fold(procedure, state, entry, law.calendar_of(entry))


def _tell(
    cursor: Any,
    procedure: Procedure,
    case: store.CaseRow,
    verdict: Verdict,
    entry: dict[str, Any],
    after: dict[str, Any],
    officer_id: int | None,
) -> None:
    """Tell the parent case, in the same transaction, what the law makes of this act there."""
    assert verdict.branch is not None
    tells = verdict.branch.tells
    if tells is None or case["parent_id"] is None or not entry["valid"]:
        return
    form = dict(entry.get("carried", {}))
    told = {"case": case["id"], "end": after["stage"] if after["ended"] else ""}
    step(
        cursor,
        case["parent_id"],
        Command(tells.parent, form=form, at=datetime.fromisoformat(entry["at"])),
        officer_id,
        told,
    )
