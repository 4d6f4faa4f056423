"""An explanation: one step for every reason why a period is due when it is, and one sentence of them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.errors import Text
from yifa.workdays.wording import article

__all__ = ["PHRASES", "Explanation", "Step", "step"]

SKIPPED = ("weekend", "holiday", "projected", "excluded")
"""The rules whose dates are exactly the days left out of the count."""

PHRASES: Mapping[str, Text] = {
    "restarted": Text("自{day}重新起算", "runs anew from {day}"),
    "start": Text("{day}当日不计，自次日起算", "{day} is not counted, the next day is day 1"),
    "hours": Text("自{day}起算，连续计算，不因休息日顺延", "runs from {day} without a break and never rolls"),
    "office": Text("自{day}起按办公时间（{office}）计算", "runs from {day} in office hours ({office})"),
    "backward": Text("自{day}前一日起倒算", "counted back from the day before {day}"),
    "workdays": Text("“{count}日”按工作日计算，即{length}", "'{count} days' means {length}"),
    "extended": Text("延长{length}", "extended by {length}"),
    "excluded": Text("{days}不计入{reason}", "{days} excluded{reason}"),
    "weekend": Text("周末{days}不计", "weekend {days} not counted"),
    "holiday": Text("{name}放假{days}不计", "{name} {days} off, not counted"),
    "projected": Text("{name}{days}（推算）不计", "{name} {days} (projected) not counted"),
    "makeup": Text("{days}调休上班（{name}），计入", "{days} worked for {name}, counted"),
    "month_end": Text(
        "当月无对应日，以月末日为最后一日", "the month has no such day, so it ends on its last"
    ),
    "end": Text("{length}至{day}届满", "{length} end on {day}"),
    "latest": Text("{length}前的最迟日为{day}", "the latest day {length} before is {day}"),
    "rolled": Text(
        "最后一日为休息日（{name}），顺延至{day}", "the last day is a rest day ({name}), so it moves to {day}"
    ),
    "not_rolled": Text(
        "最后一日虽为休息日，不顺延", "the last day is a rest day, but this period does not roll"
    ),
    "safe": Text("机关宜于{day}前（含当日）办结", "the body should act by {day}"),
    "full": Text("为使期间足额，宜于{day}前（含当日）完成", "to leave the full period between, act by {day}"),
    "suspended": Text("自{day}起中止{reason}，恢复后再计", "suspended since {day}{reason} until resumed"),
    "provisional": Text(
        "{year}年放假通知尚未发布，此日期为暂定，发布后重算",
        "the holiday notice for {year} is not published: provisional, to be counted again",
    ),
}
"""Every rule a step can stand for, with its clause."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reason: the rule's name (a key of `PHRASES`), the days it concerns, a clause, article and mark.

    Marks: V the text was read, K known and not read, D derived, L local or practice.
    """

    rule: str
    dates: tuple[date, ...]
    text: Text
    ground: str
    mark: str

    def as_data(self) -> dict[str, Any]:
        """The step as JSON-ready data."""
        dates = [day.isoformat() for day in self.dates]
        return {
            "rule": self.rule,
            "dates": dates,
            **self.text.as_data(),
            "ground": self.ground,
            "mark": self.mark,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps from the start to the last day, in the order in which a clerk would count."""

    steps: tuple[Step, ...]

    @property
    def zh(self) -> str:
        """All steps as one Chinese sentence."""
        clauses = (
            each.text.zh + (f"（{article(each.ground).zh}）" if each.ground else "") for each in self.steps
        )
        return "；".join(clauses) + "。"

    @property
    def en(self) -> str:
        """All steps as one English sentence."""
        clauses = (
            each.text.en + (f" ({article(each.ground).en})" if each.ground else "") for each in self.steps
        )
        sentence = "; ".join(clauses)
        return f"{sentence[:1].upper()}{sentence[1:]}."

    @property
    def skipped(self) -> frozenset[date]:
        """Every day that the count left out."""
        return frozenset(day for each in self.steps if each.rule in SKIPPED for day in each.dates)

    def as_data(self) -> dict[str, Any]:
        """Both sentences and every step, JSON-ready."""
        return {"zh": self.zh, "en": self.en, "steps": [each.as_data() for each in self.steps]}


def step(
    rule: str, dates: Iterable[date] = (), *, ground: str = "", mark: str = "D", **words: Text | str | int
) -> Step:
    """The step of a rule, its clause filled with `words`.

    >>> step("safe", day=Text("9月30日", "30 Sep")).text.zh
    '机关宜于9月30日前（含当日）办结'
    """
    phrase = PHRASES[rule]
    zh = {name: word.zh if isinstance(word, Text) else word for name, word in words.items()}
    en = {name: word.en if isinstance(word, Text) else word for name, word in words.items()}
    return Step(rule, tuple(dates), Text(phrase.zh.format(**zh), phrase.en.format(**en)), ground, mark)
