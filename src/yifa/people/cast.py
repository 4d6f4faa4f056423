"""The synthetic people of a street, for demonstration, training and tests. Nobody in it is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.db import transaction

from yifa.people.models import Body, Certificate, Holding, Office, Officer, Post
from yifa.people.sample import BODIES, OFFICES, PEOPLE, Person, SampleBody
from yifa.places.models import Division
from yifa.places.sample import COMMUNITIES, SINCE, make_street

__all__ = ["Cast", "make_cast"]

CERTIFIED_UNTIL = date(2028, 12, 31)


class Cast(TypedDict):
    """Everything that was made, by short name; divisions by code."""

    divisions: dict[str, Division]
    bodies: dict[str, Body]
    offices: dict[str, Office]
    officers: dict[str, Officer]


@dataclass(frozen=True, slots=True)
class _Stage:
    """What is there when the people enter."""

    street: str
    name: str
    divisions: dict[str, Division]
    bodies: dict[str, Body]
    offices: dict[str, Office]

    def division(self, suffix: str) -> Division:
        """The division whose code is the street's and `suffix`; `district` is the one above."""
        return self.divisions[self.street[:6] if suffix == "district" else self.street + suffix]


def make_cast(division_code: str, name: str = "塘沽") -> Cast:
    """Make the street `name` (such as 塘沽: 塘沽街道（示例）) at `division_code` (nine digits, area 99xxxx) with its people.

    No one gets a password: whoever shows the cast sets one. Raises `BadInput` outside the test area,
    `Conflict` if the street is there already; nothing is then written.
    """
    with transaction.atomic():
        divisions = make_street(division_code, f"{name}街道（示例）")
        stage = _Stage(division_code, name, divisions, {}, {})
        for key, sample in {**BODIES, **_committees()}.items():
            stage.bodies[key] = _body(stage, sample)
        for key, (body, title) in OFFICES.items():
            stage.offices[key] = Office.objects.create(body=stage.bodies[body], name=title, valid_from=SINCE)
        officers = {person.key: _officer(stage, person) for person in PEOPLE}
    return Cast(divisions=divisions, bodies=stage.bodies, offices=stage.offices, officers=officers)


def _committees() -> dict[str, SampleBody]:
    """The people's mediation committees of the communities."""
    return {
        f"committee_{number:03d}": SampleBody(
            f"{name}人民调解委员会（示例）",
            f"{name.removesuffix('社区')}民调",
            "committee",
            ("own",),
            f"{number:03d}",
        )
        for number, (name, _) in enumerate(COMMUNITIES, start=1)
    }


def _body(stage: _Stage, sample: SampleBody) -> Body:
    """One body."""
    return Body.objects.create(
        name=sample.name.format(street=stage.name),
        short_name=sample.short_name.format(street=stage.name),
        kind=sample.kind,
        capacities=list(sample.capacities),
        division=stage.division(sample.division),
        superior=stage.bodies[sample.superior] if sample.superior else None,
        valid_from=SINCE,
    )


def _officer(stage: _Stage, person: Person) -> Officer:
    """One person with posts and certificates."""
    body = stage.bodies[person.body]
    officer = Officer.objects.create_user(person.key, f"{person.name}（示例）", body)
    office = stage.offices[person.office] if person.office else None
    for kind in person.posts:
        post = Post.objects.create(
            kind=kind,
            body=body,
            office=office,
            division=stage.division(person.division) if person.division is not None else body.division,
            valid_from=SINCE,
        )
        Holding.objects.create(officer=officer, post=post, valid_from=SINCE)
    for kind in person.certificates:
        Certificate.objects.create(
            officer=officer,
            kind=kind,
            number=f"示例-{kind}-{person.key}",
            issuer="示例省司法厅",
            valid_from=SINCE,
            valid_to=person.certified_until or CERTIFIED_UNTIL,
        )
    return officer
