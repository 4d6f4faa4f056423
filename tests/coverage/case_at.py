"""One case of the office, with the verbs of whoever works on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from street import moment
from yifa.docket.door import Command, Receipt, perform
from yifa.docket.models import Act, Case
from yifa.docket.officers import actor_now
from yifa.docket.reading import lawful_now, state_by_id
from yifa.docket.store import CaseRow
from yifa.errors import Refused
from yifa.people.parties import Identity, kind_of, prepare, save
from yifa.people.sample import PEOPLE
from yifa.people.scopes import scope_for
from yifa.procedures import Actor, Branch, Procedure, World, fills, roles_of
from yifa.procedures.schema import FormField

if TYPE_CHECKING:
    from .office import Office

NAMES = [person.key for person in PEOPLE]
POSTS = {person.key: frozenset(person.posts) for person in PEOPLE}


def holders(posts: Iterable[str]) -> list[str]:
    """Who of the sample street holds one of these kinds of post."""
    wanted_posts = set(posts)
    return [name for name in NAMES if wanted_posts & POSTS[name]]


def wanted(name: str, spec: FormField, told: Mapping[str, Any]) -> bool:
    """Whether a form needs this field and it is not told yet."""
    return spec.required and spec.when is None and spec.computed is None and name not in told


@dataclass
class CaseAt:
    """One case of the office."""

    office: Office
    id: int

    @property
    def row(self) -> CaseRow:
        """Its row as it stands."""
        return dict(Case.objects.filter(pk=self.id).values().get())

    @property
    def procedure(self) -> Procedure:
        """The text it runs under."""
        return state_by_id(self.id)[0]

    @property
    def state(self) -> dict[str, Any]:
        """Its state, folded from its docket."""
        return state_by_id(self.id)[1]

    @property
    def stage(self) -> str:
        """The stage or end it is in."""
        return str(self.state["stage"])

    @property
    def number(self) -> str:
        """Its number."""
        return str(Case.objects.get(pk=self.id).number)

    def act(self, name: str, /, by: Any = None, party: str | None = None, at: str | None = None, **form: Any) -> Receipt:
        """Do an act (or record an event). `by`: a name, or role to names; found where it is not said."""
        procedure = self.procedure
        now = moment(at) if at else self.office.tick()
        branch = procedure.branch(name, form.get("outcome"))
        assert branch is not None, f"{procedure.family} has no act {name}" + (f".{form['outcome']}" if "outcome" in form else "")
        fields = branch.fields
        told = {k: self.office.value(fields[k], v) if k in fields else v for k, v in form.items()}
        told |= {k: self.office.plain(spec) for k, spec in fields.items() if wanted(k, spec, told)}
        told = {k: v for k, v in told.items() if v is not None}
        people = self._by(procedure, branch, by)
        officer = next((n for n in [*(n for names in people.values() for n in names), "liu", *NAMES] if self._reaches(n)), "liu")
        ids = {role: [self.office.id(n) for n in names] for role, names in people.items()}
        return perform(self.id, Command(name, ids, told, at=now, party=party, paper="示例"), self.office.id(officer))

    def join(self, name: str, /, role: str, who: str, **form: Any) -> bool:
        """Record an event (or do an act) by which a party enters; whether it counts."""
        procedure = self.procedure
        kind = procedure.text.parties[role].kinds[0]
        made = prepare(Identity(kind_of(kind), f"{who}（示例）"))
        with connection.cursor() as cursor:
            save(cursor, [made])
        party = {"role": role, "key": f"{role}{len(self.state['parties'].get(role, ())) + 1}", "kind": kind, "party_id": str(made.party.pk)}
        branch = procedure.branch(name, None)
        assert branch is not None, f"{procedure.family} has no act {name}"
        people = self._by(procedure, branch, None)
        ids = {each: [self.office.id(n) for n in names] for each, names in people.items()}
        officer = next((n for names in people.values() for n in names), "liu")
        return perform(self.id, Command(name, ids, form, at=self.office.tick(), joined=party, paper="示例"), self.office.id(officer)).valid

    def refused(self, name: str, /, **words: Any) -> str:
        """The reasons for which an act is refused, with their articles; it must be."""
        try:
            self.act(name, **words)
        except Refused as told:
            return "；".join(f"{reason.text.zh}[{reason.ground}]" for reason in told.reasons)
        raise AssertionError(f"{name} was not refused")

    def _by(self, procedure: Procedure, branch: Branch, by: Any) -> dict[str, list[str]]:
        if isinstance(by, Mapping):
            return {role: [names] if isinstance(names, str) else list(names) for role, names in by.items()}
        found: dict[str, list[str]] = {}
        roles = roles_of(procedure, branch) if branch.kind == "act" else []
        if by is not None and roles:
            found[next((r for r in roles if self._fills(procedure, r, by)), roles[0])] = [by]
        elif roles:
            choices = [(role, self._people(procedure, role, ())) for role in roles]
            role, names = next(((r, n) for r, n in choices if len(n) >= procedure.roles[r].at_least), choices[0])
            found[role] = names[: procedure.roles[role].at_least]
        if branch.approve:
            taken = [n for names in found.values() for n in names]
            found[branch.approve] = self._people(procedure, branch.approve, taken)[:1]
        return found

    def _people(self, procedure: Procedure, role: str, taken: Any) -> list[str]:
        """Who may fill a role of this case and reach it; then who may fill it."""
        able = [n for n in holders(procedure.roles[role].posts) if n not in taken and self._fills(procedure, role, n)]
        return sorted(able, key=lambda n: not self._reaches(n))

    def _fills(self, procedure: Procedure, role: str, name: str) -> bool:
        actor = actor_now(self.office.id(name))
        return fills(procedure, role, Actor(str(actor.id), actor.post_kinds, actor.certificates), self.state, World())

    def _reaches(self, name: str) -> bool:
        return scope_for(actor_now(self.office.id(name)), "act").allows(self.row)

    def due(self, term: str) -> str:
        """The day a running term ends."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT due FROM docket_termspan WHERE case_id = %s AND name = %s AND status = 'running'", [self.id, term])
            row = cursor.fetchone()
        assert row is not None, f"{term} does not run"
        return str(row[0])

    @property
    def cover(self) -> dict[str, Any]:
        """What is public of its cover."""
        found: dict[str, Any] = self.entries("open")[0]["case"]
        return found

    def entries(self, act: str) -> list[dict[str, Any]]:
        """Every entry of an act; its form holds what is public."""
        return [json.loads(text) for text in Act.objects.filter(case_id=self.id, act=act).order_by("seq").values_list("entry", flat=True)]

    def said(self, act: str) -> dict[str, Any]:
        """The form of the latest entry of an act."""
        found: dict[str, Any] = self.entries(act)[-1]["form"]
        return found

    def lawful(self) -> set[str]:
        """Which acts the law allows now, apart from who does them."""
        return {option.branch.act for option in lawful_now(self.row) if not option.reasons}

    def children(self, family: str) -> list[CaseAt]:
        """Cases opened from this one."""
        return [CaseAt(self.office, pk) for pk in Case.objects.filter(parent_id=self.id, procedure=family).order_by("pk").values_list("pk", flat=True)]

    def page(self, as_: str = "liu") -> str:
        """Its page as an officer sees it."""
        return self.office.page("case", as_, case_id=self.id)
