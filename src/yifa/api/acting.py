"""POST: open a case, perform an act, confirm another's act, look at personal facts with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Status

from yifa import clock
from yifa.docket.cases import case_for, open_case
from yifa.docket.confirm import confirm, proposal_digest
from yifa.docket.door import Command, Receipt, perform
from yifa.docket.opening import Cover
from yifa.docket.reading import procedure_of
from yifa.docket.world import the_law
from yifa.errors import BadInput, Forbidden, Refused, Text
from yifa.indicators.named import unknown_indicators
from yifa.people.families import matches
from yifa.people.scopes import post_for
from yifa.people.vault import open_many
from yifa.procedures import Procedure
from yifa.procedures.schema import FormField

from .auth import Bearer, Called, Caller
from .idempotency import once
from .parties import entered, parties_in
from .reading import REFUSALS, Number, router, sealed_of
from .schemas import ActIn, ConfirmationOut, OpenIn, Problem, ReceiptOut, RevealIn

__all__ = ["router"]

ANSWERS = {201: ReceiptOut, **REFUSALS, 409: Problem, 412: Problem}


@router.post("/cases", response=ANSWERS, auth=Bearer("open"), operation_id="openCase")
def open_(request: Called, body: OpenIn) -> HttpResponse:
    """Open a case, with its first act if one is given; neither is written without the other."""
    caller = request.auth
    _within(caller, body.procedure)
    parties, identities = parties_in(body.parties)
    post = post_for(caller.actor, "open", body.procedure)
    division = body.division or post.division
    cover = Cover(
        procedure=body.procedure, body_id=post.body_id, division=division, locality=the_law().locality_of(division),
        facts=body.facts, parties=parties, office_id=post.office_id, handler_id=caller.actor.id, field=body.field or the_law().field_of(body.facts.get("violation")),
        capacity=body.capacity, title=body.title, paper=body.paper, opened_at=body.opened_at,
    )  # fmt: skip
    first = _command(body.first, None) if body.first else None
    if body.first is not None and body.first.joins is not None:
        raise BadInput(
            "api.joins",
            Text("立案时的当事人请写在 parties 中。", "Name the parties of a new case in 'parties'."),
        )
    procedure = the_law().in_force(body.procedure, (body.opened_at or clock.now()).date())
    _require_indicators(procedure.text.case, body.facts)
    if body.first is not None:
        _require_indicators(_fields(procedure, body.first), body.first.form)
    return once(request, caller.token_id, lambda: _told(open_case(cover, first, caller.actor.id, identities)))


@router.post("/cases/{case_id}/acts", response=ANSWERS, auth=Bearer("act"), operation_id="performAct")
def perform_(request: Called, case_id: Number, body: ActIn) -> HttpResponse:
    """Perform one act. With `If-Match`, only if the case still stands where it was read."""
    caller = request.auth
    row = case_for(case_id, caller.scope)
    command = _command(body, _seen(request))
    _require_indicators(_fields(procedure_of(row), body), body.form)
    command, made = entered(case_id, procedure_of(row), command, body.joins)
    return once(request, caller.token_id, lambda: _told(perform(case_id, command, caller.actor.id, made)))


@router.post(
    "/cases/{case_id}/confirmations",
    response={201: ConfirmationOut, **REFUSALS},
    auth=Bearer("act"),
    operation_id="confirmAct",
)
def confirm_(request: Called, case_id: Number, body: ActIn) -> Any:
    """Confirm an act as another officer proposes it: the same act, people and form, on the case as it stands."""
    row = case_for(case_id, request.auth.scope)
    command = _command(body, None)
    if body.joins is not None:
        raise BadInput(
            "api.joins",
            Text(
                "登记新当事人的行为请在网页上确认，所见即所确认。",
                "An act by which a party enters is confirmed on the page, where the party is seen.",
            ),
        )
    if not any(request.auth.actor.id in ids for ids in command.by.values()):
        raise Forbidden("api.confirm", Text("您不在该行为的人员之中。", "You are not among those who act."))
    digest = proposal_digest(case_id, row["head"], command)
    confirm(digest, request.auth.actor.id, request.auth.token_id)
    return Status(201, {"proposal": digest})


@router.post(
    "/cases/{case_id}/reveal",
    response={200: dict[str, dict[str, Any]], **REFUSALS},
    auth=Bearer("see"),
    operation_id="reveal",
)
def reveal(request: Called, case_id: Number, body: RevealIn) -> Any:
    """The personal facts of a case, by entry and field; every view is logged with its reason."""
    row = case_for(case_id, request.auth.scope)
    refs = sealed_of(row)
    found: dict[str, dict[str, Any]] = {}
    for ref, value in (open_many(refs, request.auth.actor, body.why) if refs else {}).items():
        seq, name = refs[ref]
        found.setdefault(str(seq), {})[name] = orjson.loads(value)
    return found


def _within(caller: Caller, family: str) -> None:
    if not any(matches(pattern, family) for pattern in caller.families):
        raise Forbidden("token", Text("令牌无效或者无权进行此项操作。", "This token does not allow that."))


def _seen(request: HttpRequest) -> str | None:
    """The head named in `If-Match`; `*` and nothing mean any."""
    tag = request.headers.get("If-Match", "").strip()
    return None if tag in ("", "*") else tag.removeprefix("W/").strip('"')


def _command(body: ActIn, seen: str | None) -> Command:
    return Command(
        act=body.act, by=body.by, form=body.form, at=_aware(body.at), seen=seen, party=body.party, irregular=body.irregular,
        paper=body.paper,
    )  # fmt: skip


def _aware(at: Any) -> Any:
    if at is not None and at.tzinfo is None:
        raise BadInput(
            "api.at", Text("时间须带时区，如 +08:00。", "A time carries its offset, such as +08:00.")
        )
    return at


def _require_indicators(fields: Mapping[str, FormField], form: Mapping[str, Any]) -> None:
    """Raises `Refused` for a field that should name an indicator and names none there is."""
    if reasons := unknown_indicators(the_law(), fields, form):
        raise Refused("api.indicator", reasons[0].text, reasons=tuple(reasons))


def _fields(procedure: Procedure, body: ActIn) -> Mapping[str, FormField]:
    """The fields of the act a request names; none where the procedure has no such act, which the door says."""
    branch = procedure.branch(body.act, body.form.get("outcome"))
    return branch.fields if branch else {}


def _told(receipt: Receipt) -> dict[str, Any]:
    return {
        "case": receipt.case_id,
        "seq": receipt.seq,
        "head": receipt.hash,
        "valid": receipt.valid,
        "stage": receipt.state.get("stage", "start"),
        "ended": bool(receipt.state.get("ended", False)),
        "documents": dict(receipt.documents),
        "opened": list(receipt.opened),
    }
