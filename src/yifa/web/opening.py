"""Opening a case: choose the procedure, fill in the cover, then do the first act."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yifa import clock
from yifa.docket.cases import open_case
from yifa.docket.opening import Cover, PartyIn
from yifa.docket.world import the_law
from yifa.errors import Refused
from yifa.people.actors import PostHeld
from yifa.people.families import matches
from yifa.people.models import Party
from yifa.people.parties import Identity, NumberKind, Prepared, prepare
from yifa.people.scopes import post_for
from yifa.procedures import Procedure

from .access import Reader, may, signed_in
from .forms import raw_values, shown_fields
from .referrals import PassedOn, passed_on

__all__ = ["choose", "new"]

KINDS = {
    "person": ("个人", "Person"),
    "organisation": ("单位", "Organisation"),
    "individual_business": ("个体工商户", "Individual business"),
}


def _families(request: Reader) -> list[Procedure]:
    """The procedures the reader may open a case under."""
    patterns = {p for clause in may(request, "open").clauses for p in clause.families}
    return [
        versions[-1]
        for family, versions in the_law().families.items()
        if any(matches(p, family) for p in patterns)
    ]


@signed_in
def choose(request: Reader) -> HttpResponse:
    """Which procedure."""
    return render(request, "yifa/choose.html", {"procedures": _families(request)})


def _written(posted: Any, role: str) -> list[tuple[str, str, str]]:
    """Kind, name and number of each party of a role, as filled in."""
    kinds, names, numbers = (posted.getlist(f"p-{role}-{word}") for word in ("kind", "name", "number"))
    return list(zip_longest(kinds, names, numbers, fillvalue=""))


def _rows(procedure: Procedure, posted: Any) -> list[dict[str, Any]]:
    """The lines for parties, at least two a role, with what was filled in."""
    return [
        {
            "role": role,
            "spec": spec,
            "rows": [*_written(posted, role), *[("", "", "")] * 2][: max(2, len(_written(posted, role)))],
        }
        for role, spec in procedure.text.parties.items()
    ]


def _parties(procedure: Procedure, posted: Any) -> tuple[list[PartyIn], list[Prepared]]:
    """The parties named on the page, and their identities sealed for the vault."""
    found: list[PartyIn] = []
    identities: list[Prepared] = []
    for role in procedure.text.parties:
        for kind, name, number in _written(posted, role):
            if not name.strip():
                continue
            kind_of_number = (
                NumberKind.NONE
                if not number.strip()
                else NumberKind.RESIDENT_ID
                if kind == "person"
                else NumberKind.CREDIT_CODE
            )
            made = prepare(Identity(Party.Kind(kind), name, number, kind_of_number))
            identities.append(made)
            found.append(
                PartyIn(
                    role,
                    f"p{len(found) + 1}",
                    kind,
                    identity=made.party.identity_key,
                    party_id=str(made.party.pk),
                )
            )
    return found, identities


def _cover(
    request: Reader, procedure: Procedure, post: PostHeld, source: PassedOn | None, facts: dict[str, Any], parties: list[PartyIn]
) -> Cover:  # fmt: skip
    """The cover as filled in; its place is the place of the case it comes from, else that of the reader's post."""
    posted = request.POST
    division = source.division if source else post.division
    return Cover(
        procedure=procedure.family, body_id=post.body_id, division=division, locality=the_law().locality_of(division), facts=facts,
        parties=parties, office_id=post.office_id, handler_id=request.actor.id, parent_id=source.case_id if source else None,
        field=the_law().field_of(facts.get("violation")), capacity=posted.get("capacity", ""), title=posted.get("title", "").strip()[:100],
        paper=posted.get("paper") == "yes",
    )  # fmt: skip


@signed_in
def new(request: Reader, family: str) -> HttpResponse:
    """The cover: facts, parties; then the case page, where the first act waits."""
    procedure = the_law().in_force(family, clock.today())
    post = post_for(request.actor, "open", family)
    source = passed_on(request, family)
    refusal, values, status = None, dict(source.facts) if source else {}, 200
    if request.method == "POST":
        values = raw_values(procedure.text.case, request.POST, request.FILES)
        try:
            parties, identities = _parties(procedure, request.POST)
            cover = _cover(request, procedure, post, source, values, parties)
            receipt = open_case(cover, None, request.actor.id, identities)
            return HttpResponseRedirect(reverse("case", args=[receipt.case_id]))
        except Refused as problem:
            refusal, status = problem, 409
    errors = {r.field: r.text for r in refusal.reasons if r.field} if refusal else {}
    state: dict[str, Any] = {"docs": {}, "parties": {}}
    context = {
        "procedure": procedure, "refusal": refusal, "reasons": [r for r in refusal.reasons if not r.field] if refusal else [],
        "fields": shown_fields(procedure.text.case, procedure, state, post.body_id, values, errors), "kinds": KINDS,
        "capacities": procedure.text.capacity.any_of, "parties": _rows(procedure, request.POST), "posted": request.POST, "source": source,
    }  # fmt: skip
    return render(request, "yifa/new.html", context, status=status)
