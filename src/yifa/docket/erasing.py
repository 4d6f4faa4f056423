"""Sealed facts erased by an act whose law says so: when a purpose is over, nobody has to remember it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from yifa.errors import BadInput, Text
from yifa.people.vault import erase, erased_of
from yifa.procedures import Branch

__all__ = ["erase_sealed"]


def erase_sealed(branch: Branch, entries: Iterable[Mapping[str, Any]], officer_id: int | None) -> None:
    """Erase the sealed facts of the acts that this one `erases`, on its ground, in the name of who did it.

    What was erased before stays as it is. Raises `BadInput` where nobody did the act.
    """
    if officer_id is None:
        raise BadInput("docket.erased_by", Text("删除个人信息应当由工作人员办理。", "Personal facts are erased by an officer."), "个人信息保护法/47")  # fmt: skip
    refs = {
        UUID(item["ref"])
        for entry in entries
        if entry.get("act") in branch.erases
        for item in entry.get("sealed", {}).values()
    }
    for ref in sorted(refs - erased_of(refs)):
        erase(ref, branch.ground or "个人信息保护法/47", officer_id)
