"""Two officers are two people: each confirms an act with their own session.

A proposal is the act as it would be performed: the case's head, the act, who acts and the form. Its
digest is what each of the others confirms; a changed form or a case that moved on needs new
confirmations. What was signed on paper is entered as such (`Command.paper`), and stays visible.
"""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from django.db import connection, transaction

from yifa import clock
from yifa.errors import Reason, Refused, Text

from .store import CaseRow, insert_confirmed

__all__ = ["confirm", "proposal_digest", "require_confirmed"]


def proposal_digest(case_id: int, head: str, command: Any) -> str:
    """The digest of an act as proposed on a case whose head is `head`."""
    people = {role: sorted(int(one) for one in ids) for role, ids in command.by.items()}
    at = command.at.isoformat() if command.at else None
    body = orjson.dumps(
        [
            case_id,
            head,
            command.act,
            people,
            command.form,
            command.party,
            at,
            command.joined,
            command.irregular,
        ],
        option=orjson.OPT_SORT_KEYS,
        default=str,
    )
    return hashlib.sha256(body).hexdigest()


def confirm(digest: str, officer_id: int, session: str) -> None:
    """Record that this officer, in this session, confirms the proposal with that digest."""
    with transaction.atomic(), connection.cursor() as cursor:
        insert_confirmed(cursor, digest, officer_id, clock.now().isoformat(timespec="seconds"), session)


def require_confirmed(cursor: Any, case: CaseRow, command: Any, officer_id: int | None) -> None:
    """Refuse unless everyone acting beside the officer signed in has confirmed, or signed on paper."""
    others = {int(one) for ids in command.by.values() for one in ids} - {officer_id}
    if not others or command.paper:
        return
    digest = proposal_digest(case["id"], case["head"], command)
    cursor.execute("SELECT officer_id FROM docket_confirmation WHERE digest = %s", [digest])
    missing = others - {row[0] for row in cursor.fetchall()}
    if missing:
        text = Text(
            f"还有 {len(missing)} 人未以本人账号确认。",
            f"{len(missing)} people have not confirmed with their own account.",
        )
        reason = Reason(
            "people.unconfirmed", text, "行政处罚法/42" if case["procedure"].startswith("penalty.") else ""
        )
        raise Refused(
            "docket.unconfirmed",
            text,
            reason.ground,
            reasons=(reason,),
            data={"proposal": digest, "missing": sorted(missing)},
        )
