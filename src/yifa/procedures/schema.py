"""The words of the format, as strict models: an unknown word is an error, never ignored.

`docs/reference/procedure-format.md` is the text of these models for lawyers. Money is written in
yuan, dates as dates; `ground` is a citation and `mark` says how well its text is known.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from yifa.errors import Text

__all__ = [
    "Always",
    "Council",
    "Deed",
    "Document",
    "FormField",
    "Label",
    "Law",
    "Outcome",
    "ProcedureText",
    "Role",
    "Term",
]

Mark = Literal["V", "K", "D", "L"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


def _listed(value: Any) -> Any:
    """One name or a list of names: always a list inside."""
    return [value] if isinstance(value, str) else value


def _stated(value: Any) -> Any:
    """`yes`/`no` are read by YAML as true/false; an article list as a number or a string."""
    stated = str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    return sys.intern(stated) if isinstance(stated, str) else stated


_TOLD: dict[frozenset[str], set[str]] = {}
Wording = Annotated[str, Field(min_length=1), AfterValidator(sys.intern)]
"""What is written again and again — every procedure repeats the words of its fragments — is kept once."""
Names = Annotated[list[str], BeforeValidator(_listed)]
Ground = Annotated[str, BeforeValidator(_stated)]


class Law(BaseModel):
    """Whatever states law: it cites its ground and says how well the text is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    ground: Ground = ""
    mark: Mark = "V"

    def model_post_init(self, _: Any, /) -> None:
        """Statements of one kind name the same few words: they share the set of them, which is a quarter of their memory."""
        told = self.model_fields_set
        object.__setattr__(self, "__pydantic_fields_set__", _TOLD.setdefault(frozenset(told), told))


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Label(Text):
    """A name people see, in both languages. The law holds tens of thousands: a model of pydantic's takes seven times the memory."""

    zh: Wording
    en: Wording


class Rule(Law):
    """`{if, else, ground}`: what must be true, and what a clerk is told when it is not."""

    if_: str = Field(alias="if")
    else_: Label = Field(alias="else")


class Suggest(BaseModel):
    """Who of a register is proposed first beside a field that names people; whoever fills it in still chooses."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    register_: str = Field(alias="register", pattern=r"^[a-z][a-z_]*$")
    take: str
    """The field of the register that holds the person's user name."""
    fits: dict[str, str]
    """Fields of the register → `case.FACT` they must agree with (a list: contain)."""
    near: str | None = None
    """A place field: those of the case's own place come first."""


class FormField(Law):
    """One field of a form. Personal unless `public`; required unless `required: no` or `when` is false."""

    type: Literal[
        "text", "money", "date", "datetime", "month", "number", "decimal", "yes", "choice", "choices",
        "officer", "people", "party", "parties", "document", "entry", "files", "violation", "violations", "case", "fields",
        "unit", "place", "means", "item", "code", "numbers", "indicator",
    ]  # fmt: skip
    title: Label
    of: list[str] | dict[str, Label] | str | None = None
    """What it may be: the choices of a choice, the register of an item, the acts of an entry, the families of a case (`penalty.*`)."""
    public: bool = False
    required: bool = True
    when: str | None = None
    computed: str | None = None
    """What the value is, worked out from what is known: an empty field is filled in, another value is refused."""
    min: float | None = None
    max: float | None = None
    suggest: Suggest | None = None
    hint: Label | None = None
    ordered: bool = False
    """Of people: in which order, from the first to the last."""
    only: dict[str, str | int | bool] = {}
    """Of an item: public fields of its register that must have this value (`case.FACT`: that of the cover); the others are not offered, and refused."""
    check: Literal["credit_code", "resident_id", "sha256"] | None = None
    """A number with a check character (text): 统一社会信用代码 GB 32100, 公民身份号码 GB 11643; or a SHA-256."""


class Party(Law):
    """Who stands against or beside the body in a case."""

    title: Label
    kinds: list[Literal["person", "organisation", "individual_business", "body"]]
    at_least: int = 1
    at_most: int | None = None
    shielded: bool = False


class Role(Law):
    """Who may act: kinds of post, a certificate, how many, and who may not."""

    title: Label
    posts: Names = []
    certificate: str | None = None
    at_least: int = 1
    never_also: Names = []
    never: Names = []
    never_in: Names = []
    """Cover facts naming people (`case.handlers`) none of whom may act in this role."""
    only_in: Names = []
    """People fields of acts (`accept.mediators`): once one was filled in, only those the latest names act in this role."""


class Council(Law):
    """A body that decides: quorum, who speaks last, dissent recorded."""

    quorum: Literal["more_than_half", "two_thirds"]
    last_to_speak: str | None = None
    dissent: Literal["recorded"] | None = None


