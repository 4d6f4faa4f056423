"""Changes of organisation: an office dissolved, a queue handed over. The docket moves the cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from yifa.errors import BadInput, Conflict, Text
from yifa.people.administration import By, checked_ground, record
from yifa.people.families import is_pattern
from yifa.people.models import Handover, Holding, Office, Officer, Post

__all__ = ["dissolve_office", "hand_over"]


def dissolve_office(
    by: By, office: Office, last_day: date, successor: Office, ground: str, *, carry_posts: bool = False
) -> Handover:
    """End an office after `last_day`: its posts end too, and its whole queue goes to `successor`.

    With `carry_posts` everyone who holds a post in it beyond that day holds the like in the successor.
    Answers the hand-over for the docket to apply. Raises `Conflict` if the office was dissolved before
    or the successor does not outlast it; `BadInput` without a ground.
    """
    if office.valid_to is not None:
        raise Conflict("office_dissolved", Text("该科室此前已撤销。", "This office was dissolved before."))
    ended = successor.valid_to is not None and successor.valid_to <= last_day
    if successor.pk == office.pk or ended:
        text = Text("承接科室届时不存在。", "The successor does not outlast it.")
        raise Conflict("office_successor", text)
    ground = checked_ground(ground)
    posts = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gt=last_day), office=office)
    if last_day < office.valid_from or posts.filter(valid_from__gt=last_day).exists():
        text = Text("科室或其岗位在撤销日之后才设立。", "The office, or a post in it, only begins later.")
        raise Conflict("office_begins_later", text)
    with transaction.atomic():
        office.valid_to, office.successor = last_day, successor
        office.save(update_fields=["valid_to", "successor"])
        held = list(
            Holding.objects.filter(
                Q(valid_to=None) | Q(valid_to__gt=last_day), post__in=posts
            ).select_related("post", "officer")
        )
        posts.update(valid_to=last_day)
        carried = [_carry(holding, successor, last_day) for holding in held] if carry_posts else []
        record(
            by,
            "dissolve",
            ground,
            office=office,
            into=successor.name,
            last_day=last_day,
            carried="、".join(carried),
        )
        return Handover.objects.create(
            from_office=office,
            to_office=successor,
            families=["*"],
            effective_on=last_day + timedelta(days=1),
            ground=ground,
        )


def _carry(holding: Holding, successor: Office, last_day: date) -> str:
    """Give the holder the like post in the successor from the day after; the holder's name."""
    old, first = holding.post, max(holding.valid_from, last_day + timedelta(days=1))
    division = old.division if successor.body_id == old.body_id else successor.body.division
    post = Post.objects.create(
        kind=old.kind, title=old.title, body=successor.body, office=successor, division=division, valid_from=first,
    )  # fmt: skip
    if holding.valid_from > last_day:
        holding.post = post
        holding.save(update_fields=["post"])
    else:
        last, holding.valid_to = holding.valid_to, last_day
        holding.save(update_fields=["valid_to"])
        Holding.objects.create(officer=holding.officer, post=post, valid_from=first, valid_to=last)
    return holding.officer.name


def hand_over(
    by: By, giver: Officer, taker: Officer, families: Sequence[str], effective_on: date, ground: str
) -> Handover:
    """Hand the queue of one officer, within these family patterns, over to another.

    Raises `BadInput` for a malformed pattern, no pattern, no ground, or oneself as taker.
    """
    ground = checked_ground(ground)
    if giver.pk == taker.pk:
        raise BadInput("handover_self", Text("不能移交给本人。", "A queue cannot be handed to its holder."))
    if not families or not all(is_pattern(pattern) for pattern in families):
        raise BadInput("handover_families", Text("程序族填写有误。", "Name families: *, area.*, area.name."))
    with transaction.atomic():
        record(
            by,
            "hand_over",
            ground,
            officer=giver,
            to=taker.name,
            families="、".join(families),
            day=effective_on,
        )
        return Handover.objects.create(
            from_officer=giver,
            to_officer=taker,
            families=list(families),
            effective_on=effective_on,
            ground=ground,
        )
