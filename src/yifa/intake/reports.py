"""A matter received: one case, its first entry, and a receipt, in one transaction.

A report needs no name. Whoever gives one is a party whose identity lies in the vault and whom the
procedure shields (个人信息保护法/34,51).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.crypto import salted_hmac

from yifa import clock
from yifa.docket.cases import open_from_outside
from yifa.docket.door import Command
from yifa.docket.models import Case
from yifa.docket.opening import Cover, PartyIn
from yifa.docket.world import the_law
from yifa.errors import BadInput, Conflict, Forbidden, Missing, Text
from yifa.people.models import Body, Post
from yifa.people.models.dated import valid_on
from yifa.people.parties import Identity, Prepared, kind_of, prepare
from yifa.people.scopes import Scope
from yifa.places.models import Division

from .channels import Channel
from .models import Receipt

__all__ = ["MOST_AN_HOUR", "Received", "Said", "body_in_charge", "code_digest", "receive"]

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LETTERS = 10
"""Ten of thirty-two letters: fifty bits, with ten tries an hour."""

MOST_AN_HOUR = 20
"""Public reports from one origin in an hour."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came in: the code of the division, facts of the cover, fields of the event, who said it (may be empty).

    `reference` is the number at the source; `at` when it was said (now if None); `origin` where a public report
    came from, used only to stop floods.
    """

    division: str
    facts: Mapping[str, Any]
    form: Mapping[str, Any]
    name: str = ""
    phone: str = ""
    reference: str = ""
    at: datetime | None = None
    origin: str = ""
    title: str = ""
    photos: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Received:
    """What the reporter is given: the case's number and the word to follow it by."""

    case_id: int
    number: str
    code: str


def receive(channel: Channel, said: Said, within: Scope | None = None) -> Received:
    """Open the case of a matter and record its receipt; `within`: only as one of these cases (an officer's, who takes in a sheet).

    Raises `Refused` with every reason where a fact is missing or cannot be read, `Missing` for an unknown
    division, `Conflict` for a number at the source that came in before, `BadInput` for a flood, `Forbidden` outside `within`.
    """
    now = clock.now()
    origin = _origin(said.origin, now) if said.origin else ""
    _not_a_flood(origin, now)
    _not_twice(channel, said.reference)
    division = _division(said.division, now.date())
    parties, identities = _reporter(channel, said)
    cover = _cover(channel, said, division, parties)
    if within is not None:
        _require_within(within, cover, division)
    form = dict(said.form) | ({"photos": list(said.photos)} if said.photos else {})
    first = Command(
        channel.event, form=form, at=said.at, party=parties[0].key if parties else None, channel=channel.name
    )
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))
    made = Receipt(channel=channel.name, reference=said.reference, code="", origin=origin, at=_stamp(now))

    def also(cursor: Any, case_id: int) -> None:
        made.case_id, made.code = case_id, code_digest(case_id, code)
        made.save()

    receipt = open_from_outside(cover, first, identities, also)
    return Received(receipt.case_id, _number(receipt.case_id), code)


def _division(word: str, on: date) -> Division:
    """The division of a code, or of a name that only one bears. Raises `Missing`."""
    standing = Division.objects.standing_on(on)
    found = list(standing.filter(code=word)[:1]) or list(standing.filter(name=word)[:2])
    if len(found) != 1:
        raise Missing(
            "intake.division",
            Text(f"没有区划“{word}”（或者同名的不止一个，请填编码）。", f"There is no division '{word}', or several of that name: write its code."),
        )  # fmt: skip
    return found[0]


def _require_within(within: Scope, cover: Cover, division: Division) -> None:
    """Raise `Forbidden` for a case that these scopes do not let in."""
    shielded = the_law().in_force(cover.procedure, clock.today()).text.shielded
    row = {
        "body_id": cover.body_id, "division": cover.division, "office_id": cover.office_id, "handler_id": None,
        "procedure": cover.procedure, "shielded": shielded,
    }  # fmt: skip
    if not within.allows(row):
        raise Forbidden(
            "intake.outside",
            Text(
                f"{division.name}的事项不由您登记。", f"Matters of {division.name} are not yours to take in."
            ),
        )


