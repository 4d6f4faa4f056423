"""Who is named on a page: a line of kind, name and number for each party, and the one that enters a case by an act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from yifa.docket.entering import entering
from yifa.errors import BadInput, Text
from yifa.people.parties import Identity, NumberKind, Prepared, kind_of, prepare
from yifa.procedures import Branch, Procedure

__all__ = ["KINDS", "Joining", "Line", "joining", "prepared", "written"]

KINDS = {
    "person": ("个人", "Person"),
    "organisation": ("单位", "Organisation"),
    "individual_business": ("个体工商户", "Individual business"),
    "body": ("机关", "Public body"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line for a party, as filled in, with what is wrong with it."""

    kind: str = ""
    name: str = ""
    number: str = ""
    error: Text | None = None

    @property
    def empty(self) -> bool:
        """Whether nobody is named."""
        return not self.name.strip() and not self.number.strip()


def written(posted: Any, role: str) -> list[Line]:
    """Kind, name and number of each party of a role, as filled in."""
    kinds, names, numbers = (posted.getlist(f"p-{role}-{word}") for word in ("kind", "name", "number"))
    return [Line(*words) for words in zip_longest(kinds, names, numbers, fillvalue="")]


def prepared(line: Line) -> Prepared:
    """The identity of a line, sealed but not yet written. Raises `BadInput`."""
    if line.kind not in KINDS:
        raise BadInput("web.party_kind", Text("请选择类别。", "Choose the kind."))
    of_person = NumberKind.RESIDENT_ID if line.kind == "person" else NumberKind.CREDIT_CODE
    number_kind = of_person if line.number.strip() else NumberKind.NONE
    return prepare(Identity(kind_of(line.kind), line.name, line.number, number_kind))


@dataclass(frozen=True, slots=True)
class Joining:
    """The party that enters by an act: its line on the page; what the docket keeps, and its identity, once somebody is named."""

    role: str
    spec: Any
    line: Line
    joined: Mapping[str, Any] | None = None
    identities: tuple[Prepared, ...] = ()

    def told(self, error: Text | None) -> Joining:
        """The same with what was said against it, where nothing was yet."""
        return (
            self if error is None or self.line.error else replace(self, line=replace(self.line, error=error))
        )


def joining(procedure: Procedure, branch: Branch, case_id: int, posted: Any) -> Joining | None:
    """Who enters by this act as filled in; None for an act by which nobody does. A line at fault names nobody and says why."""
    role = branch.joins
    if role is None:
        return None
    line = next(iter(written(posted, role)), Line())
    found = Joining(role, procedure.text.parties[role], line)
    if line.empty:
        return found
    try:
        made = prepared(line)
    except BadInput as problem:
        return found.told(problem.text)
    return replace(found, joined=entering(case_id, role, line.kind, made), identities=(made,))
