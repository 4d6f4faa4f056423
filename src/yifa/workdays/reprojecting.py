"""What a newly published notice changes: the same question, put to the newer calendar."""

from __future__ import annotations

from dataclasses import dataclass

from yifa.errors import Text
from yifa.workdays.calendar import Calendar
from yifa.workdays.due import Asked, Due, answer
from yifa.workdays.ledger import day_of
from yifa.workdays.notices import Notice
from yifa.workdays.wording import moment

__all__ = ["Change", "reproject"]


@dataclass(frozen=True, slots=True)
class Change:
    """One period before and after: whether its last day moved, and the notices that are new."""

    before: Due
    after: Due
    notices: tuple[Notice, ...]

    @property
    def moved(self) -> bool:
        """Whether the last day, or the day by which the body should act, is another one."""
        return (self.before.due, self.before.safe) != (self.after.due, self.after.safe)

    @property
    def settled(self) -> bool:
        """Whether a provisional day became certain, moved or not."""
        return self.before.provisional and not self.after.provisional

    @property
    def ground(self) -> str:
        """The new notices, joined as a citation; empty when none concerns the period."""
        return "; ".join(notice.ground for notice in self.notices)

    @property
    def text(self) -> Text:
        """What changed and why, in one sentence."""
        old, new = self.before.due, self.after.due
        if old is None or new is None:
            return Text(
                "期间中止，无最后一日可重算。",
                "The period is suspended; there is no last day to count again.",
            )
        was, now = moment(old), moment(new)
        why = f"根据{self.ground}，" if self.ground else ""
        because = f"By {self.ground}: it is" if self.ground else "It is"
        if old != new:
            return Text(
                f"{why}最后一日由{was.zh}改为{now.zh}。", f"{because} due {now.en}, no longer {was.en}."
            )
        return Text(f"{why}最后一日仍为{now.zh}。", f"{because} still due {now.en}.")


def reproject(asked: Asked, old: Calendar, new: Calendar) -> Change:
    """Answer `asked` (see `Due.asked`) by both calendars and say what changed, citing the new notices.

    Raises `CalendarError` as `due` does.
    """
    before, after = answer(asked, old), answer(asked, new)
    days = [day_of(day) for day in (asked.start, before.due, after.due) if day is not None]
    fresh = (
        notice
        for notice in new.notices.values()
        if notice.year >= min(days).year
        and notice.begins <= max(days)
        and old.notices.get(notice.year) != notice
    )
    return Change(before, after, tuple(fresh))
