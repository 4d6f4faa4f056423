"""Who enters a case by an act: what the docket keeps of them, under the next free key of the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.people.parties import Prepared

from .models import CaseParty

__all__ = ["entering"]


def entering(case_id: int, role: str, kind: str, made: Prepared, *, minor: bool = False) -> Mapping[str, Any]:
    """The party of `Command.joined`: its role, its kind as the procedure says it, and the sealed identity `made`."""
    known = set(CaseParty.objects.filter(case_id=case_id).values_list("key", flat=True))
    key = next(name for n in range(1, len(known) + 2) if (name := f"p{n}") not in known)
    return {
        "role": role, "key": key, "kind": kind, "minor": minor,
        "identity": made.party.identity_key, "party_id": str(made.party.pk),
    }  # fmt: skip
