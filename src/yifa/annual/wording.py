"""The grammar of proposed sentences and of rounding, as data of the law folder: `law/annual/wording.yaml`."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yifa.errors import LawError, Text
from yifa.indicators.definition import Label
from yifa.indicators.loading import load_indicators, matching
from yifa.procedures import Law
from yifa.procedures.kept import once_a_law

from .reading import read_model

__all__ = ["CHANGES", "LAPSES", "Draft", "Lapse", "Passages", "Rounding", "Wording", "wording"]

CHANGES = ("up", "down", "same", "points_up", "points_down", "from_zero", "no_base")
"""What a figure can be beside that of the year before."""
LAPSES = ("late_terms", "sent_back", "reworked", "acts_put_right", "irregular_acts")
"""What the docket itself shows to have gone wrong, counted by procedure."""

BY_ACT = ("sent_back", "reworked")
"""Those of them that are counted from acts which the wording lists."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rounding(_Strict):
    """The words that may say that a number is rounded, the scales it may be told in, and how far from the exact one it may lie."""

    farthest: float = Field(gt=0, lt=1)
    about: list[str]
    below: list[str]
    above: list[str]
    above_after: list[str]
    scales: dict[str, int]
    plain: list[str]


class _Drafted(_Strict):
    shortcoming: Label
    plan: Label


class Draft(_Drafted):
    """A sentence on what an indicator shows to have gone wrong, and one on what to do about it."""

    figure: str


class Lapse(_Drafted):
    """The same of what is counted by procedure, with the words of the figure."""

    lapse: str
    title: Label
    unit: Label
    base: Label
    formula: Label
    of: list[str] = []
    """The acts counted, `family/act` or `family/act.outcome`; none for what every docket has (a late term, a correction)."""


class Listed(_Strict):
    """The words of the list of all lapses by procedure."""

    title: Label
    unit: Label
    note: Label
    all: Label
    nothing: Label


class Passages(_Strict):
    """Which passages of a report are about shortcomings and about plans."""

    report: str
    shortcoming: str
    plan: str


class Wording(_Strict):
    """The whole file."""

    ground: str
    sentence: Label
    sentence_without_base: Label
    change: dict[str, Label]
    rounding: Rounding
    listed: Listed
    lapses: list[Lapse]
    figures: list[Draft]
    passages: list[Passages]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if set(self.change) != set(CHANGES):
            raise ValueError(f"change has exactly {', '.join(CHANGES)}")
        if {each.lapse for each in self.lapses} != set(LAPSES):
            raise ValueError(f"lapses are exactly {', '.join(LAPSES)}")
        for each in self.lapses:
            if bool(each.of) != (each.lapse in BY_ACT):
                raise ValueError(f"'of' goes with {' and '.join(BY_ACT)}, and only with them")
        return self


@once_a_law
def wording(law: Law) -> Wording:
    """The wording of this law folder. Raises `LawError` with file and line for what is malformed or names no indicator."""
    found, document = read_model(Wording, law.folder.path("annual/wording.yaml"), "annual.wording")
    law.statutes.cite(found.ground, where=document.where("ground"))
    for place, lapse in enumerate(found.lapses):
        for target in lapse.of:
            if not any(matching(law, target)):
                text = Text(f"没有行为“{target}”。", f"There is no act '{target}'.")
                raise LawError(
                    "annual.act", text, where=document.where("lapses", place), expected="family/act[.outcome]"
                )
    known = load_indicators(law)
    for place, draft in enumerate(found.figures):
        if draft.figure not in known:
            text = Text(f"没有指标“{draft.figure}”。", f"There is no indicator '{draft.figure}'.")
            raise LawError("annual.figure", text, where=document.where("figures", place), expected="an indicator of law/indicators")  # fmt: skip
    return found
