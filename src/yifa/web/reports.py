"""The statutory reports of a period: on the page, as PDF, as Word, as data; drafts, passages and frozen versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from yifa.annual.annex import as_annex
from yifa.annual.approval import FAMILY, cases_of, days_of
from yifa.annual.build import Report, build, forms
from yifa.annual.freeze import freeze, replay
from yifa.annual.frozen import changes_since, reworded, thaw
from yifa.annual.models import FrozenReport
from yifa.annual.numbers import typed_numbers
from yifa.annual.page import as_figure, as_html
from yifa.annual.paper import as_docx, as_pdf
from yifa.annual.proposals import names_in
from yifa.annual.prose import prose_of, rounded_of
from yifa.annual.rounding import faults
from yifa.annual.text import passages_of
from yifa.annual.wordcheck import findings
from yifa.annual.wording import wording
from yifa.docket.world import the_law
from yifa.errors import Forbidden, Missing, Text
from yifa.indicators import client
from yifa.people.models import Body

from .access import Reader, may, signed_in
from .figures import latest_year
from .language import language_of
from .report_streets import streets_of
from .report_way import way_of

__all__ = [
    "body_of", "download", "freeze_report", "latest", "listed", "made_report", "may_do", "report", "require_may", "version",
    "version_file",
]  # fmt: skip

TYPES = {
    "json": "application/json",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _own_body(request: Reader) -> Body | None:
    """The street office (or government) the reader works for; None for an organ, which makes no such report."""
    body = Body.objects.select_related("division").filter(pk=request.actor.body_id).first()
    if body is not None and body.kind == "committee":
        body = Body.objects.filter(division=body.division, kind="outpost").first()
    return body if body is not None and body.kind in ("outpost", "government") else None


def body_of(request: Reader) -> Body:
    """The street office whose report a reader opens: the reader's own, or the first there is."""
    body = _own_body(request) or Body.objects.filter(kind="outpost").first()
    if body is None:
        raise Missing("web.no_body", Text("没有可以报告的机关。", "There is no body to report on."))
    return body


def made_report(
    request: Reader, period: str, name: str, *, every: bool = False, also: Sequence[str] = (), text: str = ""
) -> Report:  # fmt: skip
    """The reader's report as it stands, with the figures of `also`, and those that `text` (as typed, not kept yet) names.

    To whom works elsewhere the words of a draft are not shown: they are the street's own until a version is frozen.
    """
    body = body_of(request)
    own = body == _own_body(request)
    prose = prose_of(name, period, body.pk) if own else {}
    rounded = rounded_of(name, period, body.pk) if own else ()
    names = {*also, *names_in(text)}
    return build(
        the_law(), period, body.pk, client.figures_between, report=name, prose=prose, every=every, also=names, rounded=rounded
    )  # fmt: skip


def may_do(request: Reader, made: Report, action: str) -> bool:
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


def require_may(request: Reader, made: Report, action: str) -> None:
    """Raise `Forbidden` unless the reader may do this with the report."""
    if not may_do(request, made, action):
        raise Forbidden(
            "web.report",
            Text("您的岗位不起草（定稿）这份报告。", "Your post does not write (or freeze) this report."),
        )


@signed_in
def latest(request: Reader) -> HttpResponse:
    """The reports of the year of the newest record."""
    return redirect("reports-of", latest_year())


@signed_in
def listed(request: Reader, year: int) -> HttpResponse:
    """Every report made for a year, by month where it is monthly: what is frozen, and how far its approval has come."""
    body = body_of(request)
    frozen: dict[tuple[str, str], FrozenReport] = {}
    for each in FrozenReport.objects.filter(body_id=body.pk, period__startswith=str(year)).order_by(
        "version"
    ):
        frozen[each.report, each.period] = each
    cases = cases_of(body.pk, str(year))
    place = the_law().locality_of(body.division.path)
    rows = [
        {"form": form, "periods": [{"period": p, "frozen": frozen.get((name, p)), "case": cases.get((name, p))} for p in _periods(form.period, year)],
         "days": days_of(name, str(year), place) if form.period == "year" else []}
        for name, form in forms(the_law()).items()
    ]  # fmt: skip
    return render(
        request,
        "yifa/reports.html",
        {
            "rows": rows,
            "year": year,
            "body": body,
            "before": year - 1,
            "after": year + 1,
            "streets": bool(streets_of(request)),
        },
    )


