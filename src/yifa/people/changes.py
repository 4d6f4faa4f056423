"""Changes of organisation: an office dissolved, a queue handed over. The docket moves the cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from yifa.errors import BadInput, Conflict, Text
from yifa.people.families import is_pattern
from yifa.people.models import Handover, Office, Officer, Post

__all__ = ["dissolve_office", "hand_over"]


def dissolve_office(office: Office, last_day: date, successor: Office, ground: str) -> Handover:
    """End an office after `last_day`: its posts end too, and its whole queue goes to `successor`.

    Answers the hand-over for the docket to apply. Raises `Conflict` if the office was dissolved before
    or the successor does not outlast it; `BadInput` without a ground.
    """
    if office.valid_to is not None:
        raise Conflict("office_dissolved", Text("该科室此前已撤销。", "This office was dissolved before."))
    ended = successor.valid_to is not None and successor.valid_to <= last_day
    if successor.pk == office.pk or ended:
        text = Text("承接科室届时不存在。", "The successor does not outlast it.")
        raise Conflict("office_successor", text)
    _check_ground(ground)
    posts = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gt=last_day), office=office)
    if last_day < office.valid_from or posts.filter(valid_from__gt=last_day).exists():
        text = Text("科室或其岗位在撤销日之后才设立。", "The office, or a post in it, only begins later.")
        raise Conflict("office_begins_later", text)
    with transaction.atomic():
        office.valid_to, office.successor = last_day, successor
        office.save(update_fields=["valid_to", "successor"])
        posts.update(valid_to=last_day)
        return Handover.objects.create(
            from_office=office,
            to_office=successor,
            families=["*"],
            effective_on=last_day + timedelta(days=1),
            ground=ground.strip(),
        )


def hand_over(
    giver: Officer, taker: Officer, families: Sequence[str], effective_on: date, ground: str
) -> Handover:
    """Hand the queue of one officer, within these family patterns, over to another.

    Raises `BadInput` for a malformed pattern, no pattern, no ground, or oneself as taker.
    """
    _check_ground(ground)
    if giver.pk == taker.pk:
        raise BadInput("handover_self", Text("不能移交给本人。", "A queue cannot be handed to its holder."))
    if not families or not all(is_pattern(pattern) for pattern in families):
        raise BadInput("handover_families", Text("程序族填写有误。", "Name families: *, area.*, area.name."))
    return Handover.objects.create(
        from_officer=giver,
        to_officer=taker,
        families=list(families),
        effective_on=effective_on,
        ground=ground.strip(),
    )


def _check_ground(ground: str) -> None:
    """Raise `BadInput` if the ground is empty."""
    if not ground.strip():
        raise BadInput("handover_ground", Text("移交须写明依据。", "A hand-over needs a ground."))
