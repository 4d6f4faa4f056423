"""Signing in: the password, then the second factor where the account has one.

Nobody is signed in between the two steps: the session only remembers whose password was right, for ten
minutes. A wrong code counts like a wrong password, and a locked account is not let in by a right one.
"""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from yifa import clock
from yifa.people.models import Officer

from .second_factor import factors_of, has_factor, right_code, right_passkey

__all__ = ["SignIn", "is_fresh", "mark", "second_step"]

PENDING = "pending_sign_in"
MARK = "second_factor"
SIGNED_IN_AT = "signed_in_at"
TEN_MINUTES = 600
BACKEND = "django.contrib.auth.backends.ModelBackend"


def mark(request: HttpRequest, has: bool) -> None:
    """Keep in the session whether its officer passed a second step."""
    request.session[MARK] = has


def is_fresh(request: HttpRequest) -> bool:
    """Whether the officer signed in, with all steps, in the last ten minutes."""
    age = clock.now().timestamp() - float(request.session.get(SIGNED_IN_AT, 0))
    return 0 <= age < TEN_MINUTES


def _enter(request: HttpRequest, officer: Officer, second: bool) -> None:
    """Sign the officer in, in a session of a new key."""
    login(request, officer, backend=BACKEND)
    mark(request, second)
    request.session[SIGNED_IN_AT] = clock.now().timestamp()


class SignIn(LoginView):
    """The password; where the account has a second factor, the way to it."""

    template_name = "yifa/sign_in.html"

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in, or remember whose password was right and ask for the second factor."""
        officer = form.get_user()
        assert isinstance(officer, Officer)
        if not has_factor(officer):
            _enter(self.request, officer, second=False)
            return redirect(self.get_success_url())
        if self.request.user.is_authenticated:
            logout(self.request)
        self.request.session.cycle_key()
        self.request.session[PENDING] = {
            "officer": officer.pk,
            "password": officer.get_session_auth_hash(),
            "at": clock.now().timestamp(),
            "next": self.get_success_url(),
        }
        return redirect("second-step")


def _awaited(request: HttpRequest) -> Officer | None:
    """The officer whose password was right in this session less than ten minutes ago and still is."""
    pending: dict[str, Any] = request.session.get(PENDING) or {}
    if not 0 <= clock.now().timestamp() - float(pending.get("at", 0)) < TEN_MINUTES:
        return None
    officer = Officer.objects.filter(pk=pending["officer"], is_active=True).first()
    if officer is None or not constant_time_compare(officer.get_session_auth_hash(), pending["password"]):
        return None
    return officer


def _right(request: HttpRequest, officer: Officer) -> bool:
    """Whether what was posted is a second factor of the officer; a wrong one is counted."""
    credentials = {"username": officer.username}
    if not AxesProxyHandler.is_allowed(request, credentials):
        vars(request).update(axes_locked_out=True, axes_credentials=credentials)
        return False
    answer = request.POST.get("credential", "")
    right = right_passkey(officer, answer) if answer else right_code(officer, request.POST.get("code", ""))
    if not right:
        user_login_failed.send(__name__, credentials=credentials, request=request)
    return right


@sensitive_post_parameters()
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code or the passkey; without a right password before it, back to the sign-in."""
    officer = _awaited(request)
    if officer is None:
        request.session.pop(PENDING, None)
        return redirect("sign-in")
    wrong = False
    if request.method == "POST":
        if _right(request, officer):
            pending = request.session.pop(PENDING)
            _enter(request, officer, second=True)
            return redirect(pending["next"])
        wrong = True
    kinds = {factor.type for factor in factors_of(officer)}
    context: dict[str, Any] = {"wrong": wrong, "name": officer.name, "totp": Authenticator.Type.TOTP in kinds}
    if Authenticator.Type.WEBAUTHN in kinds:
        context["options"] = json.dumps(begin_authentication(officer)["publicKey"])
    return render(request, "yifa/second_step.html", context)
