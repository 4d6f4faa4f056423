"""Indicators as data: what is counted, over what, without what, and on what ground.

`law/indicators/*.yaml` holds them, several a file. An indicator is counted from acts, or composed of
others (a total, a ratio). An unknown word, act or field is an error with file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from yifa.errors import LawError, Text
from yifa.procedures import Law, Procedure
from yifa.statutes import Document, read_yaml

__all__ = ["Filter", "Indicator", "Label", "load_indicators", "matching"]

Scalar = str | int | float | bool
OF_ANY_ACT = ("outcome", "topic")
"""What a condition may ask of any act beside its own fields; `topic` is the violation, category or kind on the cover."""


class Label(BaseModel):
    """A name in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The name in `language`."""
        return self.en if language.startswith("en") else self.zh


class Filter(BaseModel):
    """One condition on a public fact of the act: exactly one of the words."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    field: str
    is_: Scalar | None = Field(default=None, alias="is")
    in_: list[Scalar] | None = Field(default=None, alias="in")
    contains: str | None = None
    at_least: float | None = None


class Ratio(BaseModel):
    """One indicator over another; without a base there is no rate."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    of: str
    over: str


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Indicator(BaseModel):
    """One number of the report.

    `of` lists what is counted, as `family/act` or `family/act.outcome` (`penalty.*` is any family of the
    area); `sum` a public money or number field instead of a count; `distinct: case` counts
    a case once, `distinct: FIELD` each value of a public field once (an enterprise, however often it was helped).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    indicator: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Label
    unit: Label
    of: Annotated[list[str], BeforeValidator(_listed)] = []
    sum: str | None = None
    distinct: str | None = None
    when: list[Filter] = []
    irregular: bool = True
    total: list[str] = []
    ratio: Ratio | None = None
    base: Label
    formula: Label
    without: Label | None = None
    ground: str = ""
    mark: Literal["V", "K", "D", "L"] = "V"


def matching(law: Law, target: str) -> Iterator[tuple[Procedure, str, str | None]]:
    """Every (procedure version, act, outcome) that `family/act[.outcome]` names."""
    family, _, deed = target.partition("/")
    act, _, outcome = deed.partition(".")
    for procedure in law.versions.values():
        fits = procedure.family == family or (
            family.endswith(".*") and procedure.family.startswith(family[:-1])
        )
        if fits and act in procedure.branches and (not outcome or outcome in procedure.branches[act]):
            yield procedure, act, outcome or None


def load_indicators(law: Law) -> Mapping[str, Indicator]:
    """Every indicator of the law folder, checked against its procedures. Raises `LawError`."""
    found: dict[str, Indicator] = {}
    places: dict[str, str] = {}
    for path in law.folder.find("indicators/*.yaml"):
        for indicator, where in _read(path):
            if indicator.indicator in found:
                raise LawError(
                    "indicators.twice",
                    Text(
                        f"指标“{indicator.indicator}”重复。",
                        f"The indicator '{indicator.indicator}' stands twice.",
                    ),
                    where=where,
                    expected=places[indicator.indicator],
                )
            _check(indicator, law, where)
            found[indicator.indicator], places[indicator.indicator] = indicator, where
    for name, indicator in found.items():
        for part in [
            *indicator.total,
            *([indicator.ratio.of, indicator.ratio.over] if indicator.ratio else []),
        ]:
            if part not in found:
                raise _unknown(f"没有指标“{part}”", f"there is no indicator '{part}'", places[name], found)
    return found


def _read(path: Path) -> Iterator[tuple[Indicator, str]]:
    document: Document = read_yaml(path)
    for place, data in enumerate(document.need(list, "indicators")):
        try:
            yield Indicator.model_validate(data), document.where("indicators", place)
        except ValidationError as problem:
            first = problem.errors(include_url=False)[0]
            word = ".".join(str(step) for step in first["loc"])
            raise LawError(
                "indicators.word",
                Text(f"“{word}”有误：{first['msg']}", f"'{word}': {first['msg']}"),
                where=document.where("indicators", place),
                expected="docs/reference/indicators.md",
            ) from problem


def _unknown(zh: str, en: str, where: str, known: Any) -> LawError:
    return LawError("indicators.unknown", Text(zh, en), where=where, expected=" | ".join(sorted(known)))


def _check(indicator: Indicator, law: Law, where: str) -> None:
    """What is counted exists: families, acts, outcomes, public fields."""
    if bool(indicator.of) + bool(indicator.total) + bool(indicator.ratio) != 1:
        raise _unknown(
            "应有 of、total、ratio 之一",
            "needs exactly one of of, total, ratio",
            where,
            ["of", "total", "ratio"],
        )
    for target in indicator.of:
        found = list(matching(law, target))
        if not found:
            raise _unknown(f"没有行为“{target}”", f"no act '{target}'", where, law.families)
        wanted = [f.field for f in indicator.when if f.field not in OF_ANY_ACT]
        once = [indicator.distinct] if indicator.distinct not in (None, "case") else []
        for field in [*wanted, *([indicator.sum] if indicator.sum else []), *once]:
            if not any(_public(procedure, act, outcome, field) for procedure, act, outcome in found):
                raise _unknown(
                    f"“{target}”没有公开项“{field}”",
                    f"'{target}' has no public field '{field}'",
                    where,
                    _fields(found),
                )


def _fields(found: list[tuple[Procedure, str, str | None]]) -> set[str]:
    return {
        name
        for p, act, outcome in found
        for key, b in p.branches[act].items()
        if outcome in (None, key)
        for name, s in b.fields.items()
        if s.public
    }


def _public(procedure: Procedure, act: str, outcome: str | None, field: str) -> bool:
    return field == "outcome" or field in _fields([(procedure, act, outcome)]) or field.startswith("case.")
