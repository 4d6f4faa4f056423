"""The office in which a row is shown: short verbs over the real door, registers, figures, pages and commands.

The clock stands on the morning of 2 March 2026 and moves a minute with every act; `office.day` moves it on. Whoever may lawfully act
is found in the sample street unless `by` says who; what a form requires and a test does not care about is filled in with 示例.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.urls import reverse

from street import RECORDING, Sample, moment
from yifa import clock
from yifa.deadlines.watch import list_terms
from yifa.docket.cases import open_case
from yifa.docket.models import Case
from yifa.docket.officers import ACTORS, actor_now
from yifa.docket.opening import Cover, PartyIn
from yifa.docket.world import the_law
from yifa.errors import Forbidden, Refused
from yifa.indicators import figures, segments
from yifa.indicators.composing import Composer
from yifa.indicators.compute import Engine, Question
from yifa.indicators.compute import wanted as wanted_of
from yifa.people.models import Officer, Party, ViewLog
from yifa.people.parties import Identity, NumberKind, Prepared, kind_of, prepare, save
from yifa.people.scopes import post_for, scope_for
from yifa.procedures import START, Procedure, roles_of
from yifa.procedures.schema import FormField
from yifa.registers.comparing import Difference, compare
from yifa.registers.keeping import enter
from yifa.registers.reading import items
from yifa.server.cli import yifa

from .case_at import NAMES, CaseAt, holders, wanted
from .playing import play

BEGIN = "2026-03-02 09:00"


@dataclass
class Office:
    """The sample street at work."""

    sample: Sample
    stack: ExitStack
    clients: dict[str, Client] = field(default_factory=dict)
    known: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Parties (record, identity) by the name a test gave them: the same name is the same party in every case; 示例#1 has a number, too; organisation:示例 is of that kind."""

    def __post_init__(self) -> None:
        """The law of the installation, and the first morning."""
        self.law = the_law()
        self.day(BEGIN)

    # --- time and people

    def day(self, text: str) -> None:
        """Go to a day (nine in the morning) or a moment."""
        self.stack.enter_context(clock.at(moment(text if len(text) > 10 else f"{text} 09:00")))

    def moment(self, text: str) -> datetime:
        """A moment in official time."""
        return moment(text)

    def tick(self) -> datetime:
        """A minute later: the moment of the next act."""
        self.stack.enter_context(clock.at(clock.now() + timedelta(minutes=1)))
        return clock.now()

    def id(self, name: str) -> int:
        """An officer's id."""
        return self.sample.id(name)

    def who(self, name: str) -> str:
        """How a form names an officer."""
        return str(self.id(name))

    @property
    def communities(self) -> tuple[str, ...]:
        """The paths of the communities."""
        return self.sample.street.communities

    # --- cases

    def open(self, family: str, /, by: str | None = None, parties: Mapping[str, Any] | None = None, where: Mapping[str, Any] | None = None, **facts: Any) -> CaseAt:
        """A new case, its cover filled in; `parties` maps a role to a number or to names, `where` sets other words of the cover."""
        at = self.tick()
        procedure = self.law.in_force(family, at.date())
        opener = by or self._opener(procedure)
        post = post_for(actor_now(self.id(opener)), "open", family)
        told = {name: self.value(procedure.text.case[name], value) if name in procedure.text.case else value for name, value in facts.items()}
        told |= {name: self.plain(spec) for name, spec in procedure.text.case.items() if wanted(name, spec, told)}
        people, identities = self._parties(procedure, parties or {})
        cover = Cover(**{
            "procedure": family, "body_id": post.body_id, "division": post.division, "locality": self.law.locality_of(post.division), "facts": told,
            "parties": people, "office_id": post.office_id, "capacity": procedure.text.capacity.any_of[0], "opened_at": at,
            "field": self.law.field_of(told.get("violation")) or "城管", **(where or {}),
        })  # fmt: skip
        return CaseAt(self, open_case(cover, None, self.id(opener), identities).case_id)

    def play(self, family: str, example: str, until: str | None = None) -> CaseAt:
        """A case that went as an example of the law folder goes, up to an act; on the days of the example."""
        return play(self, family, example, until)

    def not_opened(self, family: str, /, **words: Any) -> str:
        """The reasons for which a case is not opened; it must not be."""
        try:
            self.open(family, **words)
        except Refused as told:
            return "；".join(f"{reason.text.zh}[{reason.ground}]" for reason in told.reasons)
        raise AssertionError(f"{family} was opened")

    def _opener(self, procedure: Procedure) -> str:
        """Who may open it and do its first act, else who may open it."""
        first = [b for bs in procedure.branches.values() for b in bs.values() if b.stages and START in b.stages]
        posts = {post for b in first for role in roles_of(procedure, b) for post in procedure.roles[role].posts}
        found = next((name for name in [*holders(posts), *NAMES] if self._may_open(name, procedure.family)), None)
        assert found, f"nobody of the sample street may open {procedure.family}"
        return found

    def _may_open(self, name: str, family: str) -> bool:
        try:
            return bool(post_for(actor_now(self.id(name)), "open", family))
        except Forbidden:
            return False

    def _parties(self, procedure: Procedure, given: Mapping[str, Any]) -> tuple[list[PartyIn], list[Prepared]]:
        people, identities = [], []
        for role, spec in procedure.text.parties.items():
            names = given.get(role, spec.at_least)
            for place, written in enumerate([f"{spec.title.zh}{n + 1}" for n in range(names)] if isinstance(names, int) else names):
                kind, _, named = written.rpartition(":")
                kind, (name, _, number) = kind or spec.kinds[0], named.partition("#")
                known = self.known.get(written)
                if known is None:
                    sort = NumberKind.OTHER if number else NumberKind.NONE
                    made = prepare(Identity(kind_of(kind), f"{name}（示例）", number, sort, address="示例路1号", phone="13800000000"))
                    identities.append(made)
                    known = (str(made.party.pk), made.party.identity_key)
                    if not isinstance(names, int):
                        self.known[written] = known
                people.append(PartyIn(role, f"{role}{place + 1}", kind, identity=known[1], party_id=known[0]))
        return people, identities

    def identified(self, name: str, number: str) -> None:
        """A party whose identity number is on record: the same person in every case, found by the number."""
        made = prepare(Identity(Party.Kind.PERSON, f"{name}（示例）", number, NumberKind.RESIDENT_ID))
        with connection.cursor() as cursor:
            save(cursor, [made])
        self.known[name] = (str(made.party.pk), made.party.identity_key)

    def find(self, family: str) -> list[CaseAt]:
        """Every case of a family, in the order of opening."""
        return [CaseAt(self, pk) for pk in Case.objects.filter(procedure=family).order_by("pk").values_list("pk", flat=True)]

    def value(self, spec: FormField, value: Any) -> Any:
        """People by user name, offices by key, cases as such, files as `film`."""
        if isinstance(value, list):
            return [self.value(spec, each) for each in value]
        if isinstance(value, CaseAt):
            return value.id
        if spec.type in ("officer", "people") and value in NAMES:
            return self.who(value)
        if spec.type == "unit" and value in self.sample.street.cast["offices"]:
            return str(self.sample.street.cast["offices"][value].pk)
        return RECORDING if value == "film" else value

    def plain(self, spec: FormField) -> Any:
        """What is written where the test does not care."""
        if spec.type in ("choice", "choices") and spec.of and not isinstance(spec.of, str):
            first = next(iter(spec.of))
            return first if spec.type == "choice" else [first]
        known = {
            "text": "示例", "code": "示例-1", "date": clock.today().isoformat(), "datetime": clock.now().isoformat(timespec="minutes"), "yes": "yes",
            "number": max(1, int(spec.min or 1)), "decimal": "1", "money": max(1, int(spec.min or 1)), "files": [RECORDING], "officer": self.who("luo"),
            "people": [self.who("luo")], "unit": str(self.sample.street.cast["offices"]["general"].pk), "place": self.sample.street.communities[0],
        }  # fmt: skip
        return known.get(spec.type)

    # --- registers

    def enter(self, register: str, key: str, /, by: str | None = None, **values: Any) -> CaseAt:
        """An item entered in a register by whoever keeps it."""
        kept = self.law.registers[register]
        keeper = by or next(n for n in holders(kept.text.kept_by) if self._may_open(n, kept.family))
        told = {name: self.value(kept.text.fields[name], value) if name in kept.text.fields else value for name, value in values.items()}
        told |= {name: self.plain(spec) for name, spec in kept.text.fields.items() if wanted(name, spec, told)}
        return CaseAt(self, enter(self.law, kept, actor_now(self.id(keeper)), key, told, self.tick()).case_id)

    def not_entered(self, register: str, key: str, /, **values: Any) -> str:
        """The reasons for which an item is not entered; it must not be."""
        try:
            self.enter(register, key, **values)
        except Refused as told:
            return "；".join(f"{reason.text.zh}[{reason.ground}]" for reason in told.reasons)
        raise AssertionError(f"{key} was entered")

    def listed(self, register: str, on: str | None = None) -> dict[str, Mapping[str, Any]]:
        """What stands in a register on a day: key to values."""
        return {item.key: item.values for item in items(self.law.registers[register], date.fromisoformat(on) if on else None)}

    def compared(self, register: str, then: str, now: str) -> Difference:
        """Two days of a register."""
        kept = self.law.registers[register]
        return compare(items(kept, date.fromisoformat(then)), items(kept, date.fromisoformat(now)))

    # --- figures, terms, pages, commands

    def figure(self, indicator: str, year: int = 2026, first: str | None = None, last: str | None = None, division: str | None = None) -> Any:
        """A figure of a year, or of the days from `first` to `last`, perhaps of one division."""
        question = Question(date.fromisoformat(first or f"{year}-01-01"), date.fromisoformat(last or f"{year}-12-31"), division=division)
        known = figures.load_indicators(self.law)
        assert indicator in known, f"no indicator {indicator}"
        segments.export(wanted_of(known.values()))
        return Composer(Engine(self.law, None), known, question, [indicator], ids=False).value(indicator)

    def terms(self, kind: str, as_: str = "liu") -> list[str]:
        """Terms that are overdue, near, of others: as `family/term`, within what an officer sees."""
        found = list_terms(scope_for(actor_now(self.id(as_)), "see"), kind)  # type: ignore[arg-type]
        return [f"{self.law.version(each.version).family}/{each.term}" for each in found]

    def client(self, as_: str) -> Client:
        """An officer's browser; nobody's for an empty name."""
        if as_ not in self.clients:
            self.clients[as_] = Client()
            if as_:
                self.clients[as_].force_login(Officer.objects.get(username=as_), backend="django.contrib.auth.backends.ModelBackend")
        return self.clients[as_]

    def page(self, name: str, /, as_: str = "liu", query: Mapping[str, Any] | None = None, **words: Any) -> str:
        """The text of a page, which must be there."""
        answer = self.client(as_).get(reverse(name, kwargs=words or None), query or {})
        assert answer.status_code == 200, f"{name}: {answer.status_code}"
        return str(answer.content.decode() if "text" in answer["Content-Type"] else answer.content)

    def post(self, name: str, data: Mapping[str, Any], /, as_: str = "liu", **words: Any) -> Any:
        """What a page answers to a form."""
        return self.client(as_).post(reverse(name, kwargs=words or None), data)

    def views(self, why: str) -> int:
        """How many looks at sealed facts were logged with this reason."""
        return ViewLog.objects.filter(why=why).count()

    def command(self, *words: str) -> Any:
        """What `yifa` prints; with --json as data."""
        done = CliRunner().invoke(yifa, list(words), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout) if "--json" in words else done.stdout


def offices(sample: Sample) -> Iterator[Office]:
    """An office whose clock is put back afterwards."""
    ACTORS.lives.clear()
    with ExitStack() as stack:
        yield Office(sample, stack)
