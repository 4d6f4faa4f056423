"""The way in for a new officer: a link that works once, within three days, to set one's own password.

The link is Django's own for a forgotten password: it falls with the first password set or the first sign-in, and opens no
session. A second factor, where the account has one, is asked at the sign-in as ever.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from yifa.errors import Conflict, Text
from yifa.people.administration import By, record
from yifa.people.models import Officer

from .language import language_of

__all__ = ["FirstPassword", "invite"]


@transaction.atomic
def invite(by: By, officer: Officer) -> str:
    """The path of a link for `officer`, shown once and recorded as given. Raises `Conflict` for a closed account."""
    if not officer.is_active:
        raise Conflict("people.closed", Text("该账号已停用。", "This account is closed."))
    first = not officer.has_usable_password()
    record(by, "invite", "首次登录" if first else "遗失口令", officer=officer)
    uid = urlsafe_base64_encode(force_bytes(officer.pk))
    return reverse("first-password", args=[uid, default_token_generator.make_token(officer)])


class FirstPassword(PasswordResetConfirmView):
    """Set one's own password, twice the same, then sign in with it."""

    template_name = "yifa/first_password.html"
    success_url = reverse_lazy("sign-in")

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the password and lead to the sign-in."""
        said = Text("口令已设置，请登录。", "The password is set: sign in.")
        messages.success(self.request, said.in_(language_of(self.request)))
        return super().form_valid(form)
