"""A ledger of one procedure, filled from its cases: by class and policy, as far as the reader may see; what is sealed is read for a reason and each look logged."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import orjson
from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.listing import Filters, count_cases, list_cases
from yifa.docket.models import Act, Case
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.people.scopes import Scope
from yifa.people.vault import open_many
from yifa.procedures import Procedure

from .access import Reader, signed_in
from .facts import Reading
from .language import language_of

__all__ = ["ledger"]

MOST = 200
"""So many rows a ledger shows at once; narrower questions show the rest."""


@signed_in
def ledger(request: Reader, family: str) -> HttpResponse:
    """Cases of one procedure, newest last, with the public facts of their covers; told apart by one of them.

    A posted reason opens what was first said in each case shown: it is limited to the reader's scope and logged value by value.
    """
    versions = the_law().families.get(family)
    if not versions:
        raise Missing("web.no_procedure", Text("没有这个程序。", "There is no such procedure."))
    procedure, reading = versions[-1], Reading(language_of(request), versions[-1])
    public = {name: spec for name, spec in procedure.text.case.items() if spec.public}
    chosen = {name: request.GET[name] for name in public if request.GET.get(name)}
    scope = request.sees.narrowed([family])
    rows = sorted(_rows(scope, family, every=bool(chosen)), key=lambda row: row["id"])
    covers = _covers([row["id"] for row in rows])
    facts = {name: spec for name, spec in public.items() if any(name in cover for cover in covers.values())}
    told = {
        row["id"]: {n: reading.told(facts[n], covers[row["id"]][n]) for n in facts if n in covers[row["id"]]}
        for row in rows
    }
    found = [
        row
        for row in rows
        if all(word in (told[row["id"]].get(n), covers[row["id"]].get(n)) for n, word in chosen.items())
    ]
    shown = found[-MOST:]
    why = request.POST.get("why", "").strip()[:200] if request.method == "POST" else ""
    said = _opened(request, procedure, [row["id"] for row in shown], why) if why else {}
    context = {
        "procedure": procedure, "columns": [spec.title for spec in facts.values()], "why": why, "query": request.GET.urlencode(),
        "total": len(found) if chosen or len(rows) < MOST else count_cases(scope, Filters(ended=None, procedure=family)),
        "cut": len(shown) == MOST, "most": MOST, "narrowed": bool(chosen),
        "filters": [(n, spec.title, sorted({t[n] for t in told.values() if n in t}), chosen.get(n, "")) for n, spec in facts.items()],
        "rows": [{**row, "cells": [told[row["id"]].get(n, "") for n in facts], "stands": _stage(row), "said": said.get(row["id"], [])} for row in shown],
    }  # fmt: skip
    return render(request, "yifa/ledger.html", context)


def _rows(scope: Scope, family: str, *, every: bool) -> list[dict[str, Any]]:
    """The cases of a family, those that fall due first; all of them where they are narrowed by a fact of the cover."""
    asked = Filters(ended=None, procedure=family)
    rows = list_cases(scope, asked, None, MOST)
    page = rows
    while every and len(page) == MOST:
        page = list_cases(scope, asked, (page[-1]["next_due"], page[-1]["id"]), MOST)
        rows = [*rows, *page]
    return rows


def _covers(ids: list[int]) -> dict[int, dict[str, Any]]:
    return {
        pk: orjson.loads(state)["case"]
        for pk, state in Case.objects.filter(pk__in=ids).values_list("pk", "state")
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
