"""What published reports say, row by row (`law/years/checks/`): read by checks alone, never by a book or its scripts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator

from yifa.errors import BadInput, LawError, Text
from yifa.indicators.loading import load_indicators
from yifa.indicators.periods import named
from yifa.procedures import Law
from yifa.procedures.folder import LawFolder
from yifa.statutes import Document, read_yaml

from .reading import Label, _Strict, books

__all__ = ["Checks", "Row", "read_checks"]


class Row(_Strict):
    """One figure of a report: a value or an interval, and the indicator that gives it, or why none does."""

    n: int = Field(ge=1)
    says: str
    value: int | float
    is_: str | None = Field(default=None, alias="is")
    figure: str | None = None
    why: Label | None = None
    below: int | float | None = None
    above: int | float | None = None
    from_: int | float | None = Field(default=None, alias="from")
    period: str | None = None
    division: str | None = None
    body: str | None = None

    @model_validator(mode="after")
    def _figure_or_reason(self) -> Self:
        if self.figure is None and self.why is None:
            raise ValueError("needs a figure, or a reason (why)")
        if self.figure is not None and self.is_ is not None:
            raise ValueError("what is no figure that can be derived (is) names no figure")
        narrowed = (self.below, self.above, self.from_, self.period, self.division, self.body)
        if self.figure is None and any(word is not None for word in narrowed):
            raise ValueError("bounds, period, division and body go with a figure")
        return self

    def holds(self, ours: float | None) -> bool:
        """Whether our value is what the report says, within the interval where it is rounded."""
        if ours is None:
            return False
        if self.below is None and self.above is None and self.from_ is None:
            return abs(ours - self.value) < 1e-9
        least = self.from_ if self.from_ is not None else None if self.above is not None else self.value
        return (
            (least is None or ours >= least)
            and (self.above is None or ours > self.above)
            and (self.below is None or ours < self.below)
        )


class Checks(_Strict):
    """The rows of one report, and the book that replays its year."""

    source: str
    book: str
    rows: list[Row] = Field(min_length=1)


def read_checks(law: Law, folder: LawFolder | None = None) -> Mapping[str, Checks]:
    """Every file of checks, by source; raises `LawError` for an unknown word, figure, book or period, or a row left out."""
    found: dict[str, Checks] = {}
    indicators, known = load_indicators(law), books(law.folder)
    for path in (folder or law.folder).find("years/checks/*.yaml"):
        document, checks = _read(path)
        if checks.source != path.stem or checks.book not in known:
            word = "source" if checks.source != path.stem else "book"
            raise _refused(
                document,
                f"“{word}”有误",
                f"'{word}' is not known",
                word,
                " | ".join([path.stem, *sorted(known)]),
            )
        for place, row in enumerate(checks.rows):
            if row.n != place + 1:
                raise _refused(
                    document, f"缺第 {place + 1} 行", f"row {place + 1} is missing", place, f"n: {place + 1}"
                )
            if row.figure is not None and row.figure not in indicators:
                raise _refused(
                    document,
                    f"没有指标“{row.figure}”",
                    f"no indicator '{row.figure}'",
                    place,
                    "law/indicators",
                )
            try:
                named(row.period or "2023")
            except BadInput as problem:
                raise _refused(
                    document, problem.text.zh, problem.text.en, place, "2023 | 2023-06 | 2022-01..2022-11"
                ) from problem
        found[checks.source] = checks
    return found


def _read(path: Path) -> tuple[Document, Checks]:
    document = read_yaml(path)
    try:
        return document, Checks.model_validate(document.data)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        spot = [step for step in first["loc"] if isinstance(step, (str, int))]
        word = ".".join(map(str, spot))
        text = Text(f"“{word}”有误：{first['msg']}", f"'{word}': {first['msg']}")
        raise LawError("years.word", text, where=document.where(*spot), expected=first["msg"]) from problem


def _refused(document: Document, zh: str, en: str, spot: str | int, expected: str) -> LawError:
    where = document.where("rows", spot) if isinstance(spot, int) else document.where(spot)
    return LawError("years.check", Text(f"{zh}。", f"{en}."), where=where, expected=expected)
