"""Following a matter by its number and the word on the receipt: where it stands, what was answered, the reporter's view."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.utils.crypto import constant_time_compare

from yifa import clock
from yifa.docket.door import Command, perform
from yifa.docket.models import Case
from yifa.docket.reading import entries_of, procedure_of, state_of
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law
from yifa.errors import Forbidden, Missing, Text
from yifa.people.vault import open_to_party
from yifa.procedures import Procedure, of_no_text

from .channels import Channel, channel_named
from .models import Receipt
from .reports import code_digest

__all__ = ["MOST_WRONG", "Progress", "Step", "follow", "say"]

MOST_WRONG = 10
"""Wrong words for one case in an hour."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step the matter took: what it was and when; never who took it."""

    title: Text
    at: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a matter stands, as its reporter may know: steps, answers, and what the reporter can do now."""

    case_id: int
    number: str
    title: Text
    stage: Text
    ended: bool
    steps: tuple[Step, ...]
    answers: tuple[str, ...]
    open_events: tuple[Any, ...]


def follow(number: str, code: str) -> Progress:
    """The progress of the matter with this number, for whoever holds its code.

    Raises `Missing` where number and code do not belong together (which of the two is wrong is not said), and
    `Forbidden` after too many wrong words.
    """
    case = _case_of(number, code)
    procedure, state = procedure_of(case), state_of(case)
    stage = procedure.text.stages.get(state["stage"]) or procedure.text.ends.get(state["stage"])
    entries = entries_of(case)
    return Progress(
        case["id"], case["number"], procedure.title, Text(stage.zh, stage.en) if stage else Text("已收到", "Received"), bool(state["ended"]),
        tuple(_steps(procedure, entries)), tuple(_answers(entries, _channel_of(case["id"]).answer)), tuple(_events(procedure, state)),
    )  # fmt: skip


def say(number: str, code: str, event: str, form: dict[str, Any]) -> None:
    """Record an event of the reporter (how it stands is asked, a view given). Raises as `follow` and `perform`."""
    case = _case_of(number, code)
    receipt = Receipt.objects.get(case_id=case["id"])
    parties = [p["key"] for people in state_of(case)["parties"].values() for p in people]
    command = Command(event, form=form, party=parties[0] if parties else None, channel=receipt.channel)
    perform(case["id"], command, None)


def _case_of(number: str, code: str) -> CaseRow:
    unknown = Missing("intake.code", Text("编号与查询码不符。", "This number and code do not belong together."),
                      hint=Text("请核对回执。", "Please compare with your receipt."))  # fmt: skip
    row = Case.objects.filter(number=number.strip()).values().first()
    receipt = Receipt.objects.filter(case_id=row["id"]).first() if row else None
    if row is None or receipt is None:
        raise unknown
    _not_locked(receipt)
    if not constant_time_compare(receipt.code, code_digest(receipt.case_id, code)):
        _count_wrong(receipt)
        raise unknown
    return dict(row)


def _not_locked(receipt: Receipt) -> None:
    if receipt.wrong >= MOST_WRONG and _recent(receipt.wrong_at):
        raise Forbidden(
            "intake.locked",
            Text("查询码错误次数过多，请一小时后再试。", "Too many wrong codes: try again in an hour."),
        )


def _count_wrong(receipt: Receipt) -> None:
    now = clock.now().isoformat(timespec="seconds")
    if not _recent(receipt.wrong_at):
        receipt.wrong, receipt.wrong_at = 0, now
    receipt.wrong += 1
    receipt.save(update_fields=["wrong", "wrong_at"])


def _recent(at: str) -> bool:
    return bool(at) and clock.now() - datetime.fromisoformat(at) < timedelta(hours=1)


def _steps(procedure: Procedure, entries: list[dict[str, Any]]) -> list[Step]:
    """What moved the matter, and the events of its own; officers' notes and reviews stay inside."""
    found = []
    for entry in entries[1:]:
        if of_no_text(entry):
            continue
        branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
        if branch is not None and entry["valid"] and (branch.to is not None or branch.kind == "event"):
            found.append(Step(branch.title, entry["at"]))
    return found


def _channel_of(case_id: int) -> Channel:
    return channel_named(the_law(), Receipt.objects.values_list("channel", flat=True).get(case_id=case_id))


def _answers(entries: list[dict[str, Any]], answer: tuple[str, str]) -> list[str]:
    """Answers addressed to the reporter; reading them is logged as the reporter's own view."""
    act, field = answer
    sealed = [e["sealed"][field]["ref"] for e in entries if e["act"] == act and field in e.get("sealed", {})]
    refs = [uuid.UUID(ref) for ref in sealed]
    opened = open_to_party(refs, "报告人凭回执查询") if refs else {}
    return [str(orjson.loads(opened[ref])) for ref in refs if ref in opened]


def _events(procedure: Procedure, state: dict[str, Any]) -> list[Any]:
    """The reporter's own events that are open now, but for the receipt itself."""
    own = set(procedure.text.parties)
    found = []
    for name in procedure.text.events:
        branch = procedure.branch(name)
        if branch is None or not own & set(branch.by) or branch.to is not None:
            continue
        if (branch.stages is None and not state["ended"]) or (
            branch.stages is not None and state["stage"] in branch.stages
        ):
            found.append(branch)
    return found
