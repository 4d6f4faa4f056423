"""A procedure made ready to run: what `load.py` builds, what `judge.py` and `fold.py` use.

Everything here is immutable. A procedure is addressed by the hash of its text, so that a case can
pin the version under which it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from yifa.errors import Reason, Text
from yifa.workdays import Roll

from .expressions import Expression, Names
from .inlining import open_fields, together
from .reading import Reading, reading_of
from .schema import Council, FormField, Opens, ProcedureText, Role, Tells

__all__ = [
    "FIXED",
    "START",
    "Actor",
    "Attempt",
    "Branch",
    "CompiledRule",
    "CompiledTerm",
    "Procedure",
    "Substance",
    "Triggers",
    "Verdict",
    "World",
]

START = "start"
"""The stage before the first act."""

FIXED = "on the day stated"
"""The length of a term that ends on a day its document states: its start is that day."""


class Actor(NamedTuple):
    """Who acts, as far as the law asks: identity, kinds of post, certificates valid that day."""

    id: str
    posts: frozenset[str]
    certificates: frozenset[str]


class Substance(Protocol):
    """Substantive law on a case: what `law.…` in an expression asks. See `yifa.statutes.violations`."""

    @property
    def questions(self) -> Mapping[str, Callable[[Any], bool]]:
        """Each of `expressions.LAW` with what answers it for the form and cover of an `Env`."""


class CompiledRule(NamedTuple):
    """One rule: the condition, the sentence told when it is not met, its article."""

    test: Expression
    reason: Reason


@dataclass(frozen=True)
class Branch:
    """An act or event, or one outcome of it, with the words of both merged."""

    act: str
    outcome: str | None
    kind: str
    title: Text
    deed: Text
    """What the act is called, whatever its outcome."""
    ground: str
    mark: str
    stages: frozenset[str] | None
    """Stages in which it is lawful; None means any stage that is not an end."""
    to: str | None
    by: tuple[str, ...]
    approve: str | None
    fields: Mapping[str, FormField]
    conditions: Mapping[str, Expression]
    """`when` of the fields that have one."""
    computed: Mapping[str, Expression]
    """What the fields that the law works out come to."""
    needs: tuple[CompiledRule, ...]
    valid: tuple[CompiledRule, ...]
    issues: tuple[str, ...]
    opens: Opens | None
    tells: Tells | None
    carry: Mapping[str, Expression]
    council: Council | None
    once: bool
    marks: frozenset[str]
    """Which of corrects, serves, recuses, excuses, reopens the act does."""
    amends: str | None
    """The act of whose fields this one states new values."""
    joins: str | None
    leaves: str | None
    lookups: tuple[str, ...]
    """Look-ups its rules read; the docket fetches these and no others."""
    revokes: tuple[str, ...]
    erases: tuple[str, ...]
    extends: tuple[str, ...]
    row: str | None
    amounts: frozenset[str]
    """Its fields that hold money: kept in fen, asked for in yuan."""
    facts: Mapping[str, Expression] = field(default_factory=dict, repr=False)
    """The named conditions of its procedure."""

    @cached_property
    def told(self) -> Text:
        """The act and its outcome, as a record names them: an outcome alone does not say of what."""
        zh, en = self.title.zh, self.title.en
        return Text(f"{self.deed.zh}：{zh}", f"{self.deed.en}: {en}") if self.outcome else self.title

    @cached_property
    def reading(self) -> Mapping[str, Reading]:
        """How each field is read."""
        return {name: reading_of(name, spec) for name, spec in self.fields.items()}

    @cached_property
    def public(self) -> frozenset[str]:
        """What of its form stands in the chain in clear."""
        return frozenset(name for name, spec in self.fields.items() if spec.public) | {"outcome"}

    @cached_property
    def summed(self) -> tuple[str, ...]:
        """Its public amounts and numbers, of which running totals are kept."""
        return tuple(
            name for name, spec in self.fields.items() if spec.public and spec.type in ("money", "number")
        )

    @cached_property
    def known(self) -> frozenset[str]:
        """What a form of it may hold."""
        return frozenset(self.fields) | {"outcome"}

    @cached_property
    def all_needs(self) -> Callable[[Any], bool]:
        """Every rule of `needs` as one function of an `Env`."""
        return together((rule.test for rule in self.needs), self.facts, f"{self.act} needs", self.amounts)

    @cached_property
    def open_fields(self) -> Callable[[Any], Iterator[str]]:
        """One function of an `Env` that yields the fields which its form lacks and its case asks for."""
        asked = [
            (name, self.conditions.get(name))
            for name, spec in self.fields.items()
            if spec.required or name in self.computed
        ]
        return open_fields(asked, self.facts, f"{self.act} fields", self.amounts)

    @cached_property
    def items(self) -> Mapping[str, str]:
        """The fields that name an item of a register, with the register."""
        return {name: str(spec.of) for name, spec in self.item_fields.items()}

    @cached_property
    def item_fields(self) -> Mapping[str, FormField]:
        """The fields that name an item of a register."""
        return {name: spec for name, spec in self.fields.items() if spec.type == "item"}

    @cached_property
    def case_fields(self) -> Mapping[str, FormField]:
        """The fields that name a case of some family."""
        return cases_among(self.fields)

    @cached_property
    def one_of(self) -> Mapping[str, tuple[str, ...]]:
        """Each field of which one at least of several must be filled in, with all of them."""
        groups = [group for rule in (*self.needs, *self.valid) if (group := rule.test.one_of)]
        return {name: group for group in groups for name in group}

    @cached_property
    def reads_entries(self) -> bool:
        """Whether its form can name an entry of one of some acts, itself or by what it corrects."""
        return "corrects" in self.marks or any(s.type == "entry" and s.of for s in self.fields.values())


def cases_among(fields: Mapping[str, FormField]) -> dict[str, FormField]:
    """The fields that name a case of some family."""
    return {name: spec for name, spec in fields.items() if spec.type == "case" and spec.of}


@dataclass(frozen=True)
class CompiledTerm:
    """A term with its conditions compiled; `schema.Term` keeps the words."""

    name: str
    title: Text
    ground: str
    mark: str
    lengths: tuple[tuple[Expression | None, str | None, str | None], ...]
    """Lines of (condition, length, parameter): the first whose condition holds."""
    per: str | None
    """A party role, an act's name, or None."""
    when: Expression | None
    from_: Expression | None
    whose: str
    roll: Roll
    deems: str | None
    backward: str | None
    extensions: tuple[tuple[str, str | None, str | None, int], ...]
    """(act, length, parameter, how often)."""


