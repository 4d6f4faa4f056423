"""For everyone, without an account: a random draw with its public facts, drawn again before one's eyes.

Shown is what the procedure itself publishes, and nothing else of the case: no name, no private reason.
"""

from __future__ import annotations

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from yifa.docket.draws import FAMILY, PublishedDraw, published, replay
from yifa.docket.models import Case
from yifa.docket.reading import entries_of
from yifa.errors import Missing, Text
from yifa.procedures.lots import commitment_of, new_seed

from .access import Reader, signed_in

__all__ = ["draw", "facts", "seed"]


def _published(case_id: int) -> PublishedDraw:
    """The public facts of a draw. Raises `Missing` for what is no draw, or a case for training, or not drawn yet."""
    row = Case.objects.filter(pk=case_id, procedure=FAMILY, training=False).values().first()
    if row is None:
        raise Missing("web.no_draw", Text("没有这次抽取。", "There is no such draw."))
    return published(row["number"], entries_of(dict(row)))


@never_cache
def draw(request: HttpRequest, case_id: int) -> HttpResponse:
    """The facts of a draw and what drawing again comes to."""
    found = _published(case_id)
    findings = replay(found)
    context = {
        "draw": found,
        "findings": findings,
        "same": all(one.same for one in findings),
        "case_id": case_id,
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
