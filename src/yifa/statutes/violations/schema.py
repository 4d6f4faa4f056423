"""The words of `law/violations/*.yaml` and `law/localities/*.yaml`: an unknown word is an error."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = [
    "Condition",
    "DiscretionLine",
    "FirstOffence",
    "LocalFine",
    "LocalValue",
    "LocalityText",
    "Power",
    "Sanction",
    "Tier",
    "Version",
    "ViolationText",
]

Mark = Literal["V", "K", "D", "L"]
Kind = Literal["person", "organisation", "individual_business"]
Ground = Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)]


Imposed = Literal[
    "warning",
    "criticism",
    "confiscation",
    "stop_business",
    "close",
    "restrict_business",
    "licence",
]
"""Kinds of penalty a sanction may give beside the fine (行政处罚法/9)."""
Condition = Literal[
    "refusal", "serious", "in_business", "builder", "responsible", "provider", "not_removable"
]
"""What a heavier or different sanction turns on: an order to correct refused or overdue; a serious case; who the
respondent is (in business, the construction unit, the person responsible in a unit, whoever knowingly gives the
premises); works that cannot be removed."""


class _Law(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    ground: Ground = ""
    mark: Mark = "V"


class Label(BaseModel):
    """A name in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str
    en: str


def _range(value: Any) -> Any:
    """`[min, max]` in yuan, `local` (the locality's regulation sets it) or `none`."""
    if isinstance(value, list) and len(value) == 2 and value[0] <= value[1]:
        return tuple(value)
    if value in ("local", "none"):
        return value
    raise ValueError("a fine is [min, max] in yuan, or local, or none")


class Sanction(_Law):
    """What one kind of party may face: the fine's range in yuan, other kinds beside it, and measures that are no penalty."""

    fine: Annotated[tuple[float, float] | Literal["local", "none"], BeforeValidator(_range)] = "none"
    of_cost: tuple[float, float] | None = None
    """A fine that is a share of the cost of the works (0.05 = 5 %), where the law sets no amounts."""
    of_value: tuple[float, float] | None = None
    """A fine of so many times the value of the goods, where they are worth `from_value` yuan or more; below it `fine` holds."""
    from_value: float = 0
    optional: bool = False
    either: bool = False
    """A warning or a fine, never both."""
    also: list[Imposed] = []
    measures: list[
        Literal["clean_up_by_others", "remove", "tow", "vehicle_off_road", "clear_at_their_cost"]
    ] = []


class Tier(_Law):
    """A sanction of the same version that holds only under conditions, for whichever kinds of party it names."""

    needs: list[Condition] = Field(min_length=1)
    person: Sanction | None = None
    organisation: Sanction | None = None


class Summary(_Law):
    """Whether the summary procedure is open at all; the caps are the penalty law's own."""

    allowed: bool
    why: Label | None = None


class Version(_Law):
    """One version of the substantive law: from a day, until another (exclusive)."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    duty: Ground
    sanction: Ground
    order: Literal["A", "B", "C", "D"] | None = None
    """How order and fine stood to each other in this version, where it was otherwise than now."""
    summary: Summary | None = None
    """Whether the summary procedure was open in this version, where it was otherwise than now."""
    person: Sanction | None = None
    organisation: Sanction | None = None
    tiers: list[Tier] = []
    """What holds instead under conditions; the one that names most of those met, and the later of two alike."""
    oral_order: bool = False
    """Whether the order may be given by word on the spot, or is replaced by the respondent's absence."""
    gate: Literal["G1", "G2", "G3"] | None = None
    """Who could punish under this version, where it was otherwise than now."""
    daily: Ground = ""
    """The provision on fines day by day for pollution that goes on; imposed by the environment department, not by a street."""
    note: Label | None = None


class ViolationText(_Law):
    """One violation as written."""

    violation: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Label
    field: str
    order: Literal["A", "B", "C", "D"]
    gate: Literal["G1", "G2", "G3"]
    summary: Summary
    versions: list[Version] = Field(min_length=1)


class LocalValue(_Law):
    """A value of one place, for one field or all, from a day until another (exclusive)."""

    name: str
    value: Any
    field: str | None = None
    from_: dt.date = Field(alias="from", default=dt.date(2018, 1, 1))
    to: dt.date | None = None


class Power(_Law):
    """A violation the street may punish: handed over by the province, or entrusted by a department."""

    violation: str
    capacity: Literal["handed_over", "entrusted", "own"]
    decision: str
    designated: str | None = None
    """The local government's act that names the department (gate G2)."""
    express: str | None = None
    """The local text that expressly hands over a power of the fire body or the police (gate G3)."""
    from_: dt.date = Field(alias="from")
    to: dt.date | None = None


class LocalFine(_Law):
    """An amount the local regulation sets where national law sets none, in yuan."""

    violation: str
    party: Literal["person", "organisation"]
    fine: tuple[float, float]
    also: list[Imposed] = []
    """Other kinds the local regulation adds."""
    from_: dt.date = Field(alias="from")
    to: dt.date | None = None


class DiscretionLine(_Law):
    """One line of the discretion standard (裁量基准): a tier and its part of the range, in yuan."""

    violation: str
    party: Literal["person", "organisation"]
    tier: Literal["light", "ordinary", "heavy"]
    facts: Label
    needs: list[Condition] = []
    """The conditions of the law's own tier that this line divides; none for its first range."""
    fine: tuple[float, float]
    from_: dt.date = Field(alias="from")
    to: dt.date | None = None


class FirstOffence(_Law):
    """A violation on the place's list of first offences that may be let pass (首违不罚清单)."""

    violation: str
    from_: dt.date = Field(alias="from")
    to: dt.date | None = None


class LocalityText(_Law):
    """One locality as written; `divisions` are the codes of the divisions it is the law of, all below them included."""

    locality: str
    title: Label
    fictional: bool
    about: Label
    divisions: list[str] = []
    individual_business_as: Literal["person", "organisation"]
    values: list[LocalValue]
    powers: list[Power] = []
    fines: list[LocalFine] = []
    discretion: list[DiscretionLine] = []
    first_offence: list[FirstOffence] = []
