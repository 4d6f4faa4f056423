"""The words of `law/violations/*.yaml` and `law/localities/*.yaml`: an unknown word is an error."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = [
    "DiscretionLine",
    "LocalFine",
    "LocalValue",
    "LocalityText",
    "Power",
    "Sanction",
    "Version",
    "ViolationText",
]

Mark = Literal["V", "K", "D", "L"]
Kind = Literal["person", "organisation", "individual_business"]
Ground = Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)]


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
    """What one kind of party may face: the fine's range in yuan, and other kinds beside it."""

    fine: Annotated[tuple[float, float] | Literal["local", "none"], BeforeValidator(_range)] = "none"
    of_cost: tuple[float, float] | None = None
    """A fine that is a share of the cost of the works (0.05 = 5 %), where the law sets no amounts."""
    optional: bool = False
    also: list[
        Literal["warning", "confiscation", "stop_business", "close", "restrict_business", "licence"]
    ] = []


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
    after_refusal: dict[Literal["person", "organisation"], Sanction] = {}
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
    from_: dt.date = Field(alias="from")
    to: dt.date | None = None


class LocalFine(_Law):
    """An amount the local regulation sets where national law sets none, in yuan."""

    violation: str
    party: Literal["person", "organisation"]
    fine: tuple[float, float]
    from_: dt.date = Field(alias="from")
    to: dt.date | None = None


class DiscretionLine(_Law):
    """One line of the discretion standard (裁量基准): a tier and its part of the range, in yuan."""

    violation: str
    party: Literal["person", "organisation"]
    tier: Literal["light", "ordinary", "heavy"]
    facts: Label
    fine: tuple[float, float]
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
    first_offence: list[str] = []
