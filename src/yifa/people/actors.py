"""Who someone is on a day: posts, certificates, and for whom they stand in. Facts, no verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, F, FilteredRelation, Q, QuerySet, Value

from yifa.clock import ZONE
from yifa.errors import Forbidden, Missing, Text
from yifa.people.models import Deputy, Holding, Officer, Recusal
from yifa.people.models.dated import valid_on
from yifa.people.vocabulary import vocabulary

__all__ = ["Actor", "PostHeld", "actor_for", "recused_from"]


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


def actor_for(officer_id: int, on: datetime) -> Actor:
    """The officer as of the moment `on` (aware); two queries.

    Raises `Missing` if there is no such officer, `Forbidden` if the account is closed.
    """
    day = on.astimezone(ZONE).date()
    rows = list(
        Officer.objects.filter(pk=officer_id)
        .annotate(carried=FilteredRelation("certificates", condition=_certificate_on(day)))
        .values_list("name", "body_id", "is_active", "carried__kind")
    )
    if not rows:
        raise Missing("no_officer", Text("没有这位工作人员。", "There is no such officer."))
    name, body_id, is_active, _ = rows[0]
    if not is_active:
        raise Forbidden("account_closed", Text("该账号已停用。", "This account is closed."))
    kinds = frozenset(kind for *_, kind in rows if kind is not None)
    return Actor(officer_id, name, body_id, _posts(officer_id, day), kinds)


def recused_from(officer_ids: list[int], case_ref: str, party_ids: list[Any], on: datetime) -> frozenset[int]:
    """Those of the officers barred on that day by a granted recusal from the case or one of its parties."""
    day = on.astimezone(ZONE).date()
    about = Q(party_id__in=party_ids)
    if case_ref:
        about |= Q(case_ref=case_ref)
    found = Recusal.objects.filter(valid_on(day), about, officer_id__in=officer_ids, granted=True)
    return frozenset(found.values_list("officer_id", flat=True))


def _certificate_on(day: date) -> Q:
    """The condition that a joined certificate is valid on `day` and not revoked by then."""
    unrevoked = Q(certificates__revoked_on=None) | Q(certificates__revoked_on__gt=day)
    return valid_on(day, "certificates__") & unrevoked


def _posts(officer_id: int, day: date) -> tuple[PostHeld, ...]:
    """The posts held on `day`, and those stood in for, in one query."""
    nobody = Value(None, output_field=BigIntegerField())
    held = Holding.objects.filter(valid_on(day), valid_on(day, "post__"))
    deputies = Deputy.objects.filter(valid_on(day), officer_id=officer_id)
    unlent = [kind for kind, post in vocabulary().posts.items() if post.excludes]
    covered = held.filter(officer_id__in=deputies.filter(post=None).values("principal_id")).exclude(
        post__kind__in=unlent
    )
    named = deputies.filter(valid_on(day, "post__"), post__isnull=False)
    own = _columns(held.filter(officer_id=officer_id), 0, nobody)
    rows = own.union(_columns(covered, 1, F("officer_id")), _columns(named, 1, nobody))
    return tuple(_post(row) for row in sorted(rows, key=_own_first))


def _columns(rows: QuerySet[Any], acting: int, principal: Any) -> QuerySet[Any, tuple[Any, ...]]:
    """The columns of `PostHeld` from holdings or deputies."""
    found: QuerySet[Any, tuple[Any, ...]] = rows.annotate(
        acting=Value(acting), stood_for=principal
    ).values_list(
        "post_id",
        "post__kind",
        "post__body_id",
        "post__office_id",
        "post__division__path",
        "acting",
        "stood_for",
    )
    return found


def _post(row: tuple[Any, ...]) -> PostHeld:
    """One row of `_columns` as a value; the databases give `acting` as a number."""
    post_id, kind, body_id, office_id, division, acting, principal_id = row
    return PostHeld(post_id, kind, body_id, office_id, division, bool(acting), principal_id)


def _own_first(row: tuple[Any, ...]) -> tuple[int, int, int]:
    """Sort own posts before those stood in for, then by number."""
    return row[5], row[0], row[6] or 0
