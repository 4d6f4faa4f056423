"""The law as this installation has it: procedures as a clerk reads them, and their drawings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.people.vocabulary import vocabulary
from yifa.procedures import Procedure
from yifa.procedures.draw import draw
from yifa.procedures.show import show

from .access import Reader, signed_in
from .choosing import can_open
from .language import language_of

__all__ = ["drawing", "procedure", "procedures"]


ADOPTION = "supervision.adoption"


@signed_in
def procedures(request: Reader) -> HttpResponse:
    """Every procedure in force."""
    return render(
        request, "yifa/law.html", {"procedures": [versions[-1] for versions in the_law().families.values()]}
    )


def _procedure(family: str) -> Procedure:
    versions = the_law().families.get(family)
    if not versions:
        raise Missing("web.no_procedure", Text("没有这个程序。", "There is no such procedure."))
    return versions[-1]


def certificates() -> dict[str, Text]:
    """The kinds of certificate by name."""
    return {key: word.title for key, word in vocabulary().certificates.items()}


def may_adopt(request: Reader) -> bool:
    """Whether the reader may put a version forward for adoption."""
    return can_open(request, ADOPTION)


@signed_in
def procedure(request: Reader, family: str) -> HttpResponse:
    """One procedure: text and drawing."""
    found = _procedure(family)
    return render(
        request,
        "yifa/procedure.html",
        {
            "procedure": found,
            "text": show(found, language_of(request), certificates()),
            "may_read": may_adopt(request),
        },
    )


@signed_in
def drawing(request: Reader, family: str) -> HttpResponse:
    """The drawing as SVG; its style is its own, so it may not use the page's policy."""
    response = HttpResponse(draw(_procedure(family), language_of(request)), content_type="image/svg+xml")
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response
