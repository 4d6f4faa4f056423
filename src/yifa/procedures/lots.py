"""Drawing by lot so that anyone can draw again: a commitment before, the seed after, the order from both.

The order is that of the SHA-256 of `seed:place`, smallest first, over the places of the published list (from 1)
that were not excluded. Nothing but the published facts goes in, so that a stranger with `sha256sum` gets the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from hashlib import sha256

__all__ = ["commitment_of", "drawn", "new_seed"]


def new_seed() -> str:
    """A seed nobody can guess: 128 bits, so that its hash can be published before it without giving it away."""
    return secrets.token_hex(16)


def commitment_of(seed: str) -> str:
    """What is published before the draw: SHA-256 of the seed (UTF-8), in lower-case hexadecimal.

    >>> commitment_of("abc")
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    """
    return sha256(seed.encode()).hexdigest()


def drawn(seed: str, size: int, without: Collection[int], count: int) -> list[int]:
    """The first `count` places of a list of `size`, in the order of the draw; fewer where fewer are left.

    >>> drawn("示例种子", 5, [2], 3)
    [4, 3, 1]
    """
    out = set(without)
    left = (place for place in range(1, size + 1) if place not in out)
    # Two places never share a hash in practice; the place itself settles it, so that the order is one whatever happens.
    return sorted(left, key=lambda place: (sha256(f"{seed}:{place}".encode()).digest(), place))[:count]
