"""What stands open on the demonstration street today: scripts of the year books, begun lately and not yet ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from yifa import clock
from yifa.docket.bulk import Life, bulk
from yifa.procedures import Law

from .lives import Street, one_life
from .reading import Open, read_open, read_script

__all__ = ["enter_open_cases"]

MORNING = time(9, 0)


def enter_open_cases(law: Law, street: Street) -> int:
    """Enter the open cases of `law/years/today`, counted back from today; how many acts. Raises the first refusal of one.

    What would lie in the future is left out, so that a case is as far as it can lawfully be by now.
    """
    acts, rejected = bulk(list(_lives(law, street)), street.cast["officers"]["feng"].pk)
    if rejected:
        raise rejected[0].error
    return acts


def _lives(law: Law, street: Street) -> Iterator[Life]:
    now = clock.now()
    for place, case in enumerate(read_open(law.folder).cases):
        life = one_life(
            case.title,
            read_script(law.folder, case.script),
            case.values,
            street,
            law.calendar,
            _start(law, case, place),
            place,
        )
        acts = [command for command in life.acts[: case.acts] if command.at is not None and command.at <= now]
        if acts:
            cover = replace(life.cover, paper=False, locality=law.locality_of(life.cover.division))
            yield replace(life, cover=cover, acts=acts)


def _start(law: Law, case: Open, place: int) -> datetime:
    """A morning so many working days ago."""
    calendar, today = law.calendar, clock.today()
    day = calendar.at_rank(calendar.rank(today) - case.ago)
    return datetime.combine(day, MORNING, clock.ZONE) + timedelta(minutes=7 * place)
