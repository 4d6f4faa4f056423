"""Matters passed on to another office: what waits to be taken up, taking it up, giving it back.

The office that takes a matter up opens a case of its own procedure from it; both cases are linked in
one transaction, and nobody types a fact twice. Who reported it stays where it was reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any

import orjson
from django.conf import settings
from django.db import connection, transaction

from yifa import clock
from yifa.errors import BadInput, Forbidden, Missing, Reason, Refused, Text
from yifa.people.actors import Actor
from yifa.people.families import matches
from yifa.people.scopes import scope_for
from yifa.procedures import Env, Procedure, World, holds
from yifa.procedures.model import CompiledReferral

from . import store
from .door import Command, Receipt, step
from .entries import load_entries
from .officers import actor_now
from .opening import Cover, PartyIn
from .store import CaseRow
from .world import the_law

__all__ = ["Waiting", "count_waiting", "from_parent", "give_back", "link_parent", "read_waiting", "waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter as the office that may take it up sees it: of the first case only what was passed on.

    `facts` and `parties` are for the new case; `cover` says where in the vault the personal facts of the first cover lie.
    """

    case_id: int
    name: str
    number: str
    title: Text
    division: str
    opened_on: str
    families: tuple[str, ...]
    facts: Mapping[str, Any]
    cover: Mapping[str, str] = field(default_factory=dict)
    parties: tuple[PartyIn, ...] = ()
    """Who goes along, in the roles of the new case; who they are stays in the vault where it is."""


def waiting(actor: Actor, limit: int = 200) -> list[Waiting]:
    """Matters that wait, of the areas and procedures in which `actor` may open cases; oldest first."""
    where, params = _for(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.case_id, r.name, c.number, c.division, c.opened_on, c.version, c.state FROM docket_referral r"
            f" JOIN docket_case c ON c.id = r.case_id WHERE r.status = 'waiting' AND {where} ORDER BY r.case_id LIMIT %s",
            [*params, limit],
        )
        rows = cursor.fetchall()
    found = []
    for case_id, name, number, division, opened_on, version, state in rows:
        procedure = the_law().version(version)
        if families := _families(actor, procedure, name, division):
            facts = (
                case_id,
                name,
                number,
                division,
                str(opened_on),
                procedure,
                orjson.loads(state),
                families,
            )
            found.append(_waiting(*facts))
    return found


