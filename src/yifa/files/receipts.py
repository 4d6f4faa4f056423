"""The receipt of a file, written in the transaction of the act that brings it."""

from __future__ import annotations

from yifa import clock
from yifa.files.backend import Backend
from yifa.files.models import StoredFile
from yifa.files.store import Stored

__all__ = ["record", "unrecorded"]


def record(stored: Stored, name_ref: str = "") -> StoredFile:
    """Write the receipt of `stored` inside the caller's transaction.

    `name_ref` is the reference of the file's name in the vault; empty for a file made by the system.
    """
    return StoredFile.objects.create(
        hash=stored.hash, size=stored.size, kind=stored.kind, name_ref=name_ref, received_at=clock.now()
    )


def unrecorded(backend: Backend) -> list[str]:
    """Digests kept without a receipt: the transaction that should have written it never came through.

    Only named, never removed here: a receipt may be about to be written.
    """
    recorded = set(StoredFile.objects.values_list("hash", flat=True).distinct().iterator())
    return [digest for digest in backend.digests() if digest not in recorded]
