"""A ledger of one procedure, filled from its cases: by class and policy, as far as the reader may see; what is sealed is read for a reason and each look logged."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.listing import Filters, count_cases, latest_cases
from yifa.docket.models import Act, Case
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.people.scopes import Scope
from yifa.people.vault import open_many
from yifa.procedures import Branch, Procedure

from .access import Reader, signed_in
from .desk import official_now, urgency
from .facts import Reading, officer_names
from .language import language_of
from .parties import parties_in

__all__ = ["ledger"]

MOST = 200
"""So many rows a ledger shows at once; narrower questions show the rest."""
FACTS = 16
"""So many facts of the acts of a case stand in its row; its page has them all."""
PLACE, YEAR = "place_", "year_"
"""What a ledger is narrowed by beside the facts of the cover."""
QUIET = ("yes", "files", "fields", "entry", "people", "document", "means", "party", "parties")
"""Fields that say little by themselves: left to the case's own page."""


@signed_in
def ledger(request: Reader, family: str) -> HttpResponse:
    """Cases of one procedure, newest last, with what their covers and their acts say in clear; told apart by a fact of the cover, place or year.

    A posted reason opens what was first said in each case shown: it is limited to the reader's scope and logged value by value.
    """
    versions = the_law().families.get(family)
    if not versions:
        raise Missing("web.no_procedure", Text("没有这个程序。", "There is no such procedure."))
    procedure, reading = versions[-1], Reading(language_of(request), versions[-1])
    public = {name: spec for name, spec in procedure.text.case.items() if spec.public}
    chosen = {name: request.GET[name] for name in (*public, PLACE, YEAR) if request.GET.get(name)}
    scope = request.sees.narrowed([family])
    rows = sorted(_rows(scope, family, every=bool(chosen)), key=lambda row: row["id"])
    states = _states([row["id"] for row in rows])
    facts = {
        name: spec for name, spec in public.items() if any(name in state["case"] for state in states.values())
    }
    told = {row["id"]: _told(reading, row, states[row["id"]]["case"], facts) for row in rows}
    found = [row for row in rows if all(word in (told[row["id"]].get(n), states[row["id"]]["case"].get(n)) for n, word in chosen.items())]  # fmt: skip
    shown = found[-MOST:]
    why = request.POST.get("why", "").strip()[:200] if request.method == "POST" else ""
    said = _opened(request, procedure, [row["id"] for row in shown], why) if why else {}
    parties = parties_in(request, [row["id"] for row in shown])
    names, now = officer_names({row["handler_id"] for row in shown} - {None}), official_now()
    titles = {
        **{n: spec.title for n, spec in facts.items()},
        PLACE: Text("地点", "Place"),
        YEAR: Text("登记年份", "Year"),
    }
    context = {
        "procedure": procedure, "columns": [spec.title for spec in facts.values()], "why": why, "query": request.GET.urlencode(),
        "total": len(found) if chosen or len(rows) < MOST else count_cases(scope, Filters(ended=None, procedure=family)),
        "cut": len(shown) == MOST, "most": MOST, "narrowed": bool(chosen),
        "filters": [(n, title, sorted({t[n] for t in told.values() if n in t}), chosen.get(n, "")) for n, title in titles.items()],
        "parties": bool(parties),
        "rows": [
            {**row, "parties": parties.get(row["id"], []), "cells": [(spec.title, told[row["id"]].get(n, "")) for n, spec in facts.items()], "stands": _stage(row),
             "said": said.get(row["id"], []), "place": told[row["id"]][PLACE], "handler": names.get(str(row["handler_id"]), ""), "recorded": _recorded(reading, states[row["id"]]),
             "over_on": _over_on(procedure, states[row["id"]]), "urgency": "none" if row["ended"] else urgency(row["next_due"], now)}
            for row in shown
        ],
    }  # fmt: skip
    return render(request, "yifa/ledger.html", context)


def _told(reading: Reading, row: Mapping[str, Any], cover: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, str]:  # fmt: skip
    """What the cover says in clear, with the place and the year, as words to narrow by."""
    said = {name: reading.told(spec, cover[name]) for name, spec in facts.items() if name in cover}
    return {**said, PLACE: reading.place(row["division"]), YEAR: str(row["opened_on"])[:4]}


