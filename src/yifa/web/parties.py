"""The parties of a case as pages name them: by what they are here, numbered where there are several, with their mask."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass

from yifa.docket.models import CaseParty
from yifa.docket.store import CaseRow
from yifa.errors import Text
from yifa.people.models import Party
from yifa.procedures import Procedure

from .access import Reader

__all__ = ["Named", "names_of", "parties_of"]


@dataclass(frozen=True, slots=True)
class Named:
    """One party: its key in the docket, what it is in this procedure (with its number where there are several), its mask."""

    key: str
    title: Text
    mask: Text
    role: str = ""

    @property
    def name(self) -> Text:
        """Title and mask together."""
        return Text(f"{self.title.zh}（{self.mask.zh}）", f"{self.title.en} ({self.mask.en})")


def parties_of(request: Reader, row: CaseRow, procedure: Procedure) -> list[Named]:
    """Every party of a case in the order in which it came; of a shielded one, only that it is there."""
    rows = list(CaseParty.objects.filter(case_id=row["id"]).order_by("id"))
    ids = [uuid.UUID(p.party_id) for p in rows if p.party_id]
    masks = {str(p.pk): p.mask for p in Party.objects.filter(pk__in=ids)}
    several, seen = Counter(p.role for p in rows), Counter[str]()
    reaches_shielded = request.sees.allows({**row, "shielded": True})
    found = []
    for party in rows:
        seen[party.role] += 1
        spec = procedure.text.parties.get(party.role)
        title = Text(spec.title.zh, spec.title.en) if spec else Text("当事人", "Party")
        if several[party.role] > 1:
            title = Text(f"{title.zh}{seen[party.role]}", f"{title.en} {seen[party.role]}")
        hidden = spec is not None and spec.shielded and not reaches_shielded
        found.append(
            Named(
                party.key,
                title,
                _mask("" if hidden else masks.get(party.party_id, ""), hidden=hidden),
                party.role,
            )
        )
    return found


def _mask(mask: str, *, hidden: bool) -> Text:
    if hidden:
        return Text("身份受保护", "identity protected")
    return Text(mask, mask) if mask else Text("未登记身份", "no identity entered")


def names_of(parties: list[Named], language: str) -> dict[str, str]:
    """What each party is called, by its key."""
    return {party.key: party.name.in_(language) for party in parties}
