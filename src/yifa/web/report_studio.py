"""The author's side of a report: a passage written with proposed sentences beside it, and what was found in its words answered for."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from yifa.annual.build import Report, forms
from yifa.annual.numbers import Typed, typed_numbers
from yifa.annual.proposals import drafts_for, lapse_wanted, taken, wanted
from yifa.annual.prose import LONGEST, latest, write
from yifa.annual.text import passages_of
from yifa.annual.wordcheck import answer, findings
from yifa.annual.wording import wording
from yifa.docket.world import the_law
from yifa.errors import BadInput, Conflict, Missing, Text

from .access import Reader, signed_in
from .reports import body_of, made_report, require_may

__all__ = ["answer_finding", "passage"]


@signed_in
def passage(request: Reader, period: str, name: str, key: str) -> HttpResponse:
    """Write one passage; a press takes a proposed sentence into it. What was typed stays where someone else has written meanwhile.

    Saving computes what the text names; every figure there is to choose from is computed only for who asks for the list.
    """
    every = request.GET.get("figures") == "all"
    if request.method != "POST":
        made = _made(request, period, name, drafting=True, every=every)
        title = _title(request, made, key)
        return render(
            request, "yifa/passage.html", _context(request, made, key, title, made.prose.get(key, ""), None)
        )
    text, take = request.POST.get("text", ""), request.POST.get("take", "")
    made = _made(request, period, name, text, drafting=bool(take))
    title = _title(request, made, key)
    if take:
        drafts = drafts_for(the_law(), made, key)
        text = taken(text, list(chain.from_iterable(each.proposals for each in drafts)), take)
    try:
        _write(request, made, key, text)
    except (Conflict, BadInput) as problem:
        made = _made(request, period, name, text, drafting=True)
        return render(
            request, "yifa/passage.html", _context(request, made, key, title, text, problem), status=409
        )
    return redirect("passage", period, name, key) if take else redirect("report", period, name)


def _title(request: Reader, made: Report, key: str) -> Text:
    """The heading of the passage, for who may write it. Raises `Forbidden`, and `Missing` where the report has no such passage."""
    require_may(request, made, "act")
    title = dict(passages_of(made.form)).get(key)
    if title is None:
        raise Missing("annual.passage", Text("报告中没有这一部分。", "The report has no such passage."))
    return title


def _made(
    request: Reader, period: str, name: str, text: str = "", *, drafting: bool = False, every: bool = False
) -> Report:
    """The report with what the text as typed names; for `drafting` with what the proposals need beside it."""
    form = forms(the_law()).get(name) if drafting else None
    also = [] if form is None else [*wanted(form), *lapse_wanted(the_law(), name, period, body_of(request))]
    return made_report(request, period, name, every=every, also=also, text=text)


def _write(request: Reader, made: Report, key: str, typed: str) -> None:
    seen, by_hand = request.POST.get("seen", "0"), request.POST.get("by_hand") == "yes"
    number = int(seen) if seen.isascii() and seen.isdigit() else 0
    write(made, key, typed, request.actor.id, number, wording(the_law()).rounding, by_hand=by_hand)


def _context(
    request: Reader, made: Report, key: str, title: Text, typed: str, refusal: Conflict | BadInput | None
) -> dict[str, Any]:
    numbers = (
        typed_numbers(made, typed)
        if refusal is not None and refusal.code == "annual.typed"
        else list[Typed]()
    )
    choice = {name: figure for name, figure in made.figures.items() if "@" not in name}
    return {
        "report": made, "title": title, "key": key, "typed": typed, "refusal": refusal, "numbers": numbers, "seen": latest(made, key), "longest": LONGEST,
        "now": made.prose.get(key, "") if isinstance(refusal, Conflict) else "", "drafts": drafts_for(the_law(), made, key), "choice": choice,
        "every": request.GET.get("figures") == "all", "rounded": [each for each in made.rounded if each["passage"] == key],
    }  # fmt: skip


@require_POST
@signed_in
def answer_finding(request: Reader, period: str, name: str) -> HttpResponse:
    """Answer one thing found in the words of a report with the reason why it stays."""
    made = made_report(request, period, name)
    require_may(request, made, "act")
    found = findings(the_law(), name, period, made.body_id, made.prose)
    digest, reason = request.POST.get("finding", ""), request.POST.get("reason", "")
    answer(found, digest, reason, request.actor.id, name, period, made.body_id)
    return redirect("report", period, name)
