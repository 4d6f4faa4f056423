"""The cases behind a lapse that a report counts: terms kept late, acts put right, acts entered as irregular, of one procedure."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from yifa.annual.lapses import Slip, slips
from yifa.annual.wording import LAPSES, wording
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.indicators.figure import Traced
from yifa.indicators.periods import named

from .access import Reader, signed_in
from .figures import watermark
from .reports import body_of
from .traced import known_to

__all__ = ["lapses"]


@signed_in
def lapses(request: Reader, period: str, name: str, lapse: str, family: str) -> HttpResponse:
    """Each slip with its case: open, by its number, or only counted, as the reader's scope has it."""
    versions = the_law().families.get(family)
    if lapse not in LAPSES or versions is None:
        raise Missing("web.no_lapse", Text("没有这一项。", "There is nothing of this name."))
    at, body = watermark(request), body_of(request)
    found = [
        each
        for each in slips(the_law(), lapse, named(period), body.division.path, at)
        if each.procedure == family
    ]
    shown, opened = known_to(request, [Traced(0, each.case, 0) for each in found])
    known = {one.case for one in shown}
    spec = next(each for each in wording(the_law()).lapses if each.lapse == lapse)
    context = {
        "spec": spec, "procedure": versions[-1].title, "period": period, "name": name, "count": len(found), "at": at, "body": body,
        "rows": [{"slip": each, "title": _title(lapse, each), "open": each.case in opened} for each in found if each.case in known],
        "outside": sum(each.case not in known for each in found),
    }  # fmt: skip
    return render(request, "yifa/report_lapses.html", context)


def _title(lapse: str, slip: Slip) -> Text:
    """The term or the act by its name in the text the case is under."""
    procedure = the_law().version(slip.version)
    if lapse == "late_terms":
        label = procedure.terms[slip.name].title
        return Text(label.zh, label.en)
    if slip.name == "rectify":
        return Text("更正", "Put right")
    branches = procedure.branches.get(slip.name, {})
    branch = next(iter(branches.values()), None)
    return Text(branch.title.zh, branch.title.en) if branch is not None else Text(slip.name, slip.name)