class Opens(BaseModel):
    """A linked case opened by this act, with the facts carried over."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    link: str
    carry: dict[str, str] = {}
    parties: dict[str, str] = {}
    """Roles of the new case -> roles of this one, or `form.FIELD` for the one party that the act names; none: those of the same role."""
    act: str | None = None


class Tells(BaseModel):
    """An event performed in the parent case, in the same transaction."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    parent: str
    carry: dict[str, str] = {}


class Words(Law):
    """The words an act, an event and an outcome share."""

    to: str | None = None
    form: dict[Name, FormField] = {}
    needs: list[Rule] = []
    valid: Annotated[list[Rule], BeforeValidator(lambda v: [v] if isinstance(v, dict) else v)] = []
    issues: Annotated[list[str], BeforeValidator(_listed)] = []
    opens: Opens | None = None
    tells: Tells | None = None
    approve: str | None = None
    council: Council | None = None
    revokes: Names = []
    erases: Names = []
    """Acts whose sealed facts are erased in the vault when it is done; that there were such acts remains."""
    extends: Names = []
    pauses: Names = []
    resumes: Names = []
    row: str | None = None


class Outcome(Words):
    """One result an act can have; its words add to the act's own."""

    title: Label
    computes: dict[Name, str] = {}
    """Fields of the act that this result decides: what each comes to, as `computed` says."""


class Deed(Words):
    """An act of the body, or an event that happens to it."""

    title: Label
    from_: Names = Field(default=[], alias="from")
    in_: Names = Field(default=[], alias="in")
    by: Names
    outcomes: dict[Name, Outcome] = {}
    once: bool = False
    corrects: bool = False
    amends: str | None = None
    """The act of whose fields it states new values; what it leaves empty stays as it was."""
    serves: bool = False
    joins: str | None = None
    compares: bool = False
    """Whoever opens the sealed facts of one entry, the reason given, is shown what stands in others of this act too."""
    leaves: str | None = None
    recuses: bool = False
    excuses: bool = False
    reopens: bool = False
    recording: Label | None = None
    hint: Label | None = None


class Span(Law):
    """Time that does not count: from one entry until another."""

    from_: Names = Field(alias="from")
    until: Names
    title: Label | None = None


class Extension(Law):
    """A lawful extension: by which act, how long, how often."""

    by: str
    length: str | dict[str, str]
    times: int = 1


class Restart(Law):
    """An entry from which the period runs anew."""

    at: Names
    from_: str | None = Field(default=None, alias="from")


class Length(BaseModel):
    """One line of a table of lengths: the first whose `when` holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    when: str | None = None
    length: str | dict[str, str]


class Term(Law):
    """A period: how long, from what, until what, whose, and what happens to it."""

    title: Label
    length: str | dict[str, str] | list[Length] | None = None
    on: str | None = None
    after: Names = []
    before: str | None = None
    from_: str | None = Field(default=None, alias="from")
    for_: str | None = Field(default=None, alias="for")
    when: str | None = None
    until: Names = []
    whose: Literal["authority", "officer", "party", "court", "police", "outside"] = "authority"
    right: bool = False
    """A time within which something may be done, not must: letting it pass closes the right and is no lateness."""
    roll: Literal["next", "none", "authority"] | None = None
    pauses: list[Span] = []
    extend: Annotated[list[Extension], BeforeValidator(lambda v: [v] if isinstance(v, dict) else v)] = []
    restarts: Annotated[list[Restart], BeforeValidator(lambda v: [v] if isinstance(v, dict) else v)] = []
    deems: str | None = None
    hint: Label | None = None


class Fact(Law):
    """A named condition, so that a rule reads like the article."""

    if_: str = Field(alias="if")
    title: Label


class Param(Law):
    """A local value: its type here, its value in the locality."""

    type: Literal["money", "number", "length", "yes", "choice", "text", "list"]
    title: Label
    field: str | None = None


class Lookup(Law):
    """A count over other dockets, fetched before the verdict: of acts on the same party, or of a register's standing items."""

    count: str | None = None
    same: str | None = None
    fact: str | None = None
    within: str | dict[str, str] | None = None
    standing: str | None = None
    key: str | None = Field(default=None, pattern=r"^(case|form)\.[a-z][a-z0-9_]*$")
    named: str | None = Field(default=None, pattern=r"^[a-z_]+\.[a-z_]+/([a-z][a-z0-9_]*\.)?[a-z][a-z0-9_]*$")
    """`FAMILY/ACT.FIELD`, or `register.NAME/FIELD`: acts, or standing items, whose field names the key."""
    in_: Names = Field(default=[], alias="in")
    """Only acts of cases in these stages."""
    where: dict[str, str | int | bool] = {}
    """Public fields of the standing item that must have this value that day."""
    title: Label

    @model_validator(mode="after")
    def _one_kind(self) -> Lookup:
        kinds = [
            self.count is not None and self.same is not None,
            self.standing is not None and self.key is not None,
            self.named is not None and self.key is not None and not (self.same or self.fact),
        ]
        if (
            kinds.count(True) != 1
            or (self.standing and (self.count or self.same or self.fact or self.within))
            or (self.where and not self.standing)
        ):
            raise ValueError(
                "a look-up is `count` with `same` (and `fact`, `within`), `standing` with `key` (and `where`), or `named` with `key` (and `within`, `in`)"
            )
        return self


