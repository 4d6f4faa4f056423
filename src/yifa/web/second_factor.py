"""The second factor of an account: which it has, whether a code is right, and its secrets sealed at rest.

Kept by `allauth.mfa` (one row a factor). A factor is an authenticator app (TOTP, RFC 6238) or a passkey
(WebAuthn); recovery codes only stand in for one, so they alone are no factor.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction

from yifa.people import ciphers
from yifa.people.keys import key_ring
from yifa.people.models import Officer

__all__ = [
    "FactorAdapter",
    "add_passkey",
    "add_totp",
    "factored",
    "factors_of",
    "fresh_recovery_codes",
    "has_factor",
    "recovery_codes_left",
    "remove",
    "reset",
    "right_code",
    "right_passkey",
    "totp_drawing",
]

Kind = Authenticator.Type
BOUND_TO = b"yifa.second-factor"
MALFORMED = (ValidationError, ValueError, TypeError, KeyError, AttributeError)
"""What the WebAuthn library raises for an answer that is wrong, old or no answer at all."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """How `allauth.mfa` names this site, and how it keeps secrets: sealed with the vault's key."""

    def get_totp_issuer(self) -> str:
        """The name an authenticator app shows."""
        return "依法 Yifa"

    def encrypt(self, text: str) -> str:
        """`text` sealed, as `key:nonce:bytes`; a copy of the database alone opens nothing."""
        key = key_ring().current
        sealed = ciphers.encrypt(key.cipher, key.secret, text.encode(), BOUND_TO)
        return ":".join([key.id, *(base64.b64encode(part).decode("ascii") for part in sealed)])

    def decrypt(self, encrypted_text: str) -> str:
        """The text again; raises `Damaged` where the key or the bytes are not those of its sealing."""
        name, *parts = encrypted_text.split(":")
        nonce, sealed = (base64.b64decode(part) for part in parts)
        key = key_ring().key(name)
        return ciphers.decrypt(key.cipher, key.secret, nonce, sealed, BOUND_TO).decode()


def factors_of(officer: Officer) -> list[Authenticator]:
    """The officer's authenticator app and passkeys, oldest first."""
    found = Authenticator.objects.filter(user_id=officer.pk).exclude(type=Kind.RECOVERY_CODES)
    return list(found.order_by("pk"))


def has_factor(officer: Officer) -> bool:
    """Whether a sign-in of this account needs a second step; one query."""
    found = Authenticator.objects.filter(user_id=officer.pk).exclude(type=Kind.RECOVERY_CODES)
    return bool(found.exists())


def factored(officers: Iterable[Officer]) -> set[int]:
    """The numbers of those whose sign-in has a second step; one query."""
    found = Authenticator.objects.filter(user_id__in=[o.pk for o in officers]).exclude(
        type=Kind.RECOVERY_CODES
    )
    return set(found.values_list("user_id", flat=True))


@transaction.atomic
def add_totp(officer: Officer, secret: str, code: str) -> bool:
    """Keep an authenticator app whose `code` proves it has the secret; False if the code is wrong."""
    counter = _counter_of(secret, code)
    if counter is None or Authenticator.objects.filter(user_id=officer.pk, type=Kind.TOTP).exists():
        return False
    made = totp.TOTP.activate(officer, secret).instance
    made.data["last_counter"] = counter
    made.save(update_fields=["data"])
    return True


def add_passkey(officer: Officer, name: str, answer: str) -> bool:
    """Keep a passkey from the browser's `answer` (JSON); False if it does not answer our question."""
    try:
        credential = json.loads(answer)
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except MALFORMED:
        return False
    webauthn.WebAuthn.add(officer, name, credential)
    return True


@transaction.atomic
def right_code(officer: Officer, code: str) -> bool:
    """Whether `code` is the app's present code or an unused recovery code; either is good once."""
    rows = Authenticator.objects.select_for_update().filter(user_id=officer.pk)
    app = rows.filter(type=Kind.TOTP).first()
    if app is not None and _unused_totp(app, code):
        return True
    codes = rows.filter(type=Kind.RECOVERY_CODES).first()
    if codes is None or not RecoveryCodes(codes).validate_code(code):
        return False
    Authenticator.objects.get(pk=codes.pk).record_usage()
    return True


def right_passkey(officer: Officer, answer: str) -> bool:
    """Whether the browser's `answer` (JSON) is signed by a passkey of the officer for our question."""
    try:
        credential = json.loads(answer)
        webauthn.parse_authentication_response(credential)
        webauthn.complete_authentication(officer, credential).record_usage()
    except MALFORMED:
        return False
    return True


@transaction.atomic
def fresh_recovery_codes(officer: Officer) -> list[str]:
    """Ten new recovery codes; the old ones are worth nothing from now on."""
    Authenticator.objects.filter(user_id=officer.pk, type=Kind.RECOVERY_CODES).delete()
    made: list[str] = RecoveryCodes.activate(officer).get_unused_codes()
    return made


def recovery_codes_left(officer: Officer) -> int:
    """How many recovery codes are unused."""
    found = Authenticator.objects.filter(user_id=officer.pk, type=Kind.RECOVERY_CODES).first()
    return len(RecoveryCodes(found).get_unused_codes()) if found else 0


@transaction.atomic
def remove(officer: Officer, factor_id: int) -> bool:
    """Remove one factor; with the last one the recovery codes go too. False if it is not theirs."""
    found = Authenticator.objects.filter(user_id=officer.pk, pk=factor_id).exclude(type=Kind.RECOVERY_CODES)
    if not found.delete()[0]:
        return False
    if not has_factor(officer):
        reset(officer)
    return True


def reset(officer: Officer) -> int:
    """Remove all factors and codes of an account; the number of rows removed."""
    return int(Authenticator.objects.filter(user_id=officer.pk).delete()[0])


def totp_drawing(officer: Officer, secret: str) -> str:
    """The QR code of an authenticator app's address, as SVG to be put into a page."""
    adapter = get_adapter()
    drawn: str = adapter.build_totp_svg(adapter.build_totp_url(officer, secret))
    return drawn[drawn.index("<svg") :]


def _counter_of(secret: str, code: str, after: int = -1) -> int | None:
    """The time step (30 s) whose code this is, later than `after`; one step either side is tolerated."""
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if counter > after and compare_user_code(actual=code, expected=expected):
            return int(counter)
    return None


def _unused_totp(app: Authenticator, code: str) -> bool:
    """Whether the code is right and later than any used (RFC 6238, 5.2), kept in the row for all processes."""
    data: dict[str, Any] = app.data
    counter = _counter_of(get_adapter().decrypt(data["secret"]), code, data.get("last_counter", -1))
    if counter is None:
        return False
    data["last_counter"] = counter
    app.save(update_fields=["data"])
    app.record_usage()
    return True