@dataclass(frozen=True)
class Triggers:
    """Which entry does what to which terms; keys are acts, `act.outcome` or `document.served`."""

    starts: Mapping[str, tuple[str, ...]]
    meets: Mapping[str, tuple[str, ...]]
    pauses: Mapping[str, tuple[tuple[str, str], ...]]
    """(term, tag of the rule), so that overlapping causes are told apart."""
    resumes: Mapping[str, tuple[tuple[str, str], ...]]
    extends: Mapping[str, tuple[str, ...]]
    restarts: Mapping[str, tuple[tuple[str, Expression | None], ...]]


@dataclass(frozen=True)
class Procedure:
    """One immutable version of a procedure, ready to judge acts and fold dockets."""

    family: str
    title: Text
    version: str
    text: ProcedureText
    path: str
    """The file its text is written in."""
    names: Names
    branches: Mapping[str, Mapping[str | None, Branch]]
    roles: Mapping[str, Role]
    facts: Mapping[str, Expression]
    properties: Mapping[str, Expression]
    """Conditions of the `always` lines, by their text."""
    terms: Mapping[str, CompiledTerm]
    triggers: Triggers
    ends: frozenset[str]
    referrals: Mapping[str, CompiledReferral]
    money: frozenset[tuple[str, str]]
    """(act, field) pairs whose value is kept in fen; the cover's stand under act `case`."""

    @property
    def folder(self) -> str:
        """The folder of the text: its templates and examples lie there."""
        return str(Path(self.path).parent)

    def branch(self, act: str, outcome: str | None = None) -> Branch | None:
        """The branch of an act, or None; acts without outcomes have the single outcome None."""
        return self.branches.get(act, {}).get(outcome)

    @cached_property
    def items(self) -> Mapping[str, str]:
        """The facts of the cover that name an item of a register, with the register."""
        return {name: str(spec.of) for name, spec in self.item_fields.items()}

    @cached_property
    def item_fields(self) -> Mapping[str, FormField]:
        """The facts of the cover that name an item of a register."""
        return {name: spec for name, spec in self.text.case.items() if spec.type == "item"}

    @cached_property
    def case_fields(self) -> Mapping[str, FormField]:
        """The facts of the cover that name a case of some family."""
        return cases_among(self.text.case)

    @cached_property
    def asked_of(self) -> frozenset[str]:
        """The families of whose cases its verdicts ask by a key: the registers of items it names, and its look-ups but for those of a party."""
        fields = [
            self.text.case,
            *(b.fields for outcomes in self.branches.values() for b in outcomes.values()),
        ]
        specs = [spec for each in fields for spec in each.values()]
        found = {f"register.{spec.of}" for spec in specs if spec.type == "item"}
        for lookup in self.text.lookups.values():
            if lookup.standing is not None:
                found.add(f"register.{lookup.standing}")
            if lookup.named is not None:
                found.add(lookup.named.partition("/")[0])
        return frozenset(found)

    @cached_property
    def apart(self) -> Mapping[str, tuple[tuple[str, Any, str], ...]]:
        """For each role, the roles it excludes (name, title, ground), read both ways: whoever may never also be X, X may never also be.

        A role that only a linked procedure has is named after itself.
        """
        return {role: tuple(self._apart(role, spec)) for role, spec in self.roles.items()}

    def _apart(self, role: str, spec: Role) -> Iterator[tuple[str, Any, str]]:
        for other in spec.never_also:
            theirs = self.roles.get(other)
            yield (
                other,
                theirs.title if theirs else Text(other, other),
                theirs.ground if theirs else spec.ground,
            )
        for other, theirs in self.roles.items():
            if role in theirs.never_also and other not in spec.never_also:
                yield other, theirs.title, theirs.ground