def count_waiting(actor: Actor, at_most: int = 100) -> int:
    """How many matters wait for `actor`, counted no further than `at_most`; no case is read for it."""
    where, params = _for(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM (SELECT 1 FROM docket_referral r JOIN docket_case c ON c.id = r.case_id"
            f" WHERE r.status = 'waiting' AND {where} LIMIT %s) AS found",
            [*params, at_most],
        )
        return int(cursor.fetchone()[0])


def _for(actor: Actor) -> tuple[str, list[Any]]:
    """The condition on a referral `r` of a case `c`: of these procedures' matters, in these areas, training or not as the installation is."""
    patterns = {pattern for clause in scope_for(actor, "open").clauses for pattern in clause.families}
    matters = {
        (procedure.family, name)
        for procedure in the_law().versions.values()
        for name, referral in procedure.referrals.items()
        if any(matches(pattern, family) for pattern in patterns for family in referral.to)
    }
    areas = {post.division for post in actor.posts}
    if not matters or not areas:
        return "1=0", []
    of_matters = " OR ".join(["(c.procedure = %s AND r.name = %s)"] * len(matters))
    # One area lies within the other, whichever is the larger: a grid's event is the street's, and the other way round.
    within = (
        "substr(c.division || '/', 1, %s) = %s OR substr(%s, 1, length(c.division) + 1) = c.division || '/'"
    )
    of_areas = " OR ".join([within] * len(areas))
    params: list[Any] = [word for pair in sorted(matters) for word in pair]
    for area in sorted(areas):
        params += [len(area) + 1, f"{area}/", f"{area}/"]
    return f"({of_matters}) AND ({of_areas}) AND c.training = %s", [*params, settings.TRAINING]


def read_waiting(case_id: int, name: str, actor: Actor) -> tuple[Waiting, dict[str, str]]:
    """One matter, and where in the vault what was said of it lies: `{title: reference}`.

    Raises `Missing` where it does not wait or is not for `actor`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.number, c.division, c.opened_on, c.version, c.state FROM docket_referral r JOIN docket_case c"
            " ON c.id = r.case_id WHERE r.case_id = %s AND r.name = %s AND r.status IN ('waiting', 'taken')",
            [case_id, name],
        )
        row = cursor.fetchone()
        entries = load_entries(cursor, case_id) if row else []
    procedure = the_law().version(row[3]) if row else None
    families = _families(actor, procedure, name, row[1]) if procedure is not None else ()
    if procedure is None or not families:
        raise _not_there()
    found = _waiting(case_id, name, row[0], row[1], str(row[2]), procedure, orjson.loads(row[4]), families)
    cover = {fact: item["ref"] for fact, item in entries[0].get("sealed", {}).items()}
    titles = {procedure.text.case[fact].title.zh: ref for fact, ref in cover.items()}
    return replace(found, cover=cover), titles | _shown(procedure, name, entries)


def _not_there() -> Missing:
    return Missing(
        "docket.no_referral",
        Text("没有这项转来的事项，或者不归您办理。", "No such matter waits here, or it is not yours."),
    )


def _waiting(
    case_id: int, name: str, number: str, division: str, opened_on: str, procedure: Procedure, state: dict[str, Any],
    families: tuple[str, ...],
) -> Waiting:  # fmt: skip
    referral = procedure.referrals[name]
    facts = _carried(referral, Env(procedure, state, World(params=state["values"]), state["at"]))
    parties = tuple(_going_along(referral, state))
    return Waiting(
        case_id, name, number, referral.title, division, opened_on, families, facts, parties=parties
    )


def _carried(referral: CompiledReferral, env: Env) -> dict[str, Any]:
    """The facts that go on the new cover; what is not known yet is for the clerk to fill in."""
    facts: dict[str, Any] = {}
    for fact, expression in referral.carry.items():
        with suppress(KeyError):
            facts[fact] = expression(env)
    return facts


def _going_along(referral: CompiledReferral, state: Mapping[str, Any]) -> Iterator[PartyIn]:
    for into, role in referral.parties.items():
        for p in state["parties"].get(role, ()):
            yield PartyIn(
                into, p["key"], p["kind"], bool(p.get("minor")), p.get("identity", ""), p.get("party_id", "")
            )


def from_parent(parent: CaseRow, cover: Cover) -> Cover:
    """The cover with what the case it is opened from knows already: nobody types a fact twice.

    What the clerk wrote stands, a field that may be empty stays as it was left; a role the clerk filled gets nobody
    else; parties keep apart by their keys.
    """
    procedure, state = the_law().version(parent["version"]), orjson.loads(parent["state"])
    env = Env(procedure, state, World(params=state["values"]), state["at"])
    for referral in procedure.referrals.values():
        if cover.procedure in referral.to and holds(referral.when, env):
            child = the_law().in_force(cover.procedure, (cover.opened_at or clock.now()).date())
            fields = child.text.case
            known = _carried(referral, env)
            facts = {n: v for n, v in known.items() if n in fields and fields[n].required}
            filled = {p.role for p in cover.parties}
            along = [
                p
                for p in _going_along(referral, state)
                if p.role not in filled and p.role in child.text.parties
            ]
            return replace(
                cover, facts={**facts, **cover.facts}, parties=[*along, *_apart(along, cover.parties)]
            )
    return cover


def _apart(along: Sequence[PartyIn], written: Sequence[PartyIn]) -> Iterator[PartyIn]:
    """The parties the clerk wrote, under keys that no party going along has."""
    taken = {p.key for p in along}
    free = (f"p{n}" for n in count(1) if f"p{n}" not in taken | {p.key for p in written})
    for party in written:
        yield replace(party, key=next(free)) if party.key in taken else party


def _families(actor: Actor, procedure: Procedure, name: str, division: str) -> tuple[str, ...]:
    """Under which of the referral's families `actor` may open a case for a matter of this division."""
    if name not in procedure.referrals:
        return ()
    held = [
        family
        for family in procedure.referrals[name].to
        for post in actor.posts
        if _same_area(post.division, division)
        and any(matches(p, family) for clause in scope_for(actor, "open").clauses for p in clause.families)
    ]
    return tuple(dict.fromkeys(held))


def _same_area(post: str, division: str) -> bool:
    """One lies within the other, as paths of the division tree do."""
    longer, shorter = sorted((f"{post}/", f"{division}/"), key=len, reverse=True)
    return longer.startswith(shorter)


def _shown(procedure: Procedure, name: str, entries: list[dict[str, Any]]) -> dict[str, str]:
    """The sealed texts a referral lets its receiver read, the latest of each, by their titles."""
    found: dict[str, str] = {}
    for act, said in procedure.referrals[name].shows:
        for entry in entries:
            sealed = entry.get("sealed", {}).get(said) if entry["act"] == act else None
            if sealed:
                branch = procedure.branch(act, entry["form"].get("outcome"))
                assert branch is not None
                found[branch.fields[said].title.zh] = sealed["ref"]
    return found


def link_parent(cursor: Any, parent: CaseRow, child_id: int, family: str, officer_id: int) -> None:
    """Tell the case a new one was opened from that it was taken up; both are in the caller's transaction.

    `parent` is locked already: linked cases are locked parent before child. Raises `Refused` where
    nothing of it was passed on to this procedure, `Missing` where it was not passed on to this officer's area.
    """
    procedure, state = the_law().version(parent["version"]), orjson.loads(parent["state"])
    env = Env(procedure, state, World(params=state["values"]), state["at"])
    for name, referral in procedure.referrals.items():
        if family in referral.to and holds(referral.when, env):
            if family not in _families(actor_now(officer_id), procedure, name, parent["division"]):
                raise _not_there()
            told = {"case": child_id, "end": "", "link": name}
            step(cursor, parent["id"], Command(referral.taken, at=_not_before(state)), officer_id, told)
            return
    text = Text("该案件没有转来此类程序的事项。", "Nothing of that case was passed on to this procedure.")
    raise Refused(
        "docket.not_referred", text, procedure.text.ground, reasons=(Reason("docket.not_referred", text),)
    )


def _not_before(state: Mapping[str, Any]) -> Any:
    """Now, even where the case was recorded to the second just before."""
    return max(clock.now(), datetime.fromisoformat(state["at"]))


def give_back(case_id: int, name: str, actor: Actor, reason: str) -> Receipt:
    """Give a matter back to whoever passed it on, with a reason.

    Raises `BadInput` without one, `Missing` as `read_waiting`, `Forbidden` where this kind is not given back,
    `Refused` once it was taken up.
    """
    if not reason.strip():
        raise BadInput("docket.give_back", Text("请写明退回的理由。", "Say why it is given back."))
    read_waiting(case_id, name, actor)
    with transaction.atomic(), connection.cursor() as cursor:
        case = store.lock(cursor, case_id)
        state = orjson.loads(case["state"])
        referral = the_law().version(case["version"]).referrals[name]
        if referral.returned is None:
            raise Forbidden(
                "docket.give_back", Text("此类事项不得退回。", "Matters of this kind are not given back.")
            )
        if state["links"].get(name):
            text = Text("该事项已经立案，不得退回。", "It was taken up and is not given back.")
            raise Refused(
                "docket.taken_up",
                text,
                referral.ground,
                reasons=(Reason("docket.taken_up", text, referral.ground),),
            )
        command = Command(referral.returned, form={"reason": reason.strip()}, at=_not_before(state))
        return step(cursor, case_id, command, actor.id, {"case": "", "end": ""})
