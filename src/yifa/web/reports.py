"""The annual report: on the page, as PDF, as Word."""

from __future__ import annotations

import orjson
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from yifa.annual.build import REPORT, Report, build
from yifa.annual.chart import chart_svg
from yifa.annual.freeze import freeze, replay
from yifa.annual.models import FrozenReport
from yifa.annual.page import as_html
from yifa.annual.paper import as_docx, as_pdf
from yifa.annual.prose import LONGEST, prose_of, write
from yifa.annual.prose import latest as latest_text
from yifa.docket.world import the_law
from yifa.errors import BadInput, Conflict, Forbidden, Missing, Text
from yifa.indicators import client
from yifa.people.models import Body

from .access import Reader, may, signed_in
from .figures import latest_year

__all__ = ["download", "freeze_report", "latest", "passage", "report", "version"]

FAMILY = "report.annual"
"""The family by which grants speak of reports."""

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "svg": "image/svg+xml",
}


def _report(request: Reader, year: int) -> Report:
    body = Body.objects.filter(pk=request.actor.body_id).first()
    while body is not None and body.kind == "committee":
        body = Body.objects.filter(division=body.division, kind="outpost").first()
    if body is None or body.kind not in ("outpost", "government"):
        body = Body.objects.filter(kind="outpost").first()
    if body is None:
        raise Missing("web.no_body", Text("没有可以报告的机关。", "There is no body to report on."))
    return build(the_law(), year, body.pk, client.figures, prose=prose_of(REPORT, year, body.pk))


def _may(request: Reader, made: Report, action: str) -> bool:
    """Whether the reader may write this report (`act`) or give it its final form (`export`)."""
    division = Body.objects.select_related("division").get(pk=made.body_id).division.path
    row = {
        "body_id": made.body_id,
        "division": division,
        "office_id": None,
        "handler_id": None,
        "procedure": FAMILY,
        "shielded": False,
    }
    return may(request, action).allows(row)


def _require(request: Reader, made: Report, action: str) -> None:
    if not _may(request, made, action):
        raise Forbidden(
            "web.report",
            Text("您的岗位不起草（定稿）这份报告。", "Your post does not write (or freeze) this report."),
        )


@signed_in
def latest(request: Reader) -> HttpResponse:
    """The report of the year of the newest record."""
    return redirect("report", latest_year())


@signed_in
def report(request: Reader, year: int) -> HttpResponse:
    """The report of the reader's street: draft, passages to write, versions frozen."""
    made = _report(request, year)
    versions = list(
        FrozenReport.objects.filter(report=REPORT, year=year, body_id=made.body_id).order_by("-version")
    )
    passages = [
        {"key": key, "title": title, "missing": key in made.missing} for key, title in _passages(made)
    ]
    context = {
        "report": made, "year": year, "text": as_html(made), "frozen": versions[0] if versions else None, "versions": versions,
        "passages": passages, "may_write": _may(request, made, "act"), "may_freeze": _may(request, made, "export"),
    }  # fmt: skip
    return render(request, "yifa/report.html", context)


def _passages(made: Report) -> list[tuple[str, str]]:
    """The passages an author writes, each with the heading it stands under."""
    found, heading = [], ""
    for block in made.form.blocks:
        if block.level:
            heading = "".join(piece.text for piece in block.pieces)
        if block.prose:
            found.append((block.prose, heading))
    return found


@signed_in
def passage(request: Reader, year: int, key: str) -> HttpResponse:
    """Write one passage; what was typed stays where someone else has written meanwhile."""
    made = _report(request, year)
    _require(request, made, "act")
    title = dict(_passages(made)).get(key)
    if title is None:
        raise Missing("annual.passage", Text("报告中没有这一部分。", "The report has no such passage."))
    typed, refusal = made.prose.get(key, ""), None
    if request.method == "POST":
        typed, seen = request.POST.get("text", ""), request.POST.get("seen", "0")
        try:
            write(made, key, typed, request.actor.id, int(seen) if seen.isdigit() else 0)
            return redirect("report", year)
        except (Conflict, BadInput) as problem:
            refusal = problem
    context = {"report": made, "year": year, "title": title, "typed": typed, "refusal": refusal, "now": made.prose.get(key, ""),
               "seen": latest_text(made, key), "longest": LONGEST}  # fmt: skip
    return render(request, "yifa/passage.html", context, status=409 if refusal else 200)


@require_POST
@signed_in
def freeze_report(request: Reader, year: int) -> HttpResponse:
    """Give the report its final form: figures, traces, text and hash, from now on only corrected by a new version."""
    made = _report(request, year)
    _require(request, made, "export")
    frozen = freeze(made, request.actor.id, request.POST.get("changes", ""))
    return redirect("report-version", year, frozen.version)


@signed_in
def version(request: Reader, year: int, number: int) -> HttpResponse:
    """A frozen version as it was, and whether the docket still gives the same figures up to its watermark."""
    made = _report(request, year)
    frozen = FrozenReport.objects.filter(
        report=REPORT, year=year, body_id=made.body_id, version=number
    ).first()
    if frozen is None:
        raise Missing("annual.none", Text("没有这份定稿。", "There is no such frozen report."))
    differences = replay(the_law(), frozen.pk, client.figures)
    content = orjson.loads(frozen.content)
    context = {
        "frozen": frozen,
        "title": content["title"],
        "text": content["text"],
        "differences": differences,
        "year": year,
    }
    return render(request, "yifa/report_version.html", context)


@signed_in
def download(request: Reader, year: int, kind: str) -> HttpResponse:
    """The report as a file; `svg` is its chart."""
    makers = {"pdf": lambda r: as_pdf(r, request.build_absolute_uri("/").rstrip("/")), "docx": lambda r: as_docx(r, request.build_absolute_uri("/").rstrip("/")),
              "svg": lambda r: chart_svg(r).encode()}  # fmt: skip
    if kind not in makers:
        raise Missing("web.no_kind", Text("没有这种格式。", "There is no such format."))
    response = HttpResponse(makers[kind](_report(request, year)), content_type=TYPES[kind])
    if kind != "svg":
        response["Content-Disposition"] = f'attachment; filename="report-{year}.{kind}"'
    return response
