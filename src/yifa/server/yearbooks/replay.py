"""A book replayed: the street made if it is not there, every life through the docket, a root at the end."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from yifa.docket.bulk import Life, bulk
from yifa.docket.models import Case
from yifa.docket.roots import make_root
from yifa.errors import Conflict, Text
from yifa.files import receive
from yifa.files.receipts import record
from yifa.people.cast import make_cast
from yifa.people.models import Officer
from yifa.procedures import Law

from .lives import Street, lives_of
from .reading import Book, read_book, read_script
from .today import enter_open_cases

__all__ = ["Summary", "replay"]

OFFICERS = ("zhang", "wang", "qian", "ma", "zhu", "guo")
GRID_WORKERS = ("gao", "hu", "cai", "pan", "yu", "du")
NO_RECORDING = "示例：此处代表执法音像记录，年册不含真实音像。\nSample: stands for an audio-video record; a year book holds none.\n"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a replay entered."""

    book: str
    cases: int
    acts: int
    root: str | None
    street: str = ""
    bodies: Mapping[str, int] = field(default_factory=dict)


def replay(
    law: Law, name: str, progress: Callable[[int, int], None] | None = None, *, today: bool = False
) -> Summary:
    """Replay the book `name`; with `today`, cases that stand open now as well, which no figure of the book's year counts.

    Raises `Conflict` where a street is there already, or the first refusal of a life.
    """
    book = read_book(law.folder, name)
    if Case.objects.exists() or Officer.objects.exists():
        raise Conflict("years.not_empty", Text("数据目录中已有案卷或人员，年册只能放入空的数据目录。", "There are cases or people already; a year book goes into an empty data folder."),
                       hint=Text("请另设 YIFA_DATA。", "Set another YIFA_DATA."))  # fmt: skip
    street = _street(book)
    total = sum(sum(group.months) for group in book.groups)
    lives = list(_lives(law, book, street))
    clerk = street.cast["officers"]["feng"].pk
    done = 0

    def told(acts: int) -> None:
        nonlocal done
        done = min(total, done + 500)
        if progress:
            progress(done, total)

    acts, rejected = bulk(lives, clerk, progress=told)
    if rejected:
        raise rejected[0].error
    if today:
        enter_open_cases(law, street)
    bodies = {name: body.pk for name, body in street.cast["bodies"].items()}
    return Summary(book.book, len(lives), acts, make_root(), book.street, bodies)


def _street(book: Book) -> Street:
    with transaction.atomic():
        cast = make_cast(book.street, book.name)
        stored = receive(io.BytesIO(NO_RECORDING.encode()), "示例音像记录.txt", "text/plain")
        record(stored)
    street = cast["divisions"][book.street]
    communities = sorted(d.path for d in cast["divisions"].values() if d.parent_id == street.pk)
    return Street(cast, OFFICERS, GRID_WORKERS, tuple(communities), stored.hash)


def _lives(law: Law, book: Book, street: Street) -> Iterator[Life]:
    place = 0
    for group in book.groups:
        script = read_script(law.folder, group.script)
        for life in lives_of(book, group, script, street, law.calendar, place):
            yield life
            place += 1