def code_digest(case_id: int, code: str) -> str:
    """The keyed digest of a receipt's code; letters are read as capitals, without spaces and dashes."""
    plain = code.upper().replace(" ", "").replace("-", "")
    return salted_hmac("yifa.intake.code", f"{case_id}:{plain}", algorithm="sha256").hexdigest()


def body_in_charge(division: Division) -> Body:
    """The body that receives what happens in a division: the nearest outpost or government at or above it.

    Raises `Missing` where there is none.
    """
    today = clock.today()
    paths = ["/".join(division.path.split("/")[:n]) for n in range(division.path.count("/") + 1, 0, -1)]
    bodies = {b.division.path: b for b in Body.objects.filter(valid_on(today), kind__in=("outpost", "government"), division__path__in=paths).select_related("division")}  # fmt: skip
    for path in paths:
        if path in bodies:
            return bodies[path]
    raise Missing(
        "intake.body", Text(f"{division.name}没有受理机关。", f"No body receives reports of {division.name}.")
    )


def _cover(channel: Channel, said: Said, division: Division, parties: list[PartyIn]) -> Cover:
    law = the_law()
    body = body_in_charge(division)
    procedure, _ = channel.received(law, clock.today())
    facts = {**channel.facts, **said.facts}
    if said.reference and "reference" in procedure.text.case:
        facts["reference"] = said.reference
    return Cover(
        procedure=channel.procedure, body_id=body.pk, division=division.path, locality=law.locality_of(division.path), facts=facts,
        parties=parties, title=said.title or " ".join(filter(None, (channel.title.zh, said.reference[:40]))), opened_at=said.at, office_id=_office(channel, body),
    )  # fmt: skip


def _office(channel: Channel, body: Body) -> int | None:
    """The office of the channel's post in this body; None where the body as a whole takes it in, or has no such office."""
    if not channel.post:
        return None
    held = Post.objects.filter(
        valid_on(clock.today()), kind=channel.post, body_id=body.pk, office__isnull=False
    ).order_by("pk")
    found: int | None = held.values_list("office_id", flat=True).first()
    return found


def _reporter(channel: Channel, said: Said) -> tuple[list[PartyIn], list[Prepared]]:
    if not said.name.strip() and not said.phone.strip():
        return [], []
    procedure, _ = channel.received(the_law(), clock.today())
    kinds = procedure.text.parties[channel.party].kinds
    kind = (
        "person" if "person" in kinds else kinds[0]
    )  # a channel that only bodies use (lenders) names bodies
    made = prepare(Identity(kind_of(kind), said.name.strip() or "未留姓名", phone=said.phone))
    key, ref = made.party.identity_key, str(made.party.pk)
    return [PartyIn(channel.party, "p1", kind, identity=key, party_id=ref)], [made]


def _not_twice(channel: Channel, reference: str) -> None:
    if reference and Receipt.objects.filter(channel=channel.name, reference=reference).exists():
        raise Conflict(
            "intake.twice",
            Text(f"来源编号 {reference} 此前已经登记。", f"Number {reference} came in before."),
        )


def _not_a_flood(origin: str, now: datetime) -> None:
    since = _stamp(now - timedelta(hours=1))
    if origin and Receipt.objects.filter(origin=origin, at__gte=since).count() >= MOST_AN_HOUR:
        raise BadInput("intake.flood", Text("报告过于频繁，请一小时后再试，或者拨打12345。", "Too many reports from here: try again in an hour, or call 12345."))  # fmt: skip


def _origin(where: str, now: datetime) -> str:
    return salted_hmac("yifa.intake.origin", f"{now.date()}:{where}", algorithm="sha256").hexdigest()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(clock.ZONE).isoformat(timespec="seconds")


def _number(case_id: int) -> str:
    return str(Case.objects.values_list("number", flat=True).get(pk=case_id))
