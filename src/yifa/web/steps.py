"""What can be done with a case now, for this reader: the next step, the rest of their own, what others do, what happens to the body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection

from yifa import clock
from yifa.docket.officers import ACTORS, actors_for
from yifa.docket.reading import lawful_now
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law, world_for
from yifa.errors import Reason, Text
from yifa.people.models.revision import current_revision
from yifa.procedures import Actor, Branch, Option, Procedure, World, fills, next_steps, roles_of

from .access import Reader
from .picking import holders

__all__ = ["Steps", "able_in", "engine_actor", "steps_of", "world_of"]

HAND_ON = "assign_to"
"""The act of the fragment `assignment`: the next step where nobody who may take the next one reaches the case."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The acts of a case as its page groups them; `shut` is what cannot be done now, with reasons."""

    main: list[Option] = field(default_factory=list)
    own: list[Option] = field(default_factory=list)
    common: list[Option] = field(default_factory=list)
    """Of the reader, and of every other officer too: keeping the file, serving, handing over."""
    otherwise: list[Option] = field(default_factory=list)
    """Of the reader: what ends the case another way, or takes something back."""
    others: list[tuple[Option, list[Any], list[str]]] = field(default_factory=list)
    """For others, with the titles of the roles whose business it is, and those of the body who may do it and reach the case."""
    events: list[Option] = field(default_factory=list)
    shut: list[Option] = field(default_factory=list)


def engine_actor(request: Reader) -> Actor:
    """The reader as the law sees them."""
    return Actor(str(request.actor.id), request.actor.post_kinds, request.actor.certificates)


def world_of(row: CaseRow, procedure: Procedure, state: dict[str, Any]) -> World:
    """What separation of roles asks beside the case: who acted in linked ones."""
    with connection.cursor() as cursor:
        return world_for(cursor, the_law(), procedure, None, row, state, clock.now(), {})


def steps_of(request: Reader, row: CaseRow, procedure: Procedure, state: dict[str, Any]) -> Steps:
    """The acts and events of a case, grouped for the reader."""
    found = [
        _with_something_to_name(procedure, state, o)
        for o in lawful_now(row)
        if "linked" not in o.branch.by and "law" not in o.branch.by
    ]
    world, me = world_of(row, procedure, state), engine_actor(request)
    filled = {role for role in procedure.roles if fills(procedure, role, me, state, world)}
    steps, able, stuck = Steps(shut=_shut(found)), _Able(row, procedure, state, world), False
    for option, is_step in next_steps(procedure, state, found):
        branch = option.branch
        if branch.kind == "event":
            steps.events.append(option)
        elif not filled.intersection(roles_of(procedure, branch)):
            roles = roles_of(procedure, branch)
            names = able.names(roles)
            stuck = stuck or (is_step and not names and all(procedure.roles[role].posts for role in roles))
            steps.others.append((option, [procedure.roles[role].title for role in roles], names))
        elif is_step:
            steps.main.append(option)
        elif _ends_otherwise(procedure, branch):
            steps.otherwise.append(option)
        else:
            (steps.common if "any_officer" in branch.by else steps.own).append(option)
    _together(steps, procedure)
    if stuck and (hand_on := next((o for o in steps.common if o.branch.act == HAND_ON), None)) is not None:
        steps.common.remove(hand_on)
        steps.main.append(hand_on)
    return steps


def _together(steps: Steps, procedure: Procedure) -> None:
    """The outcomes of one act stand together: one that ends the case another way beside those that do not, in the order of the law."""
    offered = [o.branch.act for o in (*steps.main, *steps.own)]
    beside = [o for o in steps.otherwise if o.branch.act in offered and not o.branch.revokes]
    steps.otherwise[:] = [o for o in steps.otherwise if o not in beside]
    steps.own.extend(beside)
    first = {act: place for place, act in reversed([*enumerate(o.branch.act for o in steps.own)])}
    steps.own.sort(key=lambda o: (first[o.branch.act], [*procedure.branches[o.branch.act]].index(o.branch.outcome)))  # fmt: skip


class _Able:
    """Who may act in the roles of a case, asked once for each role."""

    def __init__(self, row: CaseRow, procedure: Procedure, state: dict[str, Any], world: World) -> None:
        self.row, self.procedure, self.state, self.world = row, procedure, state, world
        self.known: dict[str, dict[int, str]] = {}

    def names(self, roles: Iterable[str]) -> list[str]:
        """The names of those who may act in one of these roles, who handles the case first."""
        found: dict[int, str] = {}
        for role in roles:
            if role not in self.known:
                self.known[role] = able_in(self.row, self.procedure, self.state, role, self.world)
            found |= self.known[role]
        return [name for _, name in sorted(found.items(), key=lambda each: each[0] != self.row["handler_id"])]


def able_in(
    row: CaseRow, procedure: Procedure, state: dict[str, Any], role: str, world: World,
    at: datetime | None = None, *, also: Mapping[int, str] | None = None,
) -> dict[int, str]:  # fmt: skip
    """Those of the body (and `also` these) who may act in a role of the case: the post, a reach to the case, nothing against them; who handles it first."""
    posts = procedure.roles[role].posts
    names = {**(dict(holders(posts, row["body_id"])) if posts else {}), **(also or {})}
    revision, moment = current_revision(), at or clock.now()
    near = [pk for pk in names if ACTORS.scope(pk, moment, revision, "act").allows(row)]
    actors = actors_for({role: near}, moment, revision)[role]
    able = [int(each.id) for each in actors if fills(procedure, role, each, state, world)]
    return {pk: names[pk] for pk in sorted(able, key=lambda each: each != row["handler_id"])}


def _with_something_to_name(procedure: Procedure, state: dict[str, Any], option: Option) -> Option:
    """The option, shut where its form must name an entry of acts of which none was done yet."""
    for spec in option.branch.fields.values() if option.open else ():
        if spec.type == "entry" and spec.required and spec.of and not state["done"].keys() & set(spec.of):
            titles = [next(iter(procedure.branches[act].values())).title for act in spec.of]
            zh, en = "、".join(t.zh for t in titles), ", ".join(t.en for t in titles)
            why = Text(f"还没有“{zh}”的记录。", f"There is no entry of '{en}' yet.")
            return replace(option, open=False, reasons=(Reason("web.nothing_to_name", why),))
    return option


def _ends_otherwise(procedure: Procedure, branch: Branch) -> bool:
    """Takes something back, or leads to an end that is not the first the procedure names; of what is kept, to any end."""
    first = None if procedure.text.kept else next(iter(procedure.text.ends))
    return bool(branch.revokes) or (branch.to in procedure.ends and branch.to != first)


def _shut(found: Iterable[Option]) -> list[Option]:
    """What cannot be done: for another reason than the stage first."""
    shut = [o for o in found if not o.open]
    return sorted(
        shut, key=lambda o: all(r.code in ("procedures.stage", "procedures.ended") for r in o.reasons)
    )