def _recorded(reading: Reading, state: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """What the acts in force say in clear, the latest of each: the ledger is filled by them, nobody types it.

    An act that moves nothing and was done several times (people entered one by one) is told by how often and by its latest entry, under its own name.
    """
    found: dict[str, tuple[Any, str]] = {}
    for act, done in sorted(state["done"].items(), key=lambda pair: pair[1]["seq"]):
        branch = reading.procedure.branch(act, done["form"].get("outcome"))
        said = _said(reading, branch, done["form"]) if branch else []
        if branch and branch.to is None and done["n"] > 1:
            found[act] = (branch.title, _often(reading, done["n"], said))
        else:
            found |= {title.zh: (title, value) for title, value in said}
    return [*found.values()][:FACTS]


def _said(reading: Reading, branch: Branch, form: Mapping[str, Any]) -> list[tuple[Text, str]]:
    """What one entry says in clear; fields that say little by themselves left out."""
    shown = {
        name: spec
        for name, spec in branch.fields.items()
        if spec.type not in QUIET and form.get(name) not in (None, "", [], 0)
    }
    return [(spec.title, reading.told(spec, form[name])) for name, spec in shown.items()]


def _often(reading: Reading, times: int, said: Sequence[tuple[Text, str]]) -> str:
    """How often an act was done, and what its latest entry says."""
    latest = "，".join(f"{title.in_(reading.language)} {value}" for title, value in said)
    told = Text(f"{times} 次；最近一次：{latest}", f"{times} times; the latest: {latest}")
    return (told if said else Text(f"{times} 次", f"{times} times")).in_(reading.language)


def _over_on(procedure: Procedure, state: Mapping[str, Any]) -> str:
    """The day on which an act ended the case."""
    ended = [
        done["at"]
        for act, done in state["done"].items()
        if (branch := procedure.branch(act, done["form"].get("outcome"))) and branch.to in procedure.ends
    ]
    return str(max(ended))[:10] if state["ended"] and ended else ""


def _rows(scope: Scope, family: str, *, every: bool) -> list[dict[str, Any]]:
    """The latest cases of a family; all of them where they are narrowed by a fact of the cover."""
    asked = Filters(ended=None, procedure=family)
    rows = latest_cases(scope, asked, None, MOST)
    page = rows
    while every and len(page) == MOST:
        page = latest_cases(scope, asked, page[-1]["id"], MOST)
        rows = [*rows, *page]
    return rows


def _states(ids: list[int]) -> dict[int, dict[str, Any]]:
    return {
        pk: orjson.loads(state) for pk, state in Case.objects.filter(pk__in=ids).values_list("pk", "state")
    }


def _stage(row: Mapping[str, Any]) -> Any:
    text = the_law().version(row["version"]).text
    return {**text.stages, **text.ends}.get(row["stage"], Text("未开始", "Not begun"))


def _opened(
    request: Reader, procedure: Procedure, ids: list[int], why: str
) -> dict[int, list[tuple[Any, str]]]:
    """The sealed words of the first act of each case, opened for a reason; files are left to the case's own page."""
    first = Act.objects.filter(case_id__in=ids).exclude(act="open").values("case_id").annotate(seq=Min("seq"))
    entries = {
        f["case_id"]: orjson.loads(Act.objects.get(case_id=f["case_id"], seq=f["seq"]).entry) for f in first
    }
    refs = {
        uuid.UUID(item["ref"]): (pk, e["act"], n)
        for pk, e in entries.items()
        for n, item in e.get("sealed", {}).items()
    }
    found: dict[int, list[tuple[Any, str]]] = {}
    for ref, value in open_many(refs, request.actor, why).items():
        case_id, act, name = refs[ref]
        fields = {
            n: spec
            for branch in procedure.branches.get(act, {}).values()
            for n, spec in branch.fields.items()
        }
        if name in fields and fields[name].type == "text":
            found.setdefault(case_id, []).append((fields[name].title, str(orjson.loads(value))))
    return found
