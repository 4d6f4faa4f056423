"""What a condition may see: the case's state, the form, local values, look-ups, the day.

Every access that finds nothing raises `MissingFact`, so that a rule asking for a fact that is not
there yet is unmet, never assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from .expressions import MissingFact, MissingLookup, MissingParam, holds
from .lots import commitment_of, drawn
from .model import Procedure, World
from .reckoning import backward

__all__ = ["Env", "Form", "MissingFact", "holds"]

State = dict[str, Any]


class Form(dict[str, Any]):
    """The fields of an act: asking for one that is not filled in raises `MissingFact`."""

    before: Mapping[str, Any] = MappingProxyType({})
    """Of an act that amends another: what stands, where a field is left empty."""

    def __missing__(self, key: str) -> Any:
        """Nothing is assumed of a field left empty that does not stand already."""
        if key in self.before:
            return self.before[key]
        raise MissingFact(f"form.{key}")


class _NoLaw(dict[str, Any]):
    """Where no substantive law is at hand, none of its questions is answered."""

    def __missing__(self, key: str) -> Any:
        """Nothing is assumed of it."""
        raise MissingFact(f"law.{key}")


NO_LAW = _NoLaw()


class Env:
    """The names of one condition, bound to one case at one moment.

    `at` is the legal time as an ISO string in official time; ISO strings of one zone compare as the
    moments they name, which spares parsing on the hot path.
    """

    __slots__ = (
        "_facts",
        "_money",
        "act",
        "at",
        "calendar",
        "circumstances",
        "cover",
        "day",
        "form",
        "form_read",
        "imposed",
        "law",
        "matter",
        "party",
        "procedure",
        "standing",
        "state",
        "steady",
        "world",
    )

    matter: Any
    circumstances: Any
    imposed: Any

    def __init__(
        self, procedure: Procedure, state: State, world: World, at: str,
        form: dict[str, Any] | None = None, act: str = "", calendar: Any = None, party: str | None = None, *,
        steady: bool = False,
    ) -> None:  # fmt: skip
        self.procedure, self.state, self.world = procedure, state, world
        # What compiled conditions read most, without a call: the acts that stand, the cover, the questions of law.
        self.standing, self.cover = state["done"], state["case"]
        self.law = world.substance.questions if world.substance is not None else NO_LAW
        self.at, self.day, self.act, self.calendar = at, at[:10], act, calendar
        self.form = Form(form or {})
        self.party = party
        # While a verdict is made the case does not change, so a named fact is worked out once; so is what substantive
        # law keeps: what turns on the case at once (`matter`), what turns on the form when all of it is read.
        self.steady, self.form_read = steady, False
        self._facts: dict[str, bool] = {}
        self.matter = self.circumstances = self.imposed = None
        self._money = procedure.money

    def of_act(self, act: str, attr: str) -> Any:
        """A public fact of the latest entry of `act`; money in yuan."""
        entry = self.standing.get(act)
        if entry is None:
            if attr == "count":
                return 0
            raise MissingFact(f"{act}.{attr}")
        form = entry["form"]
        if attr in form:
            return form[attr] / 100 if (act, attr) in self._money else form[attr]
        if attr == "count":
            return entry["n"]
        if attr in ("at", "date"):
            return entry["at"] if attr == "at" else entry["at"][:10]
        raise MissingFact(f"{act}.{attr}")

    def of_form(self, attr: str) -> Any:
        """A field of the act being judged; money in yuan."""
        value = self.form[attr]
        return value / 100 if (self.act, attr) in self._money else value

    def of_case(self, attr: str) -> Any:
        """A fact of the cover; money in yuan."""
        if attr not in self.cover:
            raise MissingFact(f"case.{attr}")
        value = self.cover[attr]
        return value / 100 if ("case", attr) in self._money else value

    def of_this(self, attr: str) -> Any:
        """The legal date, time (hour 0–23, official time) and party of the act being judged; whether it is a day off."""
        if attr == "hour":
            return int(self.at[11:13])
        if attr == "holiday":
            return not self.calendar.is_workday(date.fromisoformat(self.day))
        return self.day if attr == "date" else self.at if attr == "at" else self.party

    def of_param(self, name: str) -> Any:
        """A local value."""
        if name not in self.world.params:
            raise MissingParam(name)
        return self.world.params[name]

    def of_lookup(self, name: str) -> Any:
        """A count over other dockets, fetched before the verdict."""
        if name not in self.world.lookups:
            raise MissingLookup(name)
        return self.world.lookups[name]

    def fact_named(self, name: str) -> bool:
        """A named condition of the procedure; it reads no form."""
        if not self.steady:
            return bool(self.procedure.facts[name].run(self))
        known = self._facts.get(name)
        if known is None:
            known = self._facts[name] = bool(self.procedure.facts[name].run(self))
        return known

    def of_documents(self, document: str, attr: str) -> Any:
        """Whether a document was issued, and served on everyone it is due to."""
        record = self.state["docs"].get(document)
        if attr == "issued":
            return record is not None
        if record is None:
            if attr == "served":
                return False
            raise MissingFact(f"{document}.{attr}")
        if attr == "number":
            if not record.get("number"):
                raise MissingFact(f"{document}.{attr}")
            return record["number"]
        served, due = record["served"], record["due"] or [""]
        if attr == "served":
            # Written out: a generator costs more than the few parties it runs over.
            for key in due:  # noqa: SIM110
                if key not in served or served[key] is None or served[key] > self.day:
                    return False
            return True
        days = [served.get(key) for key in due]
        if None in days:
            raise MissingFact(f"{document}.{attr}")
        return max(days)

    def of_terms(self, term: str, attr: str) -> Any:
        """The state of a term on the day; all of its parties taken together."""
        known = self.state["terms"].get(term)
        if known and len(known) == 1 and attr in ("met", "lapsed"):  # most often: one party, one term
            for span in known.values():
                standing = span["st"]
                if attr == "met" or standing not in ("met", "running"):
                    return attr == standing
                return self.passed(span) if standing == "running" else "deemed" in span
        spans = [s for s in known.values() if s["st"] != "fallen"] if known else None
        if not spans:
            if attr == "due":
                raise MissingFact(f"{term}.due")
            return False
        if attr == "lapsed":
            return self._lapsed(spans)
        if attr == "met":
            return all(span["st"] == "met" for span in spans)
        if attr == "started":
            return True
        if attr == "paused":
            return any(span["st"] == "paused" for span in spans)
        if attr == "due":
            dues = [span["due"] for span in spans if span["due"]]
            if not dues:
                raise MissingFact(f"{term}.due")
            return max(dues)
        running = [span for span in spans if span["st"] == "running" and not self.passed(span)]
        mine = self.state["terms"].get(term, {}).get(self.party or "")
        return mine in running if mine is not None else bool(running)

    def _lapsed(self, spans: list[dict[str, Any]]) -> bool:
        """Every span is met or has run out, and at least one has run out (silence took effect, or nothing came)."""
        out = False
        for span in spans:
            out = out or "deemed" in span
            standing = span["st"]
            if standing == "paused":
                return False
            if standing == "running":
                if not self.passed(span):
                    return False
                out = True
        return out

    def over(self, term: str) -> bool:
        """Whether a term is met or has lapsed: nothing more is to be waited for."""
        known = self.state["terms"].get(term)
        if known and len(known) == 1:  # most often: one party, one term
            (span,) = known.values()
            if span["st"] == "running" and (due := span["due"]) is not None:
                over: bool = (self.at if len(due) > 10 else self.day) > due
                return over
        return bool(self.of_terms(term, "met") or self.of_terms(term, "lapsed"))

    def passed(self, span: dict[str, Any]) -> bool:
        """Whether the last lawful day (or moment) of a span lies behind."""
        due: str | None = span["due"]
        return due is not None and (self.at if len(due) > 10 else self.day) > due

    def of_tracks(self, track: str, attr: str) -> bool:
        """Whether a parallel preparation is done, or was excused with a reason."""
        if attr == "excused":
            return track in self.state["excused"]
        return self.procedure.text.tracks[track].done in self.state["done"]

    def of_links(self, link: str, attr: str) -> Any:
        """The linked case: opened, ended, and in which end."""
        cases = self.state["links"].get(link, {})
        if attr == "count":
            return len(cases)
        if attr == "opened":
            return bool(cases)
        if attr == "ended":
            return bool(cases) and all(case["end"] for case in cases.values())
        if not cases or not list(cases.values())[-1]["end"]:
            raise MissingFact(f"{link}.end")
        return list(cases.values())[-1]["end"]

    def of_parties(self, role: str, attr: str) -> Any:
        """The parties of a role: how many, of what kind, whether a minor is among them, whether it is on record who each is."""
        parties = self.state["parties"].get(role, [])
        if attr == "identified":
            for party in parties:
                if not party.get("party_id") and not party.get("identity"):
                    return False
            return bool(parties)
        if attr == "count":
            return len(parties)
        if attr == "minor":
            return any(party.get("minor") for party in parties)
        if attr == "all_served":
            return all(self.of_documents(d, "served") for d, spec in self.procedure.text.documents.items()
                       if (spec.to or "").endswith(role) and d in self.state["docs"])  # fmt: skip
        if not parties:
            raise MissingFact(f"{role}.{attr}")
        return parties[0]["kind"]

    def since(self, act: str, later: tuple[str, ...]) -> bool:
        """Whether `act` was last done after the latest of `later` that was done at all."""
        done = self.standing
        if act not in done:
            return False
        mine = done[act]
        for other in later:
            theirs = done.get(other)
            if theirs is not None and (mine["at"], mine["seq"]) <= (theirs["at"], theirs["seq"]):
                return False
        return True

    def latest(self, term: str, day: str) -> str:
        """The last lawful day, counted backward from `day`, to have done what `term` asks."""
        return backward(self.procedure.terms[term], day, self)

    def within(self, some: Any, all_: Any) -> bool:
        """Whether every item of one list stands in another."""
        return set(some) <= set(all_)

    def given(self, fields: tuple[str, ...]) -> bool:
        """Whether one at least of these fields of the form is filled in (or stands already, where the act amends another)."""
        form = self.form
        return any(name in form or name in form.before for name in fields)

    def size(self, some: Any) -> int:
        """How many items a list has."""
        return len(some)

    def sha256(self, text: str) -> str:
        """SHA-256 of a text (UTF-8), in lower-case hexadecimal."""
        return commitment_of(text)

    def drawn(self, seed: str, size: int, without: Any, count: int) -> list[int]:
        """The first `count` places of a list of `size`, but for those without, in the order of the draw."""
        return drawn(seed, size, without, count)

    def days(self, first: str, last: str) -> int:
        """Natural days from one date to another, both included; none if the last lies before the first."""
        return max(0, (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days + 1)

    def hours(self, first: str, last: str) -> int:
        """Hours from one moment to another, a begun hour counted whole; none if the last lies before the first."""
        passed = datetime.fromisoformat(last) - datetime.fromisoformat(first)
        return max(0, -(-int(passed.total_seconds()) // 3600))

    def total(self, act: str, attr: str) -> Any:
        """The sum of a number or amount over all entries of `act` in force; money in yuan."""
        amount = self.state["done"].get(act, {}).get("sum", {}).get(attr, 0)
        return amount / 100 if (act, attr) in self._money else amount
