"""The same key does a thing once: its answer is kept in the transaction of the act and given again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from yifa import clock
from yifa.errors import BadInput, Text

from .models import KeptAnswer

__all__ = ["once"]

HEADER = "Idempotency-Key"
LONGEST = 200


def once(
    request: HttpRequest, token_id: str, do: Callable[[], dict[str, Any]], status: int = 201
) -> HttpResponse:
    """Do it, or answer as before where this token sent the same key with the same body.

    Raises `BadInput` for the same key with another body, and whatever `do` raises: a refusal is not
    kept, so that the same key may be tried again once the law allows the act.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return _answer(status, do())
    if len(key) > LONGEST or not key.isprintable():
        raise BadInput(
            "api.key", Text("幂等键过长或者含有控制字符。", "The key is too long or not printable.")
        )
    digest = hashlib.sha256(
        b"\n".join(((request.method or "").encode(), request.path.encode(), request.body))
    ).hexdigest()
    kept = _kept(token_id, key, digest)
    if kept is not None:
        return kept
    try:
        with transaction.atomic():
            data = do()
            text = orjson.dumps(data).decode()
            KeptAnswer.objects.create(
                token_id=token_id, key=key, digest=digest, status=status, answer=text, made_at=clock.now()
            )
            return _answer(status, data)
    except IntegrityError:
        # Someone with the same key was faster; the act of this request was rolled back with its key.
        kept = _kept(token_id, key, digest)
        if kept is None:
            raise
        return kept


def _kept(token_id: str, key: str, digest: str) -> HttpResponse | None:
    found = KeptAnswer.objects.filter(token_id=token_id, key=key).first()
    if found is None:
        return None
    if found.digest != digest:
        raise BadInput(
            "api.key_reused",
            Text("同一幂等键已用于另一请求。", "This key was used for another request."),
        )
    return _answer(found.status, orjson.loads(found.answer), again=True)


def _answer(status: int, data: dict[str, Any], *, again: bool = False) -> HttpResponse:
    response = HttpResponse(orjson.dumps(data), content_type="application/json", status=status)
    if again:
        response["Idempotent-Replayed"] = "true"
    return response