def _periods(kind: str, year: int) -> list[str]:
    return [str(year)] if kind == "year" else [f"{year}-{month:02}" for month in range(1, 13)]


@signed_in
def report(request: Reader, period: str, name: str) -> HttpResponse:
    """One report of the reader's street: draft, passages to write, versions frozen."""
    made = made_report(request, period, name)
    versions = list(
        FrozenReport.objects.filter(report=name, period=period, body_id=made.body_id).order_by("-version")
    )
    author = may_do(request, made, "act") or may_do(request, made, "export")
    rules = wording(the_law()).rounding
    passages = [
        {
            "key": key,
            "title": title,
            "missing": key in made.missing,
            "typed": typed_numbers(made, made.prose.get(key, "")),
            "unround": [one for one, _ in faults(made.prose.get(key, ""), made.figures, rules)],
        }
        for key, title in passages_of(made.form)
    ]
    titles = dict(passages_of(made.form))
    found = findings(the_law(), name, period, made.body_id, made.prose) if author else []
    told, case = made.in_(language_of(request)), cases_of(made.body_id, period).get((name, period))
    context = {
        "report": told, "text": as_html(told), "chart": as_figure(told), "frozen": versions[0] if versions else None, "versions": versions,
        "since": changes_since(versions[0], made) if versions else [], "case": case, "way": way_of(request, made, versions, found, case) if made.body_id == request.actor.body_id else [],
        "findings": found, "placed": [(each, titles.get(each.key, Text(each.key, each.key))) for each in found],
        "passages": passages, "may_write": may_do(request, made, "act"), "may_freeze": may_do(request, made, "export"), "corrects": case is not None and case.published and author,
    }  # fmt: skip
    return render(request, "yifa/report.html", context)


@require_POST
@signed_in
def freeze_report(request: Reader, period: str, name: str) -> HttpResponse:
    """Give the report its final form: figures, traces, text and hash, from now on only corrected by a new version."""
    made = made_report(request, period, name)
    require_may(request, made, "export")
    frozen = freeze(the_law(), made, request.actor.id, request.POST.get("changes", ""))
    return redirect("report-version", period, name, frozen.version)


def _frozen(body_id: int, period: str, name: str, number: int) -> FrozenReport:
    found = FrozenReport.objects.filter(report=name, period=period, body_id=body_id, version=number).first()
    if found is None:
        raise Missing("annual.none", Text("没有这份定稿。", "There is no such frozen report."))
    return found


@signed_in
def version(request: Reader, period: str, name: str, number: int) -> HttpResponse:
    """A frozen version printed from what was stored, and whether the docket still gives the same figures up to its watermark."""
    body = body_of(request)
    frozen = _frozen(body.pk, period, name, number)
    differences = replay(the_law(), frozen.pk, client.figures_between)
    made = thaw(frozen).in_(language_of(request))
    before = FrozenReport.objects.filter(
        report=name, period=period, body_id=body.pk, version=number - 1
    ).first()
    context = {
        "frozen": frozen, "report": made, "text": as_html(made), "chart": as_figure(made), "differences": differences, "before": before,
        "corrected": changes_since(before, made) if before else [], "reworded": reworded(thaw(before), made) if before else [],
        "since": changes_since(frozen, made_report(request, period, name)) if body == _own_body(request) else [],
    }  # fmt: skip
    return render(request, "yifa/report_version.html", context)


@signed_in
def version_file(request: Reader, period: str, name: str, number: int, kind: str) -> HttpResponse:
    """A frozen version as a file."""
    frozen = _frozen(body_of(request).pk, period, name, number)
    return _file(request, thaw(frozen), kind, f"{name}-{period}-v{number}")


@signed_in
def download(request: Reader, period: str, name: str, kind: str) -> HttpResponse:
    """The draft as a file."""
    return _file(request, made_report(request, period, name), kind, f"{name}-{period}")


def _file(request: Reader, made: Report, kind: str, name: str) -> HttpResponse:
    """A report as PDF, Word or data; its links lead to `YIFA_SITE`, or to the address it was asked at."""
    makers: dict[str, Callable[[Report, str], bytes]] = {"pdf": as_pdf, "docx": as_docx, "json": as_annex}
    if kind not in makers:
        raise Missing("web.no_kind", Text("没有这种格式。", "There is no such format."))
    site = settings.SITE or request.build_absolute_uri("/").rstrip("/")
    response = HttpResponse(makers[kind](made, site), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
