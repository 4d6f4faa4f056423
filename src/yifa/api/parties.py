"""Who a request names: the parties of a new case, and the one that enters a case by an act."""

from __future__ import annotations

from dataclasses import replace

from yifa.docket.door import Command
from yifa.docket.entering import entering
from yifa.docket.opening import PartyIn
from yifa.errors import BadInput, Text
from yifa.people.parties import Identity, NumberKind, Prepared, kind_of, prepare
from yifa.procedures import Procedure

from .schemas import Entering, PartyIdentity

__all__ = ["entered", "parties_in"]


def parties_in(given: list[PartyIdentity]) -> tuple[list[PartyIn], list[Prepared]]:
    """The parties of a new case, and the identities of those who are named. Raises `BadInput`."""
    parties, identities = [], []
    for place, one in enumerate(given, start=1):
        made = _identity(one) if one.name.strip() else None
        if made is not None:
            identities.append(made)
        parties.append(
            PartyIn(
                one.role,
                f"p{place}",
                one.kind,
                one.minor,
                identity=made.party.identity_key if made else "",
                party_id=str(made.party.pk) if made else "",
            )
        )
    return parties, identities


def entered(
    case_id: int, procedure: Procedure, command: Command, joins: Entering | None
) -> tuple[Command, list[Prepared]]:
    """The act with the party that enters by it, and its identity. Raises `BadInput` for an act by which nobody does."""
    if joins is None:
        return command, []
    branch = procedure.branch(command.act, command.form.get("outcome"))
    if branch is None or branch.joins is None:
        raise BadInput(
            "api.joins",
            Text(
                f"“{command.act}”不登记新当事人，请去掉 joins。",
                f"No party enters by '{command.act}': leave out 'joins'.",
            ),
        )
    made = _identity(joins)
    return replace(command, joined=entering(case_id, branch.joins, joins.kind, made, minor=joins.minor)), [
        made
    ]


def _identity(one: Entering) -> Prepared:
    return prepare(
        Identity(kind_of(one.kind), one.name, one.number, NumberKind(one.number_kind), one.phone, one.address)
    )
