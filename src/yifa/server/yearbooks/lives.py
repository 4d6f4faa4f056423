"""From a group of a book to lives for the docket: values filled in, people and places taken in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yifa.docket.bulk import Life
from yifa.docket.door import Command
from yifa.docket.opening import Cover, PartyIn
from yifa.errors import BadInput, Text
from yifa.people.cast import Cast
from yifa.people.models import Party
from yifa.people.parties import Identity, Prepared, prepare
from yifa.workdays import Calendar

from .reading import Book, Deed, Group, Label, Script
from .schedule import begin, later

__all__ = ["Street", "lives_of", "one_life"]

PAPER = "纸质案卷补录（年册） / paper case entered later (year book)"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
NAME = re.compile(r"^\$([a-z_]+)$")


@dataclass(frozen=True)
class Street:
    """The sample street as the book sees it: people, places, and one stored file that stands for recordings."""

    cast: Cast
    officers: tuple[str, ...]
    grid_workers: tuple[str, ...]
    communities: tuple[str, ...]
    recording: str

    def values(self, place: int) -> dict[str, Any]:
        """What `$name` may stand for besides the group's own values; people and places take turns."""
        pair = [self.officers[place % len(self.officers)], self.officers[(place + 1) % len(self.officers)]]
        return {
            "two_officers": pair, "officer_ids": [str(self.cast["officers"][name].pk) for name in pair],
            "grid_worker": self.grid_workers[place % len(self.grid_workers)],
            "other_grid_worker": self.grid_workers[(place + 1) % len(self.grid_workers)],
            "reviewer": ("zhao", "wu")[place % 2], "mediator": ("liang", "song")[place % 2],
            "mediator_ids": [str(self.cast["officers"][("liang", "song")[place % 2]].pk)],
            "head_ids": [str(self.cast["officers"][name].pk) for name in ("liu", "zhou")],
            "recording": [self.recording], "place": f"示例路{place % 200 + 1}号", "number": place + 1, "key": f"示例{place + 1:06d}",
            "grid_office": str(self.cast["offices"]["grid"].pk), "enforcement_office": str(self.cast["offices"]["enforcement"].pk),
        }  # fmt: skip


def lives_of(
    book: Book, group: Group, script: Script, street: Street, calendar: Calendar, first: int
) -> Iterator[Life]:
    """Every case of a group, in the order of the year; `first` is the running number of its first case."""
    place = first
    for month, number in enumerate(group.months, start=1):
        for one in range(number):
            start = begin(group.year or book.year, month, one, number, calendar)
            values = {"year": book.year, **group.values}
            yield one_life(
                group.title, script, values, street, calendar, start, place, book.locality, group.training
            )
            place += 1


def one_life(
    title: Label, script: Script, values: Mapping[str, Any], street: Street, calendar: Calendar, start: datetime, place: int,
    locality: str = "", training: bool = False,
) -> Life:  # fmt: skip
    """One case of a script, begun at `start`; `place` is its running number, by which people and places take turns."""
    known = {"year": start.year, "day": start.date().isoformat(), **street.values(place), **values}
    cast = street.cast
    body = cast["bodies"][script.body]
    parties, identities = _parties(script, known, place)
    cover = Cover(
        procedure=script.procedure, body_id=body.pk, division=street.communities[place % len(street.communities)], locality=locality,
        facts=_fill(script.case, known), parties=parties, field=script.field, capacity=script.capacity, training=training, paper=True,
        office_id=cast["offices"][script.office].pk if script.office else None,
        handler_id=cast["officers"][str(_fill(script.handler, known))].pk if script.handler else None,
        opened_at=start, title=f"{title.zh}（示例）",
    )  # fmt: skip
    return Life(cover, [_command(deed, start, known, street, calendar) for deed in script.acts], identities)


def _parties(script: Script, known: Mapping[str, Any], place: int) -> tuple[list[PartyIn], list[Prepared]]:
    """The parties of a case and who they are: nobody real, and every name says so."""
    parties, identities = [], []
    for n, words in enumerate(script.parties, start=1):
        role, kind = str(_fill(words["role"], known)), str(_fill(words["kind"], known))
        made = prepare(
            Identity(
                Party.Kind(kind), _name(kind, place + n), address=f"示例市示例区示例路{place % 200 + 1}号"
            )
        )
        identities.append(made)
        parties.append(PartyIn(role=role, key=f"p{n}", kind=kind, party_id=str(made.party.pk)))
    return parties, identities


def _name(kind: str, number: int) -> str:
    if kind == Party.Kind.PERSON:
        return f"{SURNAMES[number % len(SURNAMES)]}某{number}（示例）"
    return f"示例{number}号{'商贸有限公司' if kind == Party.Kind.ORGANISATION else '小吃店'}"


def _command(
    deed: Deed, start: datetime, known: Mapping[str, Any], street: Street, calendar: Calendar
) -> Command:
    by = {}
    for role, who in deed.by.items():
        names = _fill(who, known)
        by[role] = [
            street.cast["officers"][name].pk for name in ([names] if isinstance(names, str) else names)
        ]
    return Command(
        deed.act,
        by,
        _fill(deed.form, known),
        at=later(start, deed.after, calendar),
        party=deed.party,
        paper=PAPER,
    )


def _fill(value: Any, known: Mapping[str, Any]) -> Any:
    """`$name` replaced by its value, at any depth. Raises `BadInput` for a name nobody gives."""
    if isinstance(value, dict):
        return {key: _fill(item, known) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, known) for item in value]
    match = NAME.match(value) if isinstance(value, str) else None
    if match is None:
        return value
    if match[1] not in known:
        listed = "、".join(sorted(known))
        raise BadInput(
            "years.no_value",
            Text(
                f"脚本要用“{value}”，但没有给出；有：{listed}。",
                f"The script wants '{value}'; there are: {listed}.",
            ),
        )
    return known[match[1]]
