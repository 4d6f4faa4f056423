"""Who and where a case is given to: public fields named `handler`, `office` and `division` must name what exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa import clock
from yifa.errors import Reason, Refused, Text
from yifa.people.models import Office, Officer
from yifa.people.models.dated import valid_on
from yifa.places.models import Division

from .store import CaseRow

__all__ = ["ASSIGNS", "require_known"]

ASSIGNS = ("handler", "office", "division")


def require_known(case: CaseRow, form: Mapping[str, Any]) -> None:
    """Raise `Refused` for a handler or office that the case's body does not have, or a division that is not there."""
    wanted = {name: str(form[name]) for name in ASSIGNS if name in form}
    if not wanted:
        return
    reasons = [
        Reason("form.unreadable", Text(f"没有“{value}”。", f"There is no '{value}'."), field=name)
        for name, value in wanted.items()
        if not _known(name, value, case)
    ]
    if reasons:
        raise Refused("docket.assign", reasons[0].text, reasons=tuple(reasons))


def _known(name: str, value: str, case: CaseRow) -> bool:
    today = clock.today()
    if name == "division":
        return bool(Division.objects.standing_on(today).filter(path=value).exists())
    if not value.isdigit() or len(value) > 18:
        return False
    if name == "handler":
        return bool(Officer.objects.filter(pk=int(value), is_active=True).exists())
    return bool(Office.objects.filter(valid_on(today), pk=int(value), body_id=case["body_id"]).exists())
