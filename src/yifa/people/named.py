"""Which parties a text names: the vault compares, and hands out no value that the text does not hold already."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable

from yifa.people.models import Party
from yifa.people.vault import opened_quietly

__all__ = ["named_in", "plain"]

SHORTEST = 2
"""Characters of a name that can be told from other words."""
SOME = 900
"""Parties looked up in a statement."""
FULL_WIDTH = {
    0xFEE0 + code: code for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) in "-*"
} | {0x3000: 0x20}


def named_in(text: str, parties: Iterable[str]) -> list[str]:
    """The names of these parties (their ids) that stand in a text, each once, the longest first.

    Names are compared inside the vault; none is returned that the text does not hold, so nothing is shown and no view is
    logged. A mask that shares no character with the text rules a party out unopened. An id that is no party is passed over:
    a case may have been entered for somebody whose name nobody knows.
    """
    held, found = _close(text), set[str]()
    wanted = [uuid.UUID(each) for each in dict.fromkeys(parties) if each]
    for start in range(0, len(wanted), SOME):
        rows = Party.objects.filter(pk__in=wanted[start : start + SOME]).values_list("identity", "mask")
        refs = [ref for ref, mask in rows if _close(mask)[:1] in held]
        for raw in opened_quietly(refs):
            name = _close(str(json.loads(raw)["name"]))
            if len(name) >= SHORTEST and name in held:
                found.add(name)
    return sorted(found, key=lambda name: (-len(name), name))


def plain(text: str) -> str:
    """Full-width figures and letters as plain ones, of the same length; punctuation stays as it is.

    >>> plain("电话１３８，（Ａ）")
    '电话138，（A）'
    """
    return text.translate(FULL_WIDTH)


def _close(text: str) -> str:
    """A text without blanks, so that a name written apart is the same name."""
    return "".join(plain(text).split())
