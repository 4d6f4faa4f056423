"""Keeping a register: an item entered with its first values in one step, changed, renewed, removed — all through the one door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yifa import clock
from yifa.docket.cases import open_case
from yifa.docket.door import Command, Receipt
from yifa.docket.opening import Cover
from yifa.people.actors import Actor, PostHeld
from yifa.people.scopes import post_for
from yifa.procedures import Law, Register

__all__ = ["cover_of", "enter", "entering"]


def cover_of(
    law: Law, register: Register, post: PostHeld, key: str, values: Mapping[str, Any], at: datetime
) -> Cover:
    """The cover of a new item: its key, and the name by which people call it."""
    name = key if register.text.name == "item" else str(values.get(register.text.name) or key)
    return Cover(
        procedure=register.family, body_id=post.body_id, division=post.division, locality=law.locality_of(post.division), facts={"item": key},
        office_id=post.office_id, title=name[:100], opened_at=at,
    )  # fmt: skip


def entering(actor: Actor, values: Mapping[str, Any], at: datetime) -> Command:
    """The act that puts an item on its list."""
    return Command("enter", {"keeper": [actor.id]}, dict(values), at=at)


def enter(
    law: Law,
    register: Register,
    actor: Actor,
    key: str,
    values: Mapping[str, Any],
    at: datetime | None = None,
) -> Receipt:
    """Enter one item as of a legal moment (now if None). Raises as `open_case` does."""
    moment = at or clock.now()
    post = post_for(actor, "open", register.family)
    return open_case(
        cover_of(law, register, post, key, values, moment), entering(actor, values, moment), actor.id
    )
