"""What a register counts beside its items: how often acts, or items of another register, name each of them.

So a law without an event, a community without an adviser, a person without training is seen, and nobody types a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from yifa.errors import LawError, Text

from .model import Procedure
from .schema import FormField, Label, Law, Name, Names

if TYPE_CHECKING:
    from .register import Register

__all__ = ["Count", "check_counts"]

CASE = "case."
OUTCOME = "outcome"
"""What `when` may ask of any act with outcomes, beside its own fields."""


class Count(Law):
    """How often what is done (this year) or what stands elsewhere (that day) names an item: exactly one of `of` and `standing`."""

    of: str | None = None
    """`family/act`, counted over the calendar year of the day asked, up to it."""
    standing: str | None = None
    """Another register; its items that have not expired by the day asked are counted."""
    naming: str
    """The public field that names the item: of the act, `case.FACT` of its cover, or of the other register."""
    matches: str = "item"
    """The field of this register whose value is named; `item` for the key. A place stands for all places in it."""
    when: dict[str, str | int | bool | list[str]] = Field(default_factory=dict)
    """Public fields (as in `naming`), or the `outcome` of the act, that must have this value, or one of these."""
    sum: str | None = None
    """A public number or amount to add up, instead of counting each once; amounts in yuan."""
    without: Names = Field(default_factory=list)
    """Stages and ends whose cases do not count (what was struck)."""
    least: Name | int = 0
    """How many there should be: a number, or a number field of this register. What has fewer is shown as short."""
    most: Name | int | None = None
    """How many there may be, likewise. What has more is shown as over it."""
    title: Label

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.of is None) == (self.standing is None):
            raise ValueError("needs exactly one of of, standing")
        if self.standing and self.without:
            raise ValueError("'without' goes with 'of'")
        return self


def check_counts(
    register: Register, known: Mapping[str, Procedure], registers: Mapping[str, Register]
) -> None:
    """Every field and act that a count of a register names is there and public. Raises `LawError`."""
    own = {name: spec for name, spec in register.text.fields.items() if spec.public}
    for name, count in register.text.counts.items():
        _among(register, name, count.matches, {"item", *own})
        for norm in (count.least, count.most):
            if isinstance(norm, str):
                _among(register, name, norm, {n for n, spec in own.items() if spec.type == "number"})
        fields = _fields(register, name, count, known, registers)
        _among(register, name, count.naming, set(fields))
        for each in count.when:
            _among(register, name, each, {*fields, OUTCOME} if count.of else set(fields))
        if count.sum:
            _among(
                register,
                name,
                count.sum,
                {n for n, spec in fields.items() if spec.type in ("number", "money")},
            )


def _fields(
    register: Register,
    name: str,
    count: Count,
    known: Mapping[str, Procedure],
    registers: Mapping[str, Register],
) -> dict[str, FormField]:
    """The public fields of what is counted."""
    if count.standing:
        _among(register, name, count.standing, set(registers))
        return {n: spec for n, spec in registers[count.standing].text.fields.items() if spec.public}
    family, _, act = str(count.of).partition("/")
    _among(register, name, family, set(known))
    procedure = known[family]
    _among(register, name, act, set(procedure.branches))
    found = {n: spec for branch in procedure.branches[act].values() for n, spec in branch.fields.items()}
    found |= {f"{CASE}{n}": spec for n, spec in procedure.text.case.items()}
    return {n: spec for n, spec in found.items() if spec.public}


def _among(register: Register, count: str, word: str, there: set[str]) -> None:
    if word not in there:
        text = Text(f"counts.{count}：没有公开的“{word}”。", f"counts.{count}: there is no public '{word}'.")
        where = f"registers/kinds/{register.text.name_}.yaml"
        raise LawError("procedures.register", text, where=where, expected=" | ".join(sorted(there)))
