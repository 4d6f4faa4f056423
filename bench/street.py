"""The street every measurement works in, and lives of its cases taken from the year books' scripts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import count
from typing import Any

from yifa.docket.bulk import Life
from yifa.docket.world import the_law
from yifa.files import receive
from yifa.files.receipts import record
from yifa.people.cast import make_cast
from yifa.server.yearbooks.lives import Street, lives_of
from yifa.server.yearbooks.reading import Book, Group, read_script

__all__ = ["lives", "make_street"]

OFFICERS = ("zhang", "wang", "qian", "ma", "zhu", "guo")
TITLE = {"zh": "测速（示例）", "en": "Bench (sample)"}
VALUES = {"violation": "littering", "party": "person", "fine": 50, "tier": "light"}
_places = count()


def make_street() -> Street:
    """The sample street in an empty database."""
    cast = make_cast("990101001")
    stored = receive(io.BytesIO("示例录像".encode()), "示例.txt", "text/plain")
    record(stored)
    street = cast["divisions"]["990101001"]
    communities = sorted(d.path for d in cast["divisions"].values() if d.parent_id == street.pk)
    return Street(cast, OFFICERS, ("gao", "hu", "cai"), tuple(communities), stored.hash)


def lives(street: Street, number: int, acts: int = 6, script: str = "summary_penalty") -> Iterator[Life]:
    """`number` lawful lives of a summary penalty, each cut after `acts` acts."""
    law = the_law()
    months = [number // 12 + (1 if place < number % 12 else 0) for place in range(12)]
    group = Group.model_validate({"script": script, "title": TITLE, "months": months, "values": VALUES})
    data: dict[str, Any] = {
        "book": "bench",
        "title": TITLE,
        "about": TITLE,
        "year": 2023,
        "street": "990101001",
        "name": "塘沽",
        "locality": "binhai-example",
        "groups": [],
    }
    book = Book.model_validate(data)
    for life in lives_of(book, group, read_script(law.folder, script), street, law.calendar, next(_places)):
        yield Life(life.cover, list(life.acts)[:acts], life.identities)
