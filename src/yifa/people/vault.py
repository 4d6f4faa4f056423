"""The identity vault: personal values sealed apart from the work.

A chain never holds a personal value, only its commitment `algorithm:hash(salt ‖ plain)`. When law asks for
erasure, bytes and salt go and the commitment stays: every chain is still whole, and nobody can guess
the value from it, since the salt is gone.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from yifa import clock
from yifa.errors import BadInput, Conflict, Damaged, Forbidden, Missing, Text
from yifa.people import ciphers
from yifa.people.actors import Actor
from yifa.people.keys import key_ring, sealing_key, suite
from yifa.people.models import VaultItem, ViewLog
from yifa.people.vocabulary import vocabulary

__all__ = [
    "Plain",
    "Row",
    "Sealed",
    "Standing",
    "check",
    "erase",
    "erased_of",
    "insert_rows",
    "open_",
    "open_many",
    "open_to_party",
    "opened_quietly",
    "prepare_rows",
    "reseal",
    "seal",
]

SALT_BYTES = 32
_INSERT = (
    "INSERT INTO people_vaultitem (id, owner_kind, subject, purpose, ciphertext, nonce, salt, key_id,"
    " created_at, erased_at, erased_by_id, erasure_ground) VALUES "
)
_ONE_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
_ROWS_PER_INSERT = 1000
"""Twelve parameters a row: within SQLite's limit of 32,766 parameters a statement."""


@dataclass(frozen=True, slots=True)
class Plain:
    """One value to be sealed: whose it is (`owner_kind` and `subject`) and what for (`purpose`).

    `repr` never shows the value.
    """

    value: bytes | str
    owner_kind: str
    subject: str
    purpose: str

    def __repr__(self) -> str:
        """Everything but the value."""
        return f"Plain({self.owner_kind}/{self.subject}/{self.purpose})"


@dataclass(frozen=True, slots=True)
class Sealed:
    """Where a sealed value lies, and what stands for it in a chain."""

    ref: uuid.UUID
    commitment: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row ready for `insert_rows`, and what to write in its stead."""

    sealed: Sealed
    values: tuple[Any, ...] = field(repr=False)
    """In the order of the columns of `_INSERT`, as this database takes them."""


class Standing(StrEnum):
    """What became of a sealed value."""

    WHOLE = "whole"
    ERASED = "erased"
    DAMAGED = "damaged"


def prepare_rows(plains: Iterable[Plain]) -> list[Row]:
    """Seal many values without touching the database; write them with `insert_rows`."""
    key = sealing_key()
    algorithm = suite().hash
    now = _stored(clock.now().replace(microsecond=0))
    native = connection.features.has_native_uuid_field
    rows: list[Row] = []
    for plain in plains:
        raw = plain.value.encode() if isinstance(plain.value, str) else plain.value
        salt, ref = secrets.token_bytes(SALT_BYTES), uuid.uuid4()
        owner = plain.owner_kind, plain.subject, plain.purpose
        nonce, sealed = ciphers.encrypt(key.cipher, key.secret, raw, _bound(ref, *owner))
        values = (ref if native else ref.hex, *owner, sealed, nonce, salt, key.id, now, None, None, "")
        rows.append(Row(Sealed(ref, _commitment(algorithm, salt, raw)), values))
    return rows


@lru_cache(maxsize=1)
def _stored(moment: datetime) -> Any:
    """A moment as this database takes it; the same for all that is sealed in one second."""
    return connection.ops.adapt_datetimefield_value(moment)


def insert_rows(cursor: CursorWrapper, rows: Sequence[Row]) -> None:
    """Write prepared rows through the caller's cursor, in its transaction: one INSERT per thousand."""
    for start in range(0, len(rows), _ROWS_PER_INSERT):
        some = rows[start : start + _ROWS_PER_INSERT]
        values = [value for row in some for value in row.values]
        cursor.execute(_INSERT + ", ".join([_ONE_ROW] * len(some)), values)


def seal(plain: Plain) -> Sealed:
    """Seal and write one value."""
    rows = prepare_rows([plain])
    with connection.cursor() as cursor:
        insert_rows(cursor, rows)
    return rows[0].sealed


def open_(ref: uuid.UUID, actor: Actor, why: str) -> bytes:
    """The value at `ref`; the view is logged with `why`. Raises as `open_many`, and `Missing` if erased."""
    found = open_many([ref], actor, why)
    if ref not in found:
        text = Text("该个人信息已依法删除。", "This personal information was erased by law.")
        raise Missing("vault_erased", text, "个人信息保护法/47")
    return found[ref]


def open_many(refs: Iterable[uuid.UUID], actor: Actor, why: str) -> dict[uuid.UUID, bytes]:
    """The values at `refs` that are not erased, all views logged; two statements.

    Whether `actor` may see the case they belong to is the caller's to ask (`scopes.require`). Raises
    `Forbidden` for an administrator, `BadInput` without a reason, `Missing` for an unknown reference,
    `Damaged` if a value cannot be opened.
    """
    _check_viewer(actor, why)
    return _logged(set(refs), actor.id, why)


def _logged(wanted: set[uuid.UUID], officer_id: int | None, why: str) -> dict[uuid.UUID, bytes]:
    """The values that are not erased, each view logged."""
    with transaction.atomic():
        items = list(VaultItem.objects.filter(pk__in=wanted))
        if len(items) != len(wanted):
            raise Missing("vault_missing", Text("保险库中没有这一项。", "The vault has no such item."))
        present = [item for item in items if item.erased_at is None]
        now = clock.now()
        ViewLog.objects.bulk_create(
            ViewLog(item=item, officer_id=officer_id, at=now, why=why) for item in present
        )
    return {item.id: _opened(item) for item in present}


