"""Indicators as data: what is counted, over what, without what, and on what ground.

`law/indicators/*.yaml` holds them, several a file; `docs/reference/indicators.md` says what each word means. An
indicator is counted (from acts, from a register, from what is open) or composed of others. `loading.py` reads and
checks them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

__all__ = ["CASE", "OF_ANY_ACT", "WORDS", "Average", "Filter", "Indicator", "Label", "Ratio", "column"]

Scalar = str | int | float | bool
OF_ANY_ACT = ("outcome", "topic")
"""What a condition may ask of any act beside its own fields; `topic` is the violation, category or kind on the cover."""
CASE = "case."
"""Before the name of a public fact of the case's cover."""
WORDS = ("of", "standing", "begun", "open", "total", "ratio", "change", "points", "average")
"""What an indicator may be: exactly one of these."""


def column(field: str) -> str:
    """The column of the segments that holds a field.

    >>> column("topic"), column("case.kind"), column("fine")
    ('topic', 'c_kind', 'f_fine')
    """
    if field in OF_ANY_ACT:
        return field
    return f"c_{field.removeprefix(CASE)}" if field.startswith(CASE) else f"f_{field}"


class Label(BaseModel):
    """A name in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The name in `language`."""
        return self.en if language.startswith("en") else self.zh


class Filter(BaseModel):
    """One condition on a public fact of the act, its case or the item: exactly one of the words."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    field: str
    is_: Scalar | None = Field(default=None, alias="is")
    in_: list[Scalar] | None = Field(default=None, alias="in")
    contains: str | None = None
    lacks: list[str] | None = None
    """Of a list: it holds none of these; a list that was not filled in holds none."""
    at_least: float | None = None

    @model_validator(mode="after")
    def _one_word(self) -> Self:
        words = (self.is_, self.in_, self.contains, self.lacks, self.at_least)
        if sum(word is not None for word in words) != 1:
            raise ValueError("needs exactly one of is, in, contains, lacks, at_least")
        return self

    def asked(self) -> list[Scalar]:
        """The values it asks for by name; none for a threshold."""
        if self.is_ is not None:
            return [self.is_]
        named = [self.contains] if self.contains is not None else self.lacks or []
        return list(self.in_ or named)


class Ratio(BaseModel):
    """One indicator over another; without a base there is no rate."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    of: str
    over: str


class Average(BaseModel):
    """The mean of an indicator over the whole months or quarters of the period."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    of: str
    per: Literal["month", "quarter"]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Names = Annotated[list[str], BeforeValidator(_listed)]


class Indicator(BaseModel):
    """One number of the report.

    `of` lists what is counted, as `family/act` or `family/act.outcome` (`penalty.*` is any family of the
    area); `sum` a public money or number field instead of a count; `distinct: case` counts
    a case once, `distinct: party` each identified party, `distinct: FIELD` each value of a public field once (of a register, too).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    indicator: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Label
    unit: Label
    of: Names = []
    standing: str | None = None
    begun: Names = []
    """Families whose cases are counted by the day they were opened."""
    open: Names = []
    until: Names = []
    """With `open`: the acts by which a case is no longer waiting, instead of its end."""
    sum: str | None = None
    distinct: str | None = None
    role: str | None = None
    when: list[Filter] = []
    never: list[Filter] = []
    """With `standing` and `distinct`: a value of which any item meets these does not count (an item of service with a step on the spot)."""
    past: str | None = None
    """With `standing`: a date field; an item whose day lies behind, on the last day of the period or today, does not count."""
    by: list[str] = []
    """Public facts by which it can be told apart: each unit, item or law with its own number."""
    irregular: bool = True
    total: list[str] = []
    ratio: Ratio | None = None
    change: str | None = None
    points: str | None = None
    average: Average | None = None
    base: Label
    formula: Label
    without: Label | None = None
    ground: str = ""
    mark: Literal["V", "K", "D", "L"] = "V"

    @model_validator(mode="after")
    def _what_goes_together(self) -> Self:
        """What narrows a count stands beside a count that it can narrow."""
        counted = self.counted
        for word, given, fits in (
            ("sum", self.sum, bool(self.of or self.standing)),
            (
                "distinct",
                self.distinct,
                bool(self.of or (self.standing and self.distinct not in ("case", "party"))),
            ),
            ("never", self.never, bool(self.standing and self.distinct)),
            ("past", self.past, bool(self.standing)),
            ("role", self.role, self.distinct == "party"),
            ("when", self.when, counted),
            ("until", self.until, bool(self.open)),
            ("by", self.by, counted and not self.standing and self.distinct in (None, "case")),
            ("irregular", not self.irregular, bool(self.of)),
        ):
            if given and not fits:
                raise ValueError(f"'{word}' does not go with {' / '.join(self.words()) or 'nothing'}")
        if self.sum and self.distinct:
            raise ValueError("'sum' does not go with 'distinct'")
        return self

    def words(self) -> list[str]:
        """Which of `WORDS` it is written with; a lawful one has exactly one."""
        return [word for word in WORDS if getattr(self, word)]

    @property
    def counted(self) -> bool:
        """Whether it is counted from the docket itself, and not composed of other indicators."""
        return bool(self.of or self.standing or self.begun or self.open)

    def parts(self) -> list[str]:
        """The indicators it is composed of; none for one that is counted."""
        if self.ratio:
            return [self.ratio.of, self.ratio.over]
        named = self.change or self.points or (self.average.of if self.average else None)
        return [named] if named else list(self.total)
