"""For everyone, without an account: a random draw with its public facts, drawn again before one's eyes.

Shown is what the procedure itself publishes, and nothing else of the case: no name, no private reason.
"""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from yifa.docket.draws import FAMILY, PublishedDraw, published, replay, results
from yifa.docket.models import Case
from yifa.docket.reading import entries_of
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.procedures import apply_corrections, of_no_text
from yifa.procedures.lots import commitment_of, new_seed

from .access import Reader, signed_in
from .facts import Reading
from .language import language_of

__all__ = ["draw", "facts", "seed"]


def _drawn(case_id: int) -> tuple[CaseRow, list[dict[str, Any]]]:
    """The case of a draw and its entries, put right where they were. Raises `Missing` for what is no draw, or a case for training."""
    row = Case.objects.filter(pk=case_id, procedure=FAMILY, training=False).values().first()
    if row is None:
        raise Missing("web.no_draw", Text("没有这次抽取。", "There is no such draw."))
    entries, procedure = entries_of(dict(row)), the_law().version(row["version"])
    acts = [entry for entry in entries if entry["seq"] and not of_no_text(entry)]
    apply_corrections(lambda entry: procedure.branch(entry["act"], entry["form"].get("outcome")), acts)
    return dict(row), entries


def _published(case_id: int) -> PublishedDraw:
    """The public facts of a draw. Raises `Missing` where there is none, or nothing was drawn yet."""
    row, entries = _drawn(case_id)
    return published(row["number"], entries)


def _results(request: HttpRequest, case_id: int) -> list[dict[str, Any]]:
    """Every object drawn with its result, told in the language of the page."""
    row, entries = _drawn(case_id)
    procedure = the_law().version(row["version"])
    reading = Reading(language_of(request), procedure)
    fields = procedure.branches["record_result"][None].fields if "record_result" in procedure.branches else {}
    return [
        {"row": one, "told": reading.told(fields.get("result"), one.result) if one.result else ""}
        for one in results(entries)
    ]


@never_cache
def draw(request: HttpRequest, case_id: int) -> HttpResponse:
    """The facts of a draw and what drawing again comes to."""
    found = _published(case_id)
    findings, listed = replay(found), _results(request, case_id)
    context = {
        "draw": found,
        "findings": findings,
        "same": all(one.same for one in findings),
        "case_id": case_id,
        "results": listed,
        "told": sum(bool(one["told"]) for one in listed),
    }
    return render(request, "yifa/draw.html", context)


@never_cache
def facts(request: HttpRequest, case_id: int) -> HttpResponse:
    """The same facts as a file, for `yifa draw replay` or anyone's own program."""
    body = orjson.dumps(_published(case_id).model_dump(), option=orjson.OPT_INDENT_2)
    answer = HttpResponse(body, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="draw-{case_id}.json"'
    return answer


@never_cache
@signed_in
def seed(request: Reader) -> HttpResponse:
    """A seed nobody can guess and its commitment, shown once and kept nowhere."""
    made = new_seed()
    return render(request, "yifa/draw_seed.html", {"seed": made, "commitment": commitment_of(made)})
