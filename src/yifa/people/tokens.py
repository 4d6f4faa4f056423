"""Keys for other systems: made once, shown once, kept as a hash, narrowed, and always expiring."""

from __future__ import annotations

import secrets
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from yifa import clock
from yifa.errors import BadInput, Forbidden, Text
from yifa.people import ciphers
from yifa.people.actors import Actor, actor_for
from yifa.people.families import is_pattern
from yifa.people.grants import grants
from yifa.people.models import Officer, Token
from yifa.people.models.revision import current_revision
from yifa.people.scopes import Scope, scope_for

__all__ = ["authenticate", "check", "issue", "revoke"]

_PREFIX = "yifa"
_ALGORITHM = "sha256"
"""The secret is 256 random bits, so a plain hash is enough and fast."""
_KEPT: OrderedDict[tuple[int, uuid.UUID], Token] = OrderedDict()
"""Tokens as read at a revision of the people register, the last ones asked for."""
_SIZE = 1000


def issue(
    officer: Officer, purpose: str, actions: Sequence[str], families: Sequence[str], expires_at: datetime
) -> str:
    """Make a token for `officer` and answer its text, which is never shown again.

    It can do no more than the officer can, and of that only `actions` in `families`, until
    `expires_at` (aware). Raises `BadInput` for unknown words, an empty list or a time gone by.
    """
    unknown = [action for action in actions if action not in grants().actions]
    unknown += [pattern for pattern in families if not is_pattern(pattern)]
    if unknown or not actions or not families or not purpose.strip():
        listed = "、".join(unknown) or "—"
        raise BadInput(
            "token_words",
            Text(
                f"令牌须写明用途、权限和程序族；不可用：{listed}。", f"Purpose, actions, families: {listed}."
            ),
        )
    if expires_at <= clock.now():
        raise BadInput("token_expiry", Text("到期时间须在将来。", "The expiry must lie in the future."))
    secret = secrets.token_urlsafe(32)
    token = Token.objects.create(
        officer=officer,
        purpose=purpose.strip(),
        hash=_hash(secret),
        actions=list(actions),
        families=list(families),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    return f"{_PREFIX}_{token.id.hex}_{secret}"


def authenticate(text: str, action: str) -> tuple[Actor, Scope]:
    """Who the token stands for, and the cases with which it may do `action`. Raises as `check`."""
    token = check(text, action, current_revision())
    actor = actor_for(token.officer_id, clock.now())
    return actor, scope_for(actor, action).narrowed(token.families)


def check(text: str, action: str, revision: int) -> Token:
    """The token whose text this is, if it was made for `action`; read once in each `revision` of the people register.

    Raises `Forbidden`, in the same words whatever is wrong: unknown, false, expired, revoked, or not
    made for that action.
    """
    refused = Forbidden("token", Text("令牌无效或者无权进行此项操作。", "This token does not allow that."))
    prefix, _, rest = text.partition("_")
    number, _, secret = rest.partition("_")
    try:
        token_id = uuid.UUID(hex=number)
    except ValueError as error:
        raise refused from error
    token = _read(token_id, revision)
    expected = token.hash if token else _hash("")
    is_right = ciphers.same(_hash(secret).encode(), expected.encode())
    if (
        token is None
        or not is_right
        or prefix != _PREFIX
        or token.revoked_at
        or token.expires_at <= clock.now()
        or action not in token.actions
    ):
        raise refused
    return token


def _read(token_id: uuid.UUID, revision: int) -> Token | None:
    """The token of that number, if there is one; what is changed in it moves the revision."""
    found = _KEPT.get((revision, token_id))
    if found is None:
        found = Token.objects.filter(pk=token_id).first()
        if found is not None:
            _KEPT[revision, token_id] = found
            if len(_KEPT) > _SIZE:
                _KEPT.popitem(last=False)
    return found


def revoke(token: Token) -> None:
    """End a token now; ending it twice keeps the first time."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now())


def _hash(secret: str) -> str:
    """The hash kept of a secret."""
    return ciphers.digest(_ALGORITHM, secret.encode()).hex()
