"""What entries of one act say alike: the same head, owner, address or telephone of two bidders, found by their words."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

import orjson

from yifa.people.actors import Actor
from yifa.people.vault import open_many
from yifa.procedures import Procedure
from yifa.procedures.schema import Label

__all__ = ["alike"]

BETWEEN = re.compile(r"[\s,，、;；:：。()（）/]+")
SHORTEST = 2
"""A single character says nothing: it stands in many names."""


def alike(
    procedure: Procedure, entries: list[dict[str, Any]], entry: Mapping[str, Any], actor: Actor, why: str
) -> list[dict[str, Any]]:
    """Each other entry of the act that shares words with this one, field by field; nothing for an act that compares nothing.

    Every sealed fact that is opened for this is logged with the reason. What is shared is a hint, and no finding (政府采购法实施条例 18).
    """
    deed = procedure.text.acts.get(entry["act"])
    others = [e for e in entries if e["act"] == entry["act"] and e["seq"] != entry["seq"] and e.get("sealed")]
    if deed is None or not deed.compares or not others:
        return []
    refs = [uuid.UUID(item["ref"]) for each in (entry, *others) for item in each["sealed"].values()]
    opened = open_many(refs, actor, why)
    titles = {
        name: field.title
        for b in procedure.branches[entry["act"]].values()
        for name, field in b.fields.items()
    }
    own = _words(entry, opened)
    found = []
    for other in others:
        theirs = _words(other, opened)
        shared = [
            _shared(titles, a, b, own[a] & theirs[b]) for a in own for b in theirs if own[a] & theirs[b]
        ]
        if shared:
            found.append(
                {"seq": other["seq"], "party": (other.get("joined") or {}).get("key", ""), "shared": shared}
            )
    return found


def _words(entry: Mapping[str, Any], opened: Mapping[uuid.UUID, bytes]) -> dict[str, set[str]]:
    """The words of each sealed text of an entry that is not erased."""
    told = {name: opened.get(uuid.UUID(item["ref"])) for name, item in entry["sealed"].items()}
    texts = {name: orjson.loads(value) for name, value in told.items() if value is not None}
    return {
        name: {word for word in BETWEEN.split(text) if len(word) >= SHORTEST} for name, text in texts.items() if isinstance(text, str)
    }  # fmt: skip


def _shared(titles: Mapping[str, Label], ours: str, theirs: str, words: set[str]) -> dict[str, Any]:
    return {"ours": titles[ours], "theirs": titles[theirs], "words": "、".join(sorted(words))}
