"""Matters another office passed on: the list, one matter with what was said of it, taking it up or giving it back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import orjson
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yifa.docket.opening import PartyIn
from yifa.docket.referrals import give_back, read_waiting, waiting
from yifa.docket.world import the_law
from yifa.errors import BadInput, Text
from yifa.people.vault import open_many

from .access import Reader, signed_in
from .language import language_of

__all__ = ["PassedOn", "passed_on", "referral", "referrals"]


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What a new case's cover takes from the case it comes from."""

    case_id: int
    name: str
    number: str
    division: str
    facts: dict[str, Any]
    parties: tuple[PartyIn, ...] = ()
    """Who goes along."""


@signed_in
def referrals(request: Reader) -> HttpResponse:
    """Every matter that waits for the reader's offices, oldest first."""
    return render(request, "yifa/referrals.html", {"matters": waiting(request.actor)})


@signed_in
def referral(request: Reader, case_id: int, name: str) -> HttpResponse:
    """One matter: what was passed on (the view is logged), the procedures it may be taken up under, giving it back."""
    if request.method == "POST":
        give_back(case_id, name, request.actor, request.POST.get("reason", ""))
        words = Text("已退回转办单位。", "Given back.")
        messages.success(request, words.in_(language_of(request)))
        return HttpResponseRedirect(reverse("referrals"))
    matter, shown = read_waiting(case_id, name, request.actor)
    said = [(title, _opened(request, ref)) for title, ref in shown.items()]
    known = [the_law().families[family][-1] for family in matter.families]
    return render(request, "yifa/referral.html", {"matter": matter, "said": said, "procedures": known})


def _opened(request: Reader, ref: str) -> str:
    value = open_many([uuid.UUID(ref)], request.actor, "查看转来的事项")
    return str(orjson.loads(next(iter(value.values())))) if value else "（已依法删除）"


def passed_on(request: Reader, family: str) -> PassedOn | None:
    """The matter a new case is opened from (`?from=CASE&referral=NAME`), with the facts that go on its cover."""
    given, name = request.GET.get("from", ""), request.GET.get("referral", "")
    if not given:
        return None
    if not given.isdigit() or len(given) > 15:
        raise BadInput("web.from", Text("来源案件有误。", "The case it comes from cannot be read."))
    matter, _ = read_waiting(int(given), name, request.actor)
    fields = the_law().families[family][-1].text.case
    facts = {fact: value for fact, value in matter.facts.items() if fact in fields}
    facts |= {fact: _opened(request, ref) for fact, ref in matter.cover.items() if fact in fields}
    roles = the_law().families[family][-1].text.parties
    along = tuple(party for party in matter.parties if party.role in roles)
    return PassedOn(matter.case_id, name, matter.number, matter.division, facts, along)
