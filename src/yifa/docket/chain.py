"""The chain: canonical text, the hash of an act, the root over many.

A case's acts are chained so that an edit, an insertion or a removal inside a case breaks its own
chain. A cut tail and a case deleted whole leave every remaining chain unbroken: against those stand
the roots, each of which hashes every act since the one before it (see `roots.py`).

The canonical text of an entry is JSON with sorted keys, no spaces, UTF-8. Personal facts are not in
it: they stand as salted commitments, so that erasing an identity by law leaves the chain whole.
"""

from __future__ import annotations

import hashlib
import os
from typing import Any

import orjson

__all__ = ["GENESIS", "canonical", "digest", "link"]

GENESIS = "0" * 64
"""The hash before the first act of a case."""

ALGORITHM = "sm3" if os.environ.get("YIFA_CRYPTO") == "sm" else "sha256"
"""SHA-256, or SM3 where the office must use the national algorithms (YIFA_CRYPTO=sm)."""


def canonical(entry: dict[str, Any]) -> bytes:
    """The bytes that are hashed: the same entry always gives the same bytes."""
    return orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)


def digest(data: bytes) -> str:
    """The hash of `data`, in lower-case hexadecimal."""
    return hashlib.new(ALGORITHM, data).hexdigest()


def link(prev: str, text: bytes) -> str:
    """The hash of an act: over the hash before it and its own canonical text."""
    return digest(prev.encode() + b"\n" + text)
