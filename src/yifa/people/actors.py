"""Who someone is on a day: posts, certificates, and for whom they stand in. Facts, no verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, DateField, F, Q, QuerySet, Value

from yifa.clock import ZONE
from yifa.errors import Forbidden, Missing, Text
from yifa.people.models import Deputy, Holding, Officer, Recusal
from yifa.people.models.dated import valid_on
from yifa.people.vocabulary import vocabulary

__all__ = ["Actor", "Career", "PostHeld", "actor_for", "career_of", "recused_from"]


@dataclass(frozen=True, slots=True)
class Dates:
    """Pairs of a first and a last day (None: open), all of which must hold."""

    pairs: tuple[tuple[date | None, date | None], ...]

    def hold(self, day: date) -> bool:
        """Whether every pair holds on `day`."""
        return all(
            (first is None or first <= day) and (last is None or day <= last) for first, last in self.pairs
        )

    def turns(self) -> list[date]:
        """The first day of each pair, and the first after it."""
        begun = [first for first, _ in self.pairs if first is not None]
        return begun + [
            last + timedelta(days=1) for _, last in self.pairs if last is not None and last < date.max
        ]


@dataclass(frozen=True, slots=True)
class PostHeld:
    """One post: its kind, body, office and division (path).

    `acting`: held by standing in; `principal_id` is then the officer stood in for, None if the post
    itself was named.
    """

    post_id: int
    kind: str
    body_id: int
    office_id: int | None
    division: str
    acting: bool = False
    principal_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer on one day. Plain values only: it can be kept, compared and written down."""

    id: int
    name: str
    body_id: int
    posts: tuple[PostHeld, ...] = ()
    certificates: frozenset[str] = frozenset()

    @property
    def standing_in_for(self) -> tuple[int, ...]:
        """The officers this one stands in for on that day."""
        return tuple(sorted({post.principal_id for post in self.posts if post.principal_id is not None}))

    @property
    def post_kinds(self) -> frozenset[str]:
        """The kinds of post held or acted in."""
        return frozenset(post.kind for post in self.posts)

    def barred_from(self, family: str) -> bool:
        """Whether a post of this officer's own bars its holder from `family` (a grid worker, say).

        Standing in for a grid worker bars nobody: the bar is on the person's own status.
        """
        words = vocabulary()
        return any(words.post(post.kind).barred_from(family) for post in self.posts if not post.acting)


@dataclass(frozen=True, slots=True)
class Career:
    """Everything that makes an officer an actor on some day: posts held or stood in for, certificates, with their dates."""

    id: int
    name: str
    body_id: int
    posts: tuple[tuple[PostHeld, Dates], ...]
    certificates: tuple[tuple[str, Dates], ...]

    def turns(self) -> list[date]:
        """The days from which another post or certificate may hold than on the day before, in order."""
        everything = [dates for _, dates in (*self.posts, *self.certificates)]
        return sorted({day for dates in everything for day in dates.turns()})

    def on(self, moment: datetime) -> Actor:
        """The officer as of `moment` (aware)."""
        day = moment.astimezone(ZONE).date()
        posts = tuple(post for post, dates in self.posts if dates.hold(day))
        kinds = frozenset(kind for kind, dates in self.certificates if dates.hold(day))
        return Actor(self.id, self.name, self.body_id, posts, kinds)


def actor_for(officer_id: int, on: datetime) -> Actor:
    """The officer as of the moment `on` (aware); two queries.

    Raises `Missing` if there is no such officer, `Forbidden` if the account is closed.
    """
    return career_of(officer_id).on(on)


def career_of(officer_id: int) -> Career:
    """The officer on every day at once; two queries. Raises as `actor_for`."""
    rows = list(
        Officer.objects.filter(pk=officer_id).values_list(
            "name",
            "body_id",
            "is_active",
            "certificates__kind",
            "certificates__valid_from",
            "certificates__valid_to",
            "certificates__revoked_on",
        )
    )
    if not rows:
        raise Missing("no_officer", Text("没有这位工作人员。", "There is no such officer."))
    name, body_id, is_active, *_ = rows[0]
    if not is_active:
        raise Forbidden("account_closed", Text("该账号已停用。", "This account is closed."))
    certificates = tuple(
        (kind, Dates(((first, last), (None, revoked - timedelta(days=1) if revoked else None))))
        for *_, kind, first, last, revoked in rows
        if kind is not None
    )
    return Career(officer_id, name, body_id, _posts(officer_id), certificates)


def recused_from(officer_ids: list[int], case_ref: str, party_ids: list[Any], on: datetime) -> frozenset[int]:
    """Those of the officers barred on that day by a granted recusal from the case or one of its parties."""
    day = on.astimezone(ZONE).date()
    about = Q(party_id__in=party_ids)
    if case_ref:
        about |= Q(case_ref=case_ref)
    found = Recusal.objects.filter(valid_on(day), about, officer_id__in=officer_ids, granted=True)
    return frozenset(found.values_list("officer_id", flat=True))


def _posts(officer_id: int) -> tuple[tuple[PostHeld, Dates], ...]:
    """The posts held, and those stood in for, each with the days on which all of it is in force; one query."""
    none, never = Value(None, output_field=BigIntegerField()), Value(None, output_field=DateField())
    unlent = [kind for kind, post in vocabulary().posts.items() if post.excludes]
    own = Holding.objects.filter(officer_id=officer_id)
    covered = Holding.objects.filter(
        officer__deputised_by__officer_id=officer_id, officer__deputised_by__post=None
    ).exclude(post__kind__in=unlent)
    named = Deputy.objects.filter(officer_id=officer_id, post__isnull=False)
    rows = _columns(own, 0, none, never, never).union(
        _columns(
            covered,
            1,
            F("officer_id"),
            F("officer__deputised_by__valid_from"),
            F("officer__deputised_by__valid_to"),
        ),
        _columns(named, 1, none, never, never),
    )
    return tuple(_post(row) for row in sorted(rows, key=_own_first))


def _columns(
    rows: QuerySet[Any], acting: int, principal: Any, first: Any, last: Any
) -> QuerySet[Any, tuple[Any, ...]]:
    """The columns of `PostHeld` from holdings or deputies, and the three pairs of days that bound it."""
    found: QuerySet[Any, tuple[Any, ...]] = rows.annotate(
        acting=Value(acting), stood_for=principal, stood_from=first, stood_to=last
    ).values_list(
        "post_id",
        "post__kind",
        "post__body_id",
        "post__office_id",
        "post__division__path",
        "acting",
        "stood_for",
        "valid_from",
        "valid_to",
        "post__valid_from",
        "post__valid_to",
        "stood_from",
        "stood_to",
    )
    return found


def _post(row: tuple[Any, ...]) -> tuple[PostHeld, Dates]:
    """One row of `_columns` as a value; the databases give `acting` as a number."""
    post_id, kind, body_id, office_id, division, acting, principal_id, *days = row
    pairs = tuple(zip(days[::2], days[1::2], strict=True))
    return PostHeld(post_id, kind, body_id, office_id, division, bool(acting), principal_id), Dates(pairs)


def _own_first(row: tuple[Any, ...]) -> tuple[int, int, int]:
    """Sort own posts before those stood in for, then by number."""
    return row[5], row[0], row[6] or 0
