"""GET: the procedures in force, their text and drawing; the figures of a year and the acts behind each."""

from __future__ import annotations

from typing import Annotated, Any

from django.db import connection
from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from yifa import clock
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.indicators import client
from yifa.procedures import Procedure
from yifa.procedures.draw import draw

from .auth import Bearer, Called
from .reading import REFUSALS
from .schemas import Problem, ProcedureOut

__all__ = ["router"]

router = Router(auth=Bearer("see"))
Year = Annotated[int, Field(ge=2018, le=2100)]


def _in_force(family: str) -> Procedure:
    if family not in the_law().families:
        raise Missing("api.no_procedure", Text("没有这个程序。", "There is no such procedure."))
    return the_law().in_force(family, clock.today())


@router.get(
    "/procedures", response={200: list[ProcedureOut], **REFUSALS}, tags=["law"], operation_id="listProcedures"
)
def procedures(request: Called) -> Any:
    """Every procedure in force today."""
    today = clock.today()
    return [
        {"procedure": p.family, "version": p.version, "title": p.title.as_data()}
        for versions in the_law().families.values()
        for p in versions
        if p.text.in_force.from_ <= today and (p.text.in_force.to is None or today < p.text.in_force.to)
    ]


@router.get(
    "/procedures/{family}",
    response={200: dict[str, Any], **REFUSALS},
    tags=["law"],
    operation_id="readProcedure",
)
def procedure(request: Called, family: str) -> Any:
    """The text of a procedure, as data."""
    found = _in_force(family)
    return {
        "procedure": found.family,
        "version": found.version,
        "text": found.text.model_dump(by_alias=True, exclude_defaults=True, mode="json"),
    }


@router.get("/procedures/{family}/drawing", tags=["law"], operation_id="drawProcedure", response={**REFUSALS})
def drawing(request: Called, family: str) -> HttpResponse:
    """The drawing of a procedure (SVG)."""
    return HttpResponse(draw(_in_force(family), "zh"), content_type="image/svg+xml")


@router.get(
    "/figures",
    response={200: list[dict[str, Any]], **REFUSALS, 503: Problem},
    tags=["figures"],
    operation_id="listFigures",
)
def figures(request: Called, year: Year) -> Any:
    """Every figure of a year: value, unit, base, formula, trace; money in yuan."""
    return [figure.as_data() for figure in client.figures(year)]


@router.get(
    "/figures/{indicator}/acts",
    response={200: dict[str, Any], **REFUSALS, 503: Problem},
    tags=["figures"],
    operation_id="traceFigure",
)
def trace(
    request: Called,
    indicator: str,
    year: Year,
    after: Annotated[int, Field(ge=0, le=10**9)] = 0,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> Any:
    """A page of the acts behind a figure, those in cases the token may see; the others are only counted."""
    if indicator not in {figure.indicator for figure in client.figures(year)}:
        raise Missing("web.no_figure", Text("没有这个指标。", "There is no such figure."))
    acts = client.trace(indicator, year, offset=after, limit=limit)
    seen = _seen(request, sorted({one.case for one in acts}))
    items = [{"act": one.act, "case": one.case, "seq": one.seq} for one in acts if one.case in seen]
    return {
        "items": items,
        "hidden": len(acts) - len(items),
        "next": after + limit if len(acts) == limit else None,
    }


def _seen(request: Called, ids: list[int]) -> set[int]:
    if not ids:
        return set()
    condition, params = request.auth.scope.as_sql("c")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM docket_case c WHERE c.id IN ({', '.join(['%s'] * len(ids))}) AND {condition}",
            [*ids, *params],
        )
        return {row[0] for row in cursor.fetchall()}
