"""Who is there on a day, in what posts, with which certificates and deputies: what a list shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from yifa.people.credentials import STANDINGS, standing
from yifa.people.models import Certificate, Deputy, Holding, Officer
from yifa.people.models.dated import valid_on
from yifa.people.vocabulary import vocabulary

__all__ = ["Listed", "Standing", "list_people"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A certificate as it stands on a day; `state` is a word of `STANDINGS`."""

    certificate: Certificate
    state: str

    @property
    def title(self) -> str:
        """What kind it is."""
        return vocabulary().certificate(self.certificate.kind).title.zh

    def as_data(self) -> dict[str, object]:
        """JSON-ready data."""
        card = self.certificate
        return {"kind": card.kind, "number": card.number, "issuer": card.issuer, "from": card.valid_from, "to": card.valid_to, "revoked": card.revoked_on,
                "state": self.state, "state_zh": STANDINGS[self.state].zh}  # fmt: skip


@dataclass(slots=True)
class Listed:
    """An officer on a day."""

    officer: Officer
    posts: list[Holding] = field(default_factory=list)
    certificates: list[Standing] = field(default_factory=list)
    deputies: list[Deputy] = field(default_factory=list)

    def as_data(self) -> dict[str, object]:
        """JSON-ready data."""
        return {
            "username": self.officer.username, "name": self.officer.name, "body": self.officer.body.name, "active": self.officer.is_active,
            "posts": [{"kind": h.post.kind, "title": vocabulary().post(h.post.kind).title.zh, "office": h.post.office.name if h.post.office else None,
                       "division": h.post.division.code, "from": h.valid_from, "to": h.valid_to} for h in self.posts],
            "certificates": [card.as_data() for card in self.certificates],
            "deputies": [{"username": d.officer.username, "from": d.valid_from, "to": d.valid_to} for d in self.deputies],
        }  # fmt: skip


def list_people(
    on: date, bodies: Iterable[int] | None = None, *, words: str = "", office: str = "", state: str = "",
    closed: bool = False,
) -> list[Listed]:  # fmt: skip
    """The officers of these bodies (None: all) with what holds on a day, by body and name; six queries however many.

    `words` is part of a name or user name; `office` a name; `state` a word of `STANDINGS` that one of their
    certificates has; `closed` also gives closed accounts.
    """
    found = Officer.objects.select_related("body").order_by("body_id", "name", "pk")
    if bodies is not None:
        held = Q(holdings__in=Holding.objects.filter(valid_on(on), post__body__in=list(bodies)))
        found = found.filter(Q(body__in=list(bodies)) | held).distinct()
    if not closed:
        found = found.filter(is_active=True)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(username__icontains=words))
    people = _with_all(list(found), on)
    if office:
        people = [p for p in people if any(h.post.office and office in h.post.office.name for h in p.posts)]
    if state:
        people = [p for p in people if any(card.state == state for card in p.certificates)]
    return people


def _with_all(officers: Sequence[Officer], on: date) -> list[Listed]:
    """The officers with posts, certificates and deputies of that day."""
    posts: dict[int, list[Holding]] = defaultdict(list)
    cards: dict[int, list[Standing]] = defaultdict(list)
    deputies: dict[int, list[Deputy]] = defaultdict(list)
    held = Holding.objects.filter(valid_on(on), valid_on(on, "post__"), officer__in=officers)
    for holding in held.select_related("post__office", "post__division", "post__body").order_by("pk"):
        posts[holding.officer_id].append(holding)
    for card in Certificate.objects.filter(officer__in=officers).order_by("kind", "valid_from"):
        cards[card.officer_id].append(Standing(card, standing(card, on)))
    for deputy in Deputy.objects.filter(valid_on(on), principal__in=officers).select_related("officer"):
        if deputy.principal_id is not None:
            deputies[deputy.principal_id].append(deputy)
    return [Listed(one, posts[one.pk], cards[one.pk], deputies[one.pk]) for one in officers]
