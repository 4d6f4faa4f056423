"""Who is reading: the officer, their posts today, and the cases they may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from yifa import clock
from yifa.docket.cases import case_for
from yifa.docket.store import CaseRow
from yifa.errors import BadInput, Text
from yifa.people.actors import Actor, actor_for
from yifa.people.scopes import Scope, scope_for

__all__ = ["Reader", "may", "page_after", "page_of", "seen_case", "signed_in"]


class Reader(HttpRequest):
    """A request of someone signed in."""

    actor: Actor
    sees: Scope


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ask for a sign-in, and give the request its `actor` and what they may see."""

    @login_required
    @wraps(view)
    def wrapped(request: Any, *args: Any, **words: Any) -> HttpResponseBase:
        request.actor = actor_for(request.user.pk, clock.now())
        request.sees = scope_for(request.actor, "see")
        return view(request, *args, **words)

    return wrapped


def seen_case(request: Reader, case_id: int) -> CaseRow:
    """A case within the reader's scope; `Missing` outside it."""
    return case_for(case_id, request.sees)


def may(request: Reader, action: str) -> Scope:
    """The reader's scope for another action."""
    return scope_for(request.actor, action)


def page_after(request: HttpRequest) -> tuple[str, int] | None:
    """Where the page of a list begins (`due~id` of the row before); raises `BadInput` for what no page gave."""
    text = request.GET.get("after", "")
    if not text:
        return None
    due, _, number = text.rpartition("~")
    if not (due and number.isascii() and number.isdigit() and len(number) <= 18) or "\x00" in due:
        raise BadInput("web.after", Text("分页标记有误。", "This is no place of a page."))
    return due, int(number)


def page_of(request: Reader) -> int:
    """The page of a list asked for by number, from 0."""
    text = request.GET.get("page", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