class Track(Law):
    """A preparation that runs beside others until a later act joins them."""

    title: Label
    done: str
    excused_by: str | None = None


class Link(Law):
    """Another procedure's case, as child of this one."""

    procedure: str
    title: Label


class Referral(Law):
    """A case of another procedure that another office opens from this one, when it takes the matter up.

    `to`: the families it may be opened under; `when`: from when on; `carry`: facts of its cover, nobody types
    them twice; `shows`: what was said here (ACT.FIELD) that the office taking it up may read; `taken` and
    `returned`: events of this case, told when it is taken up or given back.
    """

    title: Label
    to: list[str]
    when: str
    carry: dict[str, str] = {}
    shows: list[str] = []
    parties: dict[str, str] = {}
    """Roles of the new case -> roles of this one whose parties go along."""
    taken: str
    returned: str | None = None


class Document(Law):
    """A document: its number series, to whom it is due, its template."""

    title: Label
    number: str | None = None
    to: str | None = None
    template: str | None = None
    remedies: str | None = None


class Means(Law):
    """A lawful means of service: its proof and the day it takes effect."""

    title: Label
    proof: Names
    effect: Literal["same_day"] | str | dict[str, str | list[Length]] = "same_day"
    needs: str | None = None


class Always(Law):
    """A property proved when the law is loaded."""

    never: str | None = None
    unless: str | None = None
    after: str | None = None
    when: str | None = None
    apart: list[str] | None = None
    once: str | None = None
    restrained: str | None = None
    named: str | None = None
    ends: Literal["every case"] | None = None
    title: Label | None = None


class Transition(BaseModel):
    """What a new law does to running cases; no default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    class Part(Law):
        """One half of the transition."""

        rule: Literal["lighter", "time_of_act", "immediate", "time_of_opening"]

    substance: Part
    procedure: Part


class InForce(Law):
    """From a day, until another (exclusive)."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None


class Capacity(Law):
    """In whose name the body may act."""

    any_of: list[Literal["own", "handed_over", "entrusted", "committee"]]


class Fragment(Law):
    """Acts, events and means shared by procedures, merged in by `uses`."""

    fragment: str
    title: Label | None = None
    about: Label | None = None
    roles_needed: Names = []
    acts: dict[Name, Deed] = {}
    events: dict[Name, Deed] = {}
    terms: dict[Name, Term] = {}
    means: dict[Name, Means] = {}
    documents: dict[Name, Document] = {}
    facts: dict[Name, Fact] = {}
    referrals: dict[Name, Referral] = {}
    always: list[Always] = []


class ProcedureText(Law):
    """A whole procedure as written."""

    procedure: str = Field(pattern=r"^[a-z_]+(\.[a-z_]+)+$")
    title: Label
    about: Label
    in_force: InForce
    transition: Transition
    papers: dict[str, dict[str, str]] = {}
    """Where a paper reads otherwise than its template: the template's words, and those of this text."""
    number: str
    capacity: Capacity
    uses: Names = []
    shielded: bool = False
    """Whether its cases are seen only by posts that reach shielded cases (petitions, reports on officials)."""
    only_linked: bool = False
    """Whether its cases are opened from another case only: no page begins one by itself."""
    kept: bool = False
    """Whether it keeps a thing (an entry of a register, a stock, a class) rather than finish a matter: no end is a step then, and desks list it only for what falls due."""
    case: dict[Name, FormField] = {}
    parties: dict[Name, Party] = {}
    roles: dict[Name, Role]
    stages: dict[Name, Label]
    ends: dict[Name, Label]
    params: dict[Name, Param] = {}
    facts: dict[Name, Fact] = {}
    lookups: dict[Name, Lookup] = {}
    tracks: dict[Name, Track] = {}
    links: dict[Name, Link] = {}
    referrals: dict[Name, Referral] = {}
    documents: dict[Name, Document] = {}
    acts: dict[Name, Deed]
    events: dict[Name, Deed] = {}
    terms: dict[Name, Term] = {}
    means: dict[Name, Means] = {}
    always: list[Always]
