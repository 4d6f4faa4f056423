"""A report audited on a page: its text with every number marked, what does not hold beside it. Nothing handed in is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from yifa.audit import GRADES, Audit, Figure, Words, audit, text_of
from yifa.audit import Reader as Numbers
from yifa.docket.world import the_law
from yifa.errors import BadInput, Text

from .access import signed_in
from .audit_exports import EXPORTS, exported

__all__ = ["audit_export", "audit_report"]

REPORTS = 8
"""Reports audited at once at most: more are told apart with difficulty on one page."""
BAR = 160
"""The length of the longest bar that compares the findings of several reports."""
CARRIED = 600_000
"""Bytes of a text that its page carries along, so that it can be written out without being kept."""
NAMES = {
    "impossible": Text("不可能", "Impossible"),
    "inconsistent": Text("不一致", "Inconsistent"),
    "suspect": Text("可疑", "Suspect"),
    "base_missing": Text("缺基数", "Base missing"),
}
KINDS = {
    "count": Text("数量", "count"), "money": Text("金额", "money"), "area": Text("面积", "area"), "measure": Text("计量", "measure"), "duration": Text("时长", "duration"),
    "rate": Text("比率", "rate"), "change": Text("增减", "change"), "date": Text("日期", "date"), "ordinal": Text("次序", "ordinal"), "name": Text("名称", "name"),
}  # fmt: skip
"""What a number is read as, in words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the report: plain words, or a figure with the gravest grade of what concerns it, and the place of that finding."""

    text: str
    figure: Figure | None = None
    grade: str = ""
    anchor: str = ""
    why: str = ""

    @property
    def kind(self) -> Text:
        """What the number is read as."""
        return KINDS[self.figure.kind] if self.figure else Text("", "")


@lru_cache(maxsize=1)
def numbers() -> Numbers:
    """The reader of quantities, with this installation's words."""
    return Numbers(Words.load(the_law().folder.path))


@signed_in
def audit_report(request: HttpRequest) -> HttpResponse:
    """The form, and once files are handed in, what was found in each."""
    context: dict[str, Any] = {"most": REPORTS, "grades": [(grade, NAMES[grade]) for grade in GRADES]}
    if request.method == "POST":
        try:
            context |= _audited(request)
        except BadInput as problem:
            context["problem"] = problem
    return render(request, "yifa/audit.html", context, status=400 if "problem" in context else 200)


def _audited(request: HttpRequest) -> dict[str, Any]:
    """Every report handed in, audited; those that cannot be read are named. Raises `BadInput` where none can."""
    files = request.FILES.getlist("reports")
    if not 1 <= len(files) <= REPORTS:
        message = Text(f"请交 1 至 {REPORTS} 份报告。", f"Hand in 1 to {REPORTS} reports.")
        raise BadInput("audit.reports", message)
    last = request.FILES.get("before")
    before = text_of(str(last.name), last.read()) if last else None
    results, refused = [], []
    for number, file in enumerate(files):
        try:
            text = text_of(str(file.name), file.read())
            results.append(_shown(str(file.name), audit(numbers(), text, before), before or "", number))
        except BadInput as problem:
            refused.append(problem)
    if not results:
        raise refused[0]
    most = max(sum(count for *_, count in result["counts"]) for result in results) or 1
    for result in results:
        result["bar"] = _bar([(grade, count) for grade, _, count in result["counts"]], most)
    return {"results": results, "refused": refused, "bar": BAR}


def _bar(counts: list[tuple[str, int]], most: int) -> list[dict[str, Any]]:
    """The findings of one report as stretches of a bar, by grade; the report with most findings fills it."""
    stretches, place = [], 0
    for grade, count in counts:
        width = count * BAR // most
        stretches.append({"grade": grade, "x": place, "width": width})
        place += width
    return [stretch for stretch in stretches if stretch["width"]]


def _shown(name: str, result: Audit, before: str, number: int) -> dict[str, Any]:
    """One report for the page."""
    figures = {figure.id: figure for figure in result.figures}
    findings = [
        {"finding": finding, "name": NAMES[finding.grade], "place": f"r{number}w{place}",
         "figures": [(figures[one], f"r{number}{one}") for one in finding.figures]}
        for place, finding in enumerate(result.findings)
    ]  # fmt: skip
    size = len(result.text.encode()) + len(before.encode())
    return {
        "name": name, "year": result.year, "count": len(result.figures), "number": number, "pieces": pieces(result, f"r{number}"), "findings": findings,
        "counts": [(grade, NAMES[grade], sum(f.grade == grade for f in result.findings)) for grade in GRADES],
        "text": result.text if size <= CARRIED else "", "before": before,
    }  # fmt: skip


def pieces(result: Audit, prefix: str) -> list[Piece]:
    """The report's text cut at its figures, each with the gravest grade of the findings that name it."""
    gravest: dict[str, tuple[str, str]] = {}
    for number, finding in reversed(list(enumerate(result.findings))):
        gravest |= dict.fromkeys(finding.figures, (finding.grade, f"{prefix}w{number}"))
    found, place = [], 0
    for figure in result.figures:
        if figure.start > place:
            found.append(Piece(result.text[place : figure.start]))
        grade, why = gravest.get(figure.id, ("", ""))
        found.append(
            Piece(result.text[figure.start : figure.end], figure, grade, f"{prefix}{figure.id}", why)
        )
        place = figure.end
    return [*found, Piece(result.text[place:])]


@require_POST
@signed_in
def audit_export(request: HttpRequest) -> HttpResponse:
    """A report the page carried along, audited again and written out as a workbook, as Word with comments, or as JSON."""
    text, kind, name = (request.POST.get(key, "") for key in ("text", "as", "name"))
    if kind not in EXPORTS or not text.strip():
        message = Text(
            "没有要导出的报告，或者格式不存在。", "There is no report to write out, or no such form."
        )
        raise BadInput("audit.export", message)
    result = audit(numbers(), text.replace("\r\n", "\n"), request.POST.get("before") or None)
    return exported(kind, name, result)
