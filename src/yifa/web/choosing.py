"""Which case to open: the procedures this reader can begin, the daily ones first, the rest by area."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.people.families import matches
from yifa.procedures import START, Law, Procedure, roles_of
from yifa.procedures.areas import by_field
from yifa.procedures.register import FAMILY

from .access import Reader, may, signed_in

__all__ = ["can_open", "choose", "linked_only", "says"]

DAILY = 6
"""How many procedures stand open at the top: those this body opens most."""


def linked_only(law: Law) -> set[str]:
    """Procedures opened only from another case: linked to, telling it how they ended, with no matter of their own."""
    newest = [versions[-1] for versions in law.families.values()]
    linked = {link.procedure for procedure in newest for link in procedure.text.links.values()}
    referred = {to for procedure in newest for referral in procedure.referrals.values() for to in referral.to}
    return {p.family for p in newest if p.family in linked - referred and _tells(p) and not _own_matter(p)}


def _tells(procedure: Procedure) -> bool:
    return any(branch.tells for branches in procedure.branches.values() for branch in branches.values())


def _own_matter(procedure: Procedure) -> bool:
    return any(spec.type in ("violation", "violations") for spec in procedure.text.case.values())


def says(words: str, *told: Any) -> bool:
    """Whether every word asked for stands in what is told, in either language."""
    whole = " ".join(f"{each.zh} {each.en}" for each in told).lower()
    return all(word in whole for word in words.lower().split())


def _can_begin(request: Reader, procedure: Procedure) -> bool:
    """Whether some first act is for a post of the reader; what happens to the body can be recorded by whoever opens the case."""
    first = [
        b
        for branches in procedure.branches.values()
        for b in branches.values()
        if b.stages and START in b.stages
    ]
    kinds, held = request.actor.post_kinds, request.actor.certificates
    roles = [
        procedure.roles[role]
        for branch in first
        if branch.kind == "act"
        for role in roles_of(procedure, branch)
    ]
    return any(branch.kind == "event" for branch in first) or any(
        (not role.posts or kinds.intersection(role.posts)) and not kinds.intersection(role.never)
        and (role.certificate is None or role.certificate in held)
        for role in roles
    )  # fmt: skip


def _procedures(request: Reader) -> list[Procedure]:
    law = the_law()
    patterns = {pattern for clause in may(request, "open").clauses for pattern in clause.families}
    elsewhere = linked_only(law)
    return [
        versions[-1]
        for family, versions in law.families.items()
        if any(matches(pattern, family) for pattern in patterns)
        and family not in elsewhere
        and not family.startswith(FAMILY)
        and _can_begin(request, versions[-1])
    ]


def can_open(request: Reader, family: str) -> bool:
    """Whether the reader can begin a case of this family."""
    return any(procedure.family == family for procedure in _procedures(request))


@signed_in
def choose(request: Reader) -> HttpResponse:
    """Which procedure: what this body opens most first, the rest folded by field; or those in whose words something is found."""
    q = request.GET.get("q", "").strip()[:60]
    found = [p for p in _procedures(request) if says(q, p.title, p.text.about)]
    daily = [] if q else _daily(request, found)
    fields = by_field(the_law(), [p for p in found if p not in daily])
    return render(request, "yifa/choose.html", {"daily": daily, "fields": fields, "open": not daily, "q": q})


def _daily(request: Reader, found: list[Procedure]) -> list[Procedure]:
    """What the reader's bodies open most."""
    bodies = {post.body_id for post in request.actor.posts}
    counted = (
        Case.objects.filter(body_id__in=bodies, training=False)
        .values_list("procedure")
        .annotate(n=Count("id"))
    )
    opened = dict(counted)
    return sorted((p for p in found if opened.get(p.family)), key=lambda p: -opened[p.family])[:DAILY]