@dataclass(frozen=True, slots=True)
class CompiledReferral:
    """A matter for another office: from when on, under which families, and what goes with it."""

    name: str
    title: Text
    ground: str
    to: tuple[str, ...]
    when: Expression
    carry: Mapping[str, Expression]
    shows: tuple[tuple[str, str], ...]
    """(act, field) pairs that whoever takes it up may read."""
    parties: Mapping[str, str]
    """Roles of the new case -> roles of this one whose parties go along."""
    taken: str
    returned: str | None


@dataclass(frozen=True, slots=True)
class World:
    """What a verdict needs beside the case: local values, look-ups, substantive law."""

    params: Mapping[str, Any] = field(default_factory=dict)
    lookups: Mapping[str, Any] = field(default_factory=dict)
    substance: Substance | None = None
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Who acted in which role in linked cases: separation of roles reaches across the chain."""
    entries: Mapping[int, str] = field(default_factory=dict)
    """The entries that stand, by number, with their acts; fetched where the form can name one."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An act someone wants to perform, or an event that came in.

    `by` maps a role to the people acting in it, each of whom confirmed; `at` is the legal time
    (aware); `form` holds raw values; `party` the key of the party concerned; `joined` a party that
    enters by this act (key, kind and other public facts; its name lies in the vault).
    """

    act: str
    at: datetime
    by: Mapping[str, tuple[Actor, ...]] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    party: str | None = None
    joined: Mapping[str, Any] | None = None


class Verdict(NamedTuple):
    """The answer: accepted with the entry to append, or every reason against, with its article."""

    accepted: bool
    reasons: tuple[Reason, ...]
    branch: Branch | None = None
    entry: dict[str, Any] | None = None
