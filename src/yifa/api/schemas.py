"""What comes in and what goes out, as the contract says it. Unknown fields are refused."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

__all__ = [
    "ActIn",
    "ActsOut",
    "CaseOut",
    "CasesOut",
    "ConfirmationOut",
    "DocumentOut",
    "EntryOut",
    "FigureOut",
    "OpenIn",
    "OptionOut",
    "PartyIdentity",
    "PartyOut",
    "Problem",
    "ProcedureOut",
    "ReceiptOut",
    "RevealIn",
    "TermOut",
    "TextOut",
]

Officer = Annotated[int, Field(ge=1, le=2**63 - 1)]
Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$")]


Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
DueDay = Annotated[
    str, Field(description="A day, or a moment where the period is counted in hours (ISO 8601).")
]


class _In(Schema):
    model_config = ConfigDict(extra="forbid", strict=False)


class TextOut(Schema):
    """A sentence in both languages."""

    zh: str
    en: str


class ReasonOut(Schema):
    """One reason against an act, with its article."""

    code: str
    text: TextOut
    ground: str = ""
    field: str = ""


class MistakeOut(Schema):
    """One mistake of a request: where it stands, and what it is."""

    at: str
    what: TextOut


class Problem(Schema):
    """Problem details after RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    ground: str | None = None
    hint: TextOut | None = None
    reasons: list[ReasonOut] = Field(default_factory=list)
    mistakes: list[MistakeOut] = Field(default_factory=list)


class Entering(_In):
    """A party that enters by an act, in the role the act says; name, number, phone and address go into the vault."""

    kind: Literal["person", "organisation", "individual_business", "body"]
    name: Word = ""
    number: Word = ""
    number_kind: Literal["resident_id", "credit_code", "other", "none"] = "none"
    phone: Word = ""
    address: Word = ""
    minor: bool = False


class PartyIdentity(Entering):
    """A party at opening."""

    role: Word


class ActIn(_In):
    """An act to perform: `by` maps roles to officer ids, `form` holds the fields of the law's form (money in yuan).

    `party` is the key of the party concerned, `joins` the party that enters by the act.
    """

    act: Word
    by: dict[str, list[Officer]] = Field(default_factory=dict)
    form: dict[str, Any] = Field(default_factory=dict)
    at: datetime | None = None
    party: Word | None = None
    joins: Entering | None = None
    irregular: Annotated[str, Field(max_length=2000)] | None = None
    paper: Annotated[str, Field(max_length=2000)] | None = None


class OpenIn(_In):
    """A case to open, with its first act if one is given."""

    procedure: Word
    division: Word | None = None
    capacity: Word
    field: Word = ""
    title: Annotated[str, Field(max_length=100)] = ""
    facts: dict[str, Any] = Field(default_factory=dict)
    parties: list[PartyIdentity] = Field(default_factory=list)
    opened_at: datetime | None = None
    paper: bool = False
    first: ActIn | None = None


class RevealIn(_In):
    """Why personal facts are looked at; every view is logged."""

    why: Annotated[str, Field(min_length=2, max_length=500)]


class ReceiptOut(Schema):
    """What was done: place and hash of the entry, numbers allotted, where the case stands."""

    case: int
    seq: int
    head: str
    valid: bool
    stage: str
    ended: bool
    documents: dict[str, str]
    opened: list[int]


class ConfirmationOut(Schema):
    """The digest of the act confirmed."""

    proposal: str


class PartyOut(Schema):
    """A party behind its mask."""

    role: str
    key: str
    kind: str
    mask: str


class CaseOut(Schema):
    """A case as its cover and projection show it."""

    id: int
    number: str
    procedure: str
    version: str
    title: str
    stage: str
    ended: bool
    next_due: DueDay | None
    opened_on: Day
    division: str
    head: str | None = None
    facts: dict[str, Any] = Field(default_factory=dict)
    parties: list[PartyOut] = Field(default_factory=list)


class CasesOut(Schema):
    """A page of cases; `next` is handed back as `after` for the page that follows."""

    items: list[CaseOut]
    next: str | None


class EntryOut(Schema):
    """One entry of the docket; personal facts only as references into the vault."""

    seq: int
    act: str
    kind: str
    outcome: str | None = None
    at: Moment
    recorded: Moment
    valid: bool
    party: str | None = None
    by: dict[str, list[str]]
    form: dict[str, Any]
    sealed: dict[str, dict[str, str]]
    documents: list[dict[str, str]]
    hash: str


class ActsOut(Schema):
    """A page of entries in the order they were recorded."""

    items: list[EntryOut]
    next: int | None


class OptionOut(Schema):
    """An act or event: lawful now, or every reason why not."""

    act: str
    outcome: str | None
    title: TextOut
    ground: str
    open: bool
    reasons: list[ReasonOut]


class TermOut(Schema):
    """A term with its dates and their explanation."""

    name: str
    key: str
    title: TextOut
    ground: str
    mark: str
    whose: str
    status: str
    due: DueDay | None
    safe: DueDay | None
    explanation: dict[str, Any] | None


class DocumentOut(Schema):
    """A document of a case."""

    seq: int
    name: str
    title: TextOut
    number: str
    served: dict[str, str | None]


class FigureOut(Schema):
    """A figure: money as yuan."""

    indicator: str
    title: TextOut
    value: float
    unit: str
    base: str
    formula: str
    trace: dict[str, Any]


class ProcedureOut(Schema):
    """A procedure in force."""

    procedure: str
    version: str
    title: TextOut
