"""Who acts: the roles of an act, and for each those who may fill it in this case today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yifa.docket.store import CaseRow
from yifa.procedures import Branch, Procedure, World, fills, roles_of

from .access import Reader
from .facts import officer_names
from .picking import Choice, holders
from .steps import able_in, engine_actor, world_of

__all__ = ["Acting", "roles_for"]


@dataclass(frozen=True, slots=True)
class Acting:
    """One role as the form asks for it; `folded` where another role may do the act as well."""

    name: str
    title: Any
    number: int
    people: list[Choice]
    picked: Sequence[str]
    approves: bool
    folded: bool


def roles_for(
    request: Reader, row: CaseRow, procedure: Procedure, state: dict[str, Any], branch: Branch,
    chosen: Mapping[str, Sequence[str]], at: datetime | None,
) -> list[Acting]:  # fmt: skip
    """The roles that may do an act: those of the reader first, chosen once; whoever approves last, the other ways folded."""
    world, me = world_of(row, procedure, state), engine_actor(request)
    mine = [role for role in procedure.roles if fills(procedure, role, me, state, world)]
    several = "any_officer" in branch.by
    names = sorted(
        roles_of(procedure, branch),
        key=lambda n: (not chosen.get(n), n not in mine, several and procedure.roles[n].at_least > 1),
    )
    wanted = [*names, *([branch.approve] if branch.approve and branch.approve not in names else [])]
    found, is_chosen = [], bool(chosen)
    for place, name in enumerate(wanted):
        people = _people(request, row, procedure, state, name, chosen.get(name, ()), world, at)
        picked = list(chosen.get(name, ()))
        if not is_chosen and name in mine and name != branch.approve:
            picked, is_chosen = [me.id], True
        spec, approves = procedure.roles[name], name == branch.approve
        folded = place > 0 and not approves and not picked
        found.append(Acting(name, spec.title, spec.at_least, people, picked, approves, folded))
    return found


def _people(
    request: Reader, row: CaseRow, procedure: Procedure, state: dict[str, Any], role: str,
    chosen: Sequence[str], world: World, at: datetime | None,
) -> list[Choice]:  # fmt: skip
    """Those who hold the post, whose posts reach this case and who may act in the role; of a paper case all who hold it, since who could then is not asked of today."""
    mine = {request.actor.id: request.actor.name}
    able = able_in(row, procedure, state, role, world, at, also=mine)
    if row["paper"]:
        held = dict(holders(procedure.roles[role].posts, row["body_id"]))
        able |= {pk: name for pk, name in held.items() if pk not in mine}
    listed = {str(pk): name for pk, name in able.items()}
    listed |= officer_names(one for one in chosen if one not in listed)
    return [Choice(pk, name) for pk, name in listed.items()]
