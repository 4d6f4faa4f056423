"""Acts proposed by one officer and waiting for the others to confirm, each with their own session.

What was filled in lies in the vault until the act stands or is declined; then the copy is erased,
the docket alone keeps it. Of an act that was declined the docket keeps nothing: who was to enter by it is forgotten
too. A proposal holds only for the case as it was: when the case moves on, it is stale and has to be made anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction

from yifa import clock
from yifa.errors import BadInput, Conflict, Forbidden, Missing, Text
from yifa.people.actors import Actor
from yifa.people.parties import Prepared, forget, save
from yifa.people.vault import Plain, erase, open_, seal
from yifa.procedures import Env, World
from yifa.procedures.forms import check_form

from .confirm import confirm, proposal_digest
from .door import Command, Receipt, perform
from .models import Asked, Case, CaseParty, Confirmation, Proposal
from .store import CaseRow
from .world import the_law

__all__ = [
    "Opened",
    "confirm_proposal",
    "decline",
    "mine",
    "open_proposal",
    "pending",
    "propose",
    "waiting_for",
    "worked_out",
]

COPY_ERASED = "个人信息保护法/47"
"""The purpose of the copy is fulfilled once the act stands or was declined."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A proposal as the one asked reads it: the act with all that was filled in, who has confirmed, who has not."""

    proposal: Proposal
    command: Command
    confirmed: frozenset[int]
    asked: frozenset[int]
    is_stale: bool


def propose(
    case: CaseRow, command: Command, officer_id: int, session: str, identities: Sequence[Prepared] = ()
) -> Proposal:
    """Put an act to everyone who acts beside `officer_id`, who confirms it by proposing it.

    `identities` is who enters by it, sealed with the proposal.

    `case` is the row as the proposer saw it. Proposing the same act on the same case again is the same
    proposal; one that was declined is put to the others again.
    """
    digest = proposal_digest(case["id"], case["head"], command)
    found = Proposal.objects.filter(digest=digest).first()
    if found is not None and found.status == "open":
        return found
    others = {int(one) for ids in command.by.values() for one in ids} - {officer_id}
    with transaction.atomic(), connection.cursor() as cursor:
        if identities:
            save(cursor, identities)
        sealed = seal(Plain(_written(command), "case", f"case:{case['id']}", f"proposal.{command.act}"))
        facts = {
            "case_id": case["id"], "head": case["head"], "act": command.act, "outcome": str(command.form.get("outcome") or ""),
            "proposed_by": officer_id, "at": clock.now().isoformat(timespec="seconds"), "item": sealed.ref, "status": "open", "why": "",
        }  # fmt: skip
        made, _ = Proposal.objects.update_or_create(digest=digest, defaults=facts)
        asked = (Asked(proposal_id=made.pk, officer_id=one) for one in sorted(others))
        Asked.objects.bulk_create(asked, ignore_conflicts=True)
        confirm(digest, officer_id, session)
    return made


def waiting_for(officer_id: int) -> list[Proposal]:
    """Open proposals this officer is asked to confirm and has not, oldest first; stale ones left out."""
    asked = Asked.objects.filter(officer_id=officer_id).values("proposal_id")
    done = Confirmation.objects.filter(officer_id=officer_id).values("digest")
    found = Proposal.objects.filter(pk__in=asked, status="open").exclude(digest__in=done).order_by("id")
    heads = dict(Case.objects.filter(pk__in=[p.case_id for p in found]).values_list("pk", "head"))
    return [p for p in found if heads.get(p.case_id) == p.head]


def mine(officer_id: int) -> list[Proposal]:
    """What this officer proposed and is not done: open, declined or overtaken by the case; newest first."""
    return list(
        Proposal.objects.filter(proposed_by=officer_id, status__in=("open", "declined")).order_by("-id")[:50]
    )


def pending(case_id: int, head: str) -> list[tuple[Proposal, frozenset[int]]]:
    """What is proposed on a case as it stands at `head`, each with those who have yet to confirm it, oldest first."""
    found = list(Proposal.objects.filter(case_id=case_id, head=head, status="open").order_by("id"))
    asked = Asked.objects.filter(proposal_id__in=[p.pk for p in found]).values_list(
        "proposal_id", "officer_id"
    )
    confirmed = set(
        Confirmation.objects.filter(digest__in=[p.digest for p in found]).values_list("digest", "officer_id")
    )
    return [
        (p, frozenset(who for of, who in asked if of == p.pk and (p.digest, who) not in confirmed))
        for p in found
    ]


