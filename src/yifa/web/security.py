"""The page 登录安全: an officer adds, sees and removes their second factors.

Every change asks that the officer signed in within ten minutes, with all steps: an unattended desk must
not be enough to take an account over.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from yifa.errors import Missing, Text

from . import second_factor
from .language import language_of
from .sign_in import is_fresh, mark

__all__ = ["again", "app", "codes", "passkey", "remove", "security"]

NAME_LENGTH = 40


def _changing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that changes how an account signs in: only shortly after a sign-in, and never kept by a browser."""

    @login_required
    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: Any, *args: Any, **words: Any) -> HttpResponse:
        return view(request, *args, **words) if is_fresh(request) else redirect("security")

    return wrapped


@login_required
@never_cache
def security(request: Any) -> HttpResponse:
    """What the account has, and what can be added."""
    factors = second_factor.factors_of(request.user)
    context = {
        "factors": [
            {"id": f.pk, "kind": f.type, "name": f.data.get("name", ""), "at": f.created_at, "used": f.last_used_at}
            for f in factors
        ],
        "app": any(f.type == second_factor.Kind.TOTP for f in factors),
        "left": second_factor.recovery_codes_left(request.user),
        "fresh": is_fresh(request),
        "required": settings.SECOND_FACTOR == "required",
    }  # fmt: skip
    return render(request, "yifa/security.html", context)


@login_required
@require_POST
def again(request: Any) -> HttpResponse:
    """Sign out and come back to this page through a new sign-in."""
    tongue = request.session.get("language", "")
    logout(request)
    request.session["language"] = tongue
    return redirect("/sign-in/?next=/security/")


@_changing
def app(request: Any) -> HttpResponse:
    """Add an authenticator app: its QR code, then the first code it shows."""
    if any(f.type == second_factor.Kind.TOTP for f in second_factor.factors_of(request.user)):
        return redirect("security")
    secret = get_totp_secret()
    if request.method == "POST" and second_factor.add_totp(
        request.user, secret, request.POST.get("code", "")
    ):
        clear_totp_secret(request)
        return _added(request)
    # The drawing is made here of an address whose parts are quoted: no text of a person stands in it.
    drawing = mark_safe(second_factor.totp_drawing(request.user, secret))  # nosec  # noqa: S308
    grouped = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    context = {"drawing": drawing, "secret": grouped, "wrong": request.method == "POST"}
    return render(request, "yifa/security_app.html", context)


@_changing
def passkey(request: Any) -> HttpResponse:
    """Add a passkey: the browser makes it (script `passkey.js`), we keep its public key."""
    wrong = request.method == "POST"
    if wrong:
        name = request.POST.get("name", "").strip()[:NAME_LENGTH]
        if second_factor.add_passkey(request.user, name, request.POST.get("credential", "")):
            return _added(request)
    options = begin_registration(request.user, passwordless=False)["publicKey"]
    return render(request, "yifa/security_passkey.html", {"options": json.dumps(options), "wrong": wrong})


def _added(request: Any) -> HttpResponse:
    """After a factor was added: the first time the recovery codes, later only word of it."""
    mark(request, True)
    if not second_factor.recovery_codes_left(request.user):
        return _shown_once(request)
    _say(request, Text("已添加。", "Added."))
    return redirect("security")


@_changing
@require_POST
def codes(request: Any) -> HttpResponse:
    """Make new recovery codes, the old ones being void."""
    if not second_factor.has_factor(request.user):
        return redirect("security")
    return _shown_once(request)


def _shown_once(request: Any) -> HttpResponse:
    """New recovery codes, in this answer and nowhere else."""
    made = second_factor.fresh_recovery_codes(request.user)
    return render(request, "yifa/security_codes.html", {"codes": [f"{code[:4]} {code[4:]}" for code in made]})


@_changing
@require_POST
def remove(request: Any, factor: int) -> HttpResponse:
    """Remove one factor of the reader's own."""
    if not second_factor.remove(request.user, factor):
        raise Missing("web.no_factor", Text("没有这项验证方式。", "There is no such factor."))
    mark(request, second_factor.has_factor(request.user))
    _say(request, Text("已移除。", "Removed."))
    return redirect("security")


def _say(request: Any, text: Text) -> None:
    """A word on the next page, in its language."""
    messages.success(request, text.in_(language_of(request)))
