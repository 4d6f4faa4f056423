"""People, for the system administrator: who holds what, whose certificate runs out, one officer's history; and one's own page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from yifa import clock
from yifa.errors import Missing, Text
from yifa.people.administration import CHANGES, MANAGES, bodies_of
from yifa.people.credentials import STANDINGS, may_stand_in
from yifa.people.listing import list_people
from yifa.people.models import AdminRecord, Body, Deputy, Holding, Office, Officer
from yifa.people.vocabulary import vocabulary

from .access import Reader, signed_in
from .record_words import FACTS

__all__ = ["managed", "managing", "me", "offices", "people", "person", "told"]


def managing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for system administrators only; the request gets `bodies`, those they administer."""

    @signed_in
    @wraps(view)
    def wrapped(request: Any, *args: Any, **words: Any) -> HttpResponseBase:
        request.bodies = bodies_of(request.actor, MANAGES)
        return view(request, *args, **words)

    return wrapped


def managed(request: Any, officer_id: int) -> Officer:
    """An officer of a body the reader administers. Raises `Missing`."""
    found = Officer.objects.filter(pk=officer_id).select_related("body").first()
    here = found is not None and (
        found.body_id in request.bodies
        or Holding.objects.filter(officer=found, post__body__in=request.bodies).exists()
    )
    if found is None or not here:
        raise Missing("no_officer", Text("没有这位工作人员。", "There is no such officer."))
    return found


@managing
def people(request: Any) -> HttpResponse:
    """Everyone of the bodies administered: posts, certificates and how they stand, deputies, account."""
    today = clock.today()
    wanted = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "office", "state", "closed")}
    state = wanted["state"] if wanted["state"] in STANDINGS else ""
    everyone = list_people(today, request.bodies)
    rows = list_people(
        today,
        request.bodies,
        words=wanted["q"],
        office=wanted["office"],
        state=state,
        closed=bool(wanted["closed"]),
    )
    counts = {
        word: sum(any(c.state == word for c in p.certificates) for p in everyone)
        for word in ("expired", "soon")
    }
    context = {
        "rows": [{"listed": row, "posts": _posts(row.posts), "certificates": _cards(row.certificates), "invited": row.officer.has_usable_password()} for row in rows],
        "total": len(everyone), "counts": counts, "wanted": wanted, "standings": STANDINGS, "today": today.isoformat(),
        "offices": sorted(set(Office.objects.filter(body__in=request.bodies, valid_to=None).values_list("name", flat=True))),
    }  # fmt: skip
    return render(request, "yifa/people.html", context)


@managing
def person(request: Any, officer_id: int) -> HttpResponse:
    """One officer: what holds today, what can be changed, and everything that was, with its days and grounds."""
    officer = managed(request, officer_id)
    is_self = officer.pk == request.actor.id
    return render(
        request, "yifa/person.html", {**_shown(officer), "manages": not is_self, "is_self": is_self}
    )


@signed_in
def me(request: Reader) -> HttpResponse:
    """One's own page: posts, certificates, who stands in; on leave one may name a deputy of the same post."""
    officer = Officer.objects.select_related("body").get(pk=request.actor.id)
    today = clock.today()
    context = {
        **_shown(officer),
        "is_self": True,
        "mine": True,
        "may_name": bool(may_stand_in(officer, today, today)),
    }
    return render(request, "yifa/person.html", context)


@managing
def offices(request: Any) -> HttpResponse:
    """The offices of the bodies administered, with how many hold a post in each; a dissolved one names its successor."""
    today = clock.today()
    held: dict[int, set[int]] = {}
    listed = list_people(today, request.bodies)
    for one in listed:
        for holding in one.posts:
            if holding.post.office_id is not None:
                held.setdefault(holding.post.office_id, set()).add(one.officer.pk)
    found = (
        Office.objects.filter(body__in=request.bodies)
        .select_related("body", "successor")
        .order_by("body_id", "pk")
    )
    rows = [
        {
            "office": o,
            "people": len(held.get(o.pk, ())),
            "over": o.valid_to is not None and o.valid_to < today,
        }
        for o in found
    ]
    return render(
        request,
        "yifa/offices.html",
        {"rows": rows, "bodies": Body.objects.filter(pk__in=request.bodies), "today": today.isoformat()},
    )


def told(rows: Any) -> list[dict[str, Any]]:
    """Lines of the record as a page shows them: facts by name, moments in official time."""
    return [
        {"row": row, "title": CHANGES[row.change], "at": row.at.astimezone(clock.ZONE).isoformat(timespec="minutes"),
         "facts": [(FACTS.get(name, Text(name, name)), value) for name, value in row.facts.items()]}
        for row in rows
    ]  # fmt: skip


def _shown(officer: Officer) -> dict[str, Any]:
    """What the page of one officer shows."""
    today = clock.today()
    (listed,) = [
        p for p in list_people(today, None, words=officer.username, closed=True) if p.officer.pk == officer.pk
    ]
    holdings = Holding.objects.filter(officer=officer).select_related(
        "post__office", "post__body", "post__division"
    )
    deputies = (
        Deputy.objects.filter(principal=officer).select_related("officer").order_by("-valid_from", "-pk")
    )
    standing_in = (
        Deputy.objects.filter(officer=officer)
        .select_related("principal", "post")
        .order_by("-valid_from", "-pk")
    )
    records = AdminRecord.objects.filter(officer=officer).order_by("-pk")[:100]
    return {
        "officer": officer, "posts": _posts(holdings.order_by("-valid_from", "-pk")), "certificates": _cards(listed.certificates), "today": today,
        "deputies": [{"row": d, "over": d.valid_to is not None and d.valid_to < today} for d in deputies], "standing_in": standing_in,
        "records": told(records), "invited": officer.has_usable_password(), "last_login": officer.last_login,
    }  # fmt: skip


def _posts(holdings: Any) -> list[dict[str, Any]]:
    today, words = clock.today(), vocabulary()
    return [
        {"row": h, "title": words.post(h.post.kind).title, "over": h.valid_to is not None and h.valid_to < today, "ahead": h.valid_from > today}
        for h in holdings
    ]  # fmt: skip


def _cards(standings: Any) -> list[dict[str, Any]]:
    words = vocabulary()
    return [
        {"row": s.certificate, "title": words.certificate(s.certificate.kind).title, "state": s.state, "state_title": STANDINGS[s.state]} for s in standings
    ]  # fmt: skip
