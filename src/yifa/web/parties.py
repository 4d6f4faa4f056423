"""The parties of a case as pages name them: by what they are here, numbered where there are several, with their mask."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yifa.docket.models import Case, CaseParty
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law
from yifa.errors import Text
from yifa.people.models import Party
from yifa.procedures import Procedure

from .access import Reader

__all__ = ["Named", "names_of", "parties_in", "parties_of"]

READ = ("id", "procedure", "version", "body_id", "office_id", "handler_id", "division")
"""What of a case is read to name its parties in a list."""


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
    return _named(request, row, procedure, rows, _masks(rows))


def parties_in(request: Reader, case_ids: Iterable[int]) -> dict[int, list[Named]]:
    """The parties of many cases at once, by the id of the case: for lists."""
    by_id = {row["id"]: row for row in Case.objects.filter(pk__in=set(case_ids)).values(*READ)}
    found = list(CaseParty.objects.filter(case_id__in=by_id).order_by("id"))
    masks, of_case = _masks(found), defaultdict[int, list[CaseParty]](list)
    for party in found:
        of_case[party.case_id].append(party)
    law = the_law()
    return {
        pk: _named(request, by_id[pk], law.version(by_id[pk]["version"]), parties, masks)
        for pk, parties in of_case.items()
    }


def _masks(parties: Iterable[CaseParty]) -> dict[str, str]:
    """What pages show of who the parties are, by their identity."""
    ids = [uuid.UUID(p.party_id) for p in parties if p.party_id]
    return {str(p.pk): p.mask for p in Party.objects.filter(pk__in=ids)}


def _named(
    request: Reader, row: CaseRow, procedure: Procedure, parties: list[CaseParty], masks: Mapping[str, str]
) -> list[Named]:
    """The parties of one case as pages name them."""
    several, seen = Counter(p.role for p in parties), Counter[str]()
    reaches_shielded = request.sees.allows({**row, "shielded": True})
    found = []
    for party in parties:
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
