"""Who acts: officers as they were on the legal day of an act, kept in memory until the people register changes."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from yifa import clock, procedures
from yifa.people.actors import Actor, Career, career_of
from yifa.people.scopes import Scope, scope_for

__all__ = ["ACTORS", "actor_now", "actors_for", "people_revision"]


@dataclass(slots=True)
class _Known:
    """An officer between two changes: as `people` knows them, as the engine does, and the cases they reach, by action."""

    actor: Actor
    engine: procedures.Actor
    scopes: dict[str, Scope]


class _Life:
    """An officer over all days: found once for the time between two changes."""

    def __init__(self, career: Career) -> None:
        self.career, self.turns = career, career.turns()
        self.known: dict[int, _Known] = {}

    def on(self, at: datetime) -> _Known:
        """The officer as of a moment."""
        place = bisect_right(self.turns, at.astimezone(clock.ZONE).date())
        found = self.known.get(place)
        if found is None:
            actor = self.career.on(at)
            engine = procedures.Actor(str(actor.id), actor.post_kinds, actor.certificates)
            found = self.known[place] = _Known(actor, engine, {})
        return found


class _Actors:
    """Officers as the law sees them, kept until anything in the people register changes.

    The register's revision is read with the case (one statement), so a revoked certificate counts
    at once, in every process.
    """

    SIZE = 20_000

    def __init__(self) -> None:
        self.lives: OrderedDict[tuple[int, int], _Life] = OrderedDict()

    def get(self, officer_id: int, at: datetime, revision: int) -> Actor:
        """The officer on the legal day of an act."""
        return self._on(officer_id, at, revision).actor

    def engine(self, officer_id: int, at: datetime, revision: int) -> procedures.Actor:
        """The same, as the engine wants them."""
        return self._on(officer_id, at, revision).engine

    def scope(self, officer_id: int, at: datetime, revision: int, action: str) -> Scope:
        """The cases with which the officer may do `action` that day."""
        known = self._on(officer_id, at, revision)
        if action not in known.scopes:
            known.scopes[action] = scope_for(known.actor, action)
        return known.scopes[action]

    def _on(self, officer_id: int, at: datetime, revision: int) -> _Known:
        key = (revision, officer_id)
        life = self.lives.get(key)
        if life is None:
            life = self.lives[key] = _Life(career_of(officer_id))
            if len(self.lives) > self.SIZE:
                self.lives.popitem(last=False)
        return life.on(at)


ACTORS = _Actors()


def people_revision() -> int:
    """How often the people register has changed; one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM people_revision")
        return int(cursor.fetchone()[0])


def actor_now(officer_id: int) -> Actor:
    """The officer today, from memory where the register has not changed since; one statement."""
    return ACTORS.get(officer_id, clock.now(), people_revision())


def actors_for(
    by: Mapping[str, Iterable[int]], at: datetime, revision: int
) -> dict[str, tuple[procedures.Actor, ...]]:
    """The people of an attempt, as the engine wants them."""
    return {role: tuple(ACTORS.engine(int(one), at, revision) for one in ids) for role, ids in by.items()}