def open_to_party(refs: Iterable[uuid.UUID], why: str) -> dict[uuid.UUID, bytes]:
    """Values addressed to a party, shown to that party itself; logged as a view by nobody of the body.

    Whether it is that party is the caller's to make sure of. Raises `BadInput` without a reason, `Missing`, `Damaged`.
    """
    if not why.strip():
        raise BadInput("view_reason", Text("查看个人信息须写明事由。", "A view needs a reason."))
    return _logged(set(refs), None, why)


def opened_quietly(refs: Iterable[uuid.UUID]) -> Iterator[bytes]:
    """The values at `refs` that are not erased, for a comparison inside this room: no person sees them, no view is logged.

    Only for `named.py`, which answers nothing that its caller did not hold before. Raises `Damaged`.
    """
    for item in VaultItem.objects.filter(pk__in=list(refs), erased_at=None).iterator():
        yield _opened(item)


def erased_of(refs: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these were erased."""
    return set(
        VaultItem.objects.filter(pk__in=list(refs), erased_at__isnull=False).values_list("pk", flat=True)
    )


def erase(ref: uuid.UUID, ground: str, by: Actor | int) -> None:
    """Erase the value at `ref` by law, on `ground` (an article or a decision), in the name of an officer; the place remains.

    Raises `BadInput` without a ground, `Missing` if there is no such item, `Conflict` if it was erased.
    """
    if not ground.strip():
        text = Text("删除个人信息须写明依据。", "Erasure needs a ground.")
        raise BadInput("erasure_ground", text, "个人信息保护法/47")
    changed = VaultItem.objects.filter(pk=ref, erased_at=None).update(
        ciphertext=b"",
        nonce=b"",
        salt=b"",
        erased_at=clock.now(),
        erased_by=by if isinstance(by, int) else by.id,
        erasure_ground=ground.strip(),
    )
    if changed:
        return
    if VaultItem.objects.filter(pk=ref).exists():
        raise Conflict("vault_erased", Text("该项此前已删除。", "This item was erased before."))
    raise Missing("vault_missing", Text("保险库中没有这一项。", "The vault has no such item."))


def check(commitments: Mapping[uuid.UUID, str]) -> dict[uuid.UUID, Standing]:
    """How each sealed value stands against the commitment in its chain. Shows no value, logs no view.

    A reference that the vault does not know is damaged: rows are erased, never removed.
    """
    standing = dict.fromkeys(commitments, Standing.DAMAGED)
    for item in VaultItem.objects.filter(pk__in=list(commitments)).iterator():
        if item.erased_at is not None:
            standing[item.id] = Standing.ERASED
        elif _agrees(item, commitments[item.id]):
            standing[item.id] = Standing.WHOLE
    return standing


def reseal(limit: int = 1000) -> int:
    """Seal up to `limit` items again that are not under the current key; answers how many were.

    Value and salt stay, and with them every commitment. Repeat until it answers 0.
    """
    key = key_ring().current
    with transaction.atomic():
        items = list(VaultItem.objects.filter(erased_at=None).exclude(key_id=key.id)[:limit])
        for item in items:
            raw = _opened(item)
            item.key_id = key.id
            item.nonce, item.ciphertext = ciphers.encrypt(key.cipher, key.secret, raw, _bound_to(item))
        VaultItem.objects.bulk_update(items, ["key_id", "nonce", "ciphertext"], batch_size=200)
    return len(items)


def _check_viewer(actor: Actor, why: str) -> None:
    """Raise unless a reason is given and the viewer is no administrator."""
    if not why.strip():
        raise BadInput("view_reason", Text("查看个人信息须写明事由。", "A view needs a reason."))
    words = vocabulary()
    if not actor.posts or all("*" in words.post(kind).never for kind in actor.post_kinds):
        text = Text("该岗位不得查看个人信息。", "This post may not view personal information.")
        raise Forbidden("vault_forbidden", text, "个人信息保护法/34,51")


def _bound_to(item: VaultItem) -> bytes:
    return _bound(item.id, item.owner_kind, item.subject, item.purpose)


def _bound(ref: uuid.UUID, owner_kind: str, subject: str, purpose: str) -> bytes:
    """What the cipher binds the value to, so that bytes moved to another row do not open."""
    return f"{ref.hex}|{owner_kind}|{subject}|{purpose}".encode()


def _commitment(algorithm: str, salt: bytes, raw: bytes) -> str:
    """The salted commitment to a value, naming its hash."""
    return f"{algorithm}:{ciphers.digest(algorithm, salt + raw).hex()}"


def _opened(item: VaultItem) -> bytes:
    """The value of an item that is not erased; raises `Damaged`."""
    key = key_ring().key(item.key_id)
    nonce, sealed = bytes(item.nonce), bytes(item.ciphertext)
    return ciphers.decrypt(key.cipher, key.secret, nonce, sealed, _bound_to(item))


def _agrees(item: VaultItem, commitment: str) -> bool:
    """Whether the item opens and its value is the one committed to."""
    algorithm = commitment.partition(":")[0]
    try:
        made = _commitment(algorithm, bytes(item.salt), _opened(item))
    except (Damaged, BadInput):
        return False
    return ciphers.same(made.encode(), commitment.encode())