def open_proposal(proposal_id: int, actor: Actor, why: str) -> Opened:
    """Read a proposal; the view of what was filled in is logged with `why`.

    Raises `Missing` for one that is done or not put to `actor`.
    """
    found = Proposal.objects.filter(pk=proposal_id, status="open").first()
    asked = frozenset(Asked.objects.filter(proposal_id=proposal_id).values_list("officer_id", flat=True))
    if found is None or actor.id not in asked | {found.proposed_by}:
        raise Missing("docket.no_proposal", Text("没有这项待确认的行为，或者不由您确认。", "There is no such act to confirm, or it is not yours."))  # fmt: skip
    confirmed = Confirmation.objects.filter(digest=found.digest).values_list("officer_id", flat=True)
    head = Case.objects.filter(pk=found.case_id).values_list("head", flat=True).first()
    return Opened(
        found,
        _read(open_(found.item, actor, why), found.head),
        frozenset(confirmed),
        asked,
        head != found.head,
    )


def confirm_proposal(proposal_id: int, actor: Actor, session: str) -> Receipt | None:
    """Confirm an act with one's own session; with the last confirmation it is performed.

    Raises `Missing`, `Conflict` where the case has moved on, `Forbidden` for the proposer, and whatever
    `perform` raises when the last has confirmed.
    """
    opened = open_proposal(proposal_id, actor, "确认行为")
    proposal = opened.proposal
    if actor.id not in opened.asked:
        raise Forbidden(
            "docket.own_proposal", Text("提请人在提请时已经确认。", "The proposer confirmed by proposing.")
        )
    if opened.is_stale:
        raise Conflict("docket.stale", Text("提请之后，本案已有新的记录。", "The case has moved on since this was proposed."),
                       hint=Text("请提请人重新办理。", "The proposer has to act again."))  # fmt: skip
    confirm(proposal.digest, actor.id, session)
    if opened.asked - opened.confirmed - {actor.id}:
        return None
    receipt = perform(proposal.case_id, opened.command, proposal.proposed_by)
    _close(proposal, "done", "", actor)
    return receipt


def decline(proposal_id: int, actor: Actor, why: str) -> None:
    """Refuse to confirm, with a reason the proposer reads; the proposer takes it back in the same way.

    Raises `BadInput` without a reason, `Missing`.
    """
    if not why.strip():
        raise BadInput("docket.decline", Text("请写明不确认的理由。", "Say why you do not confirm."))
    opened = open_proposal(proposal_id, actor, "不予确认")
    with transaction.atomic():
        if _close(opened.proposal, "declined", why.strip()[:500], actor):
            _forget_who_entered(opened.command, actor)


def _forget_who_entered(command: Command, actor: Actor) -> None:
    """Erase the identity sealed for who was to enter by an act that never stood; of whom a case holds, nothing."""
    party_id = str((command.joined or {}).get("party_id") or "")
    if party_id and not CaseParty.objects.filter(party_id=party_id).exists():
        forget(UUID(party_id), COPY_ERASED, actor)


def _close(proposal: Proposal, status: str, why: str, actor: Actor) -> bool:
    """Close an open proposal and erase its copy; whether it was still open."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE docket_proposal SET status = %s, why = %s WHERE id = %s AND status = 'open'",
            [status, why, proposal.pk],
        )
        if not cursor.rowcount:
            return False
        erase(proposal.item, COPY_ERASED, actor)
        return True


def worked_out(opened: Opened) -> dict[str, Any]:
    """What the law will work out of what was filled in (the places a draw comes to): to be read before it is confirmed."""
    case = Case.objects.values("version", "state").get(pk=opened.proposal.case_id)
    procedure = the_law().version(case["version"])
    branch = procedure.branch(opened.proposal.act, opened.proposal.outcome or None)
    if branch is None or not branch.computed:
        return {}
    at = (opened.command.at or clock.now()).astimezone(clock.ZONE).isoformat(timespec="seconds")
    env = Env(procedure, orjson.loads(case["state"]), World(), at, {}, branch.act)
    kept, _ = check_form(branch, opened.command.form, env)
    return {name: kept[name] for name in branch.computed if name in kept and name not in opened.command.form}


def _written(command: Command) -> bytes:
    at = command.at.isoformat() if command.at else None
    data: Mapping[str, Any] = {
        "act": command.act, "by": {role: list(ids) for role, ids in command.by.items()}, "form": dict(command.form), "at": at,
        "party": command.party, "joined": dict(command.joined) if command.joined else None, "irregular": command.irregular,
    }  # fmt: skip
    return orjson.dumps(data, default=str)


def _read(text: bytes, head: str) -> Command:
    data = orjson.loads(text)
    at = datetime.fromisoformat(data["at"]) if data["at"] else None
    return Command(
        data["act"], data["by"], data["form"], at, head, data["party"], data["joined"], data["irregular"]
    )
