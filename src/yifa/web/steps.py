"""What can be done with a case now, for this reader: the next step, the rest of their own, what others do, what happens to the body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection

from yifa import clock
from yifa.docket.officers import actor_now
from yifa.docket.reading import lawful_now
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law, world_for
from yifa.errors import Reason, Text
from yifa.people.scopes import scope_for
from yifa.procedures import Actor, Branch, Option, Procedure, World, fills, next_steps, roles_of

from .access import Reader
from .picking import holders

__all__ = ["Steps", "engine_actor", "steps_of", "world_of"]


@dataclass(frozen=True, slots=True)
class Steps:
    """The acts of a case as its page groups them; `shut` is what cannot be done now, with reasons."""

    main: list[Option] = field(default_factory=list)
    own: list[Option] = field(default_factory=list)
    common: list[Option] = field(default_factory=list)
    """Of the reader, and of every other officer too: keeping the file, serving, handing over."""
    otherwise: list[Option] = field(default_factory=list)
    """Of the reader: what ends the case another way, or takes something back."""
    others: list[tuple[Option, list[Any], list[str], bool]] = field(default_factory=list)
    """For others, with the titles of the roles whose business it is, those of the body who hold the posts, and whether these see the case."""
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
    steps, held = Steps(shut=_shut(found)), dict[tuple[str, ...], tuple[list[str], bool]]()
    for option, is_step in next_steps(procedure, state, found):
        branch = option.branch
        if branch.kind == "event":
            steps.events.append(option)
        elif not filled.intersection(roles_of(procedure, branch)):
            roles = [procedure.roles[role] for role in roles_of(procedure, branch)]
            posts = tuple(dict.fromkeys(post for role in roles for post in role.posts))
            if posts not in held:
                held[posts] = _holding(posts, row)
            steps.others.append((option, [role.title for role in roles], *held[posts]))
        elif is_step:
            steps.main.append(option)
        elif _ends_otherwise(procedure, branch):
            steps.otherwise.append(option)
        else:
            (steps.common if "any_officer" in branch.by else steps.own).append(option)
    return steps


def _holding(posts: tuple[str, ...], row: CaseRow) -> tuple[list[str], bool]:
    """Who holds these posts, by name: those who see the case; where nobody does, everyone, and that they do not."""
    found = holders(posts, row["body_id"]) if posts else []
    seeing = [name for pk, name in found if scope_for(actor_now(pk), "see").allows(row)]
    return (seeing, True) if seeing or not found else ([name for _, name in found], False)


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
