"""Refusals are data: who was refused what, when, and by which article. No form is kept."""

from __future__ import annotations

import orjson
from django.db import connection, transaction

from yifa import clock
from yifa.errors import Refused

__all__ = ["record_refusal"]


def record_refusal(
    case_id: int | None, act: str, officer_id: int | None, refused: Refused, procedure: str = ""
) -> None:
    """Write one refusal in a transaction of its own, after the refused one was rolled back."""
    reasons = orjson.dumps(
        [{"code": r.code, "ground": r.ground, "field": r.field} for r in refused.reasons]
    ).decode()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO docket_refusal (case_id, procedure, act, officer_id, at, reasons) "
            "VALUES (%s, COALESCE((SELECT procedure FROM docket_case WHERE id = %s), %s), %s, %s, %s, %s)",
            [
                case_id,
                case_id,
                procedure,
                act,
                officer_id or 0,
                clock.now().isoformat(timespec="seconds"),
                reasons,
            ],
        )
