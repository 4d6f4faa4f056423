"""Examples run as tests: a case a lawyer can read, step by step, with what must be refused and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from yifa.clock import ZONE
from yifa.errors import BadInput, LawError, Text
from yifa.statutes import Document, read_yaml

from .correcting import read_correction
from .env import Env
from .fold import fold, needs_history, opening, refold
from .judge import judge, options
from .law import Law
from .model import Actor, Attempt, Procedure, Verdict, World
from .newlaw import NEW_LAW
from .standing import standing_entries

__all__ = ["Cast", "ExampleRun", "examples_of", "run_example"]

STEP_WORDS = {
    "act",
    "event",
    "irregular",
    "check",
    "at",
    "by",
    "form",
    "party",
    "refused",
    "valid",
    "reason",
    "joins",
    "link",
    "end",
    "lookups",
    "params",
    "note",
}
TOP_WORDS = {
    "example",
    "locality",
    "field",
    "case",
    "parties",
    "acts",
    "expect",
    "lookups",
    "params",
    "version",
    "note",
    "marks",
}


def articles(ground: str) -> set[str]:
    """The articles of a citation, one by one: `行政处罚法/44,62` -> {行政处罚法/44, 行政处罚法/62}."""
    found: set[str] = set()
    for part in re.split(r"[;；]\s*", ground):
        statute, _, numbers = part.strip().partition("/")
        found |= {f"{statute}/{number.strip()}" for number in numbers.split(",")} if numbers else {statute}
    return found - {""}


class Cast:
    """The officers of `law/procedures/cast.yaml`, as the engine sees them on a day."""

    def __init__(self, path: Path) -> None:
        self.officers: dict[str, Any] = read_yaml(path).data["officers"]

    def actor(self, name: str, on: date) -> Actor:
        """One officer with the certificates valid on that day. Raises `KeyError` for a stranger."""
        officer = self.officers[name]
        valid = [
            c["kind"]
            for c in officer.get("certificates", ())
            if c["from"] <= on and (c.get("to") is None or on <= c["to"])
        ]
        return Actor(name, frozenset(officer["posts"]), frozenset(valid))


@dataclass
class ExampleRun:
    """The result of one example: what failed, each line with its place in the file, and the docket it made.

    The docket begins with its opening; forms hold every value in clear, as nobody in an example is real.
    """

    path: Path
    title: str
    failures: list[str]
    docket: list[dict[str, Any]]


def examples_of(procedure: Procedure) -> Iterator[Path]:
    """The example files of a version of a procedure: those whose first act was done while it was in force."""
    force = procedure.text.in_force
    for path in sorted(Path(procedure.folder).glob("examples/*.yaml")):
        day = _first_day(path, path.stat().st_mtime_ns)
        if force.from_ <= day and (force.to is None or day < force.to):
            yield path


@lru_cache(maxsize=4096)
def _first_day(path: Path, changed: int) -> date:
    """The day of the first act of an example; the file is read again when it has changed."""
    document = read_yaml(path)
    first = next((step["at"] for step in document.data["acts"] if "at" in step), None)
    if first is None:
        text = Text("示例没有写明日期。", "The example names no day.")
        raise LawError("examples.day", text, where=document.where("acts"), expected="at: 2023-05-04 10:00")
    return _moment(first).date()


def run_example(path: Path, procedure: Procedure, law: Law, cast: Cast) -> ExampleRun:
    """Run one example against `procedure` (which may be a mutant). Raises `LawError` for a malformed file."""
    document = read_yaml(path)
    _words(document, document.data, TOP_WORDS, ())
    runner = _Runner(document, procedure, law, cast)
    for place, step in enumerate(document.data["acts"]):
        _words(document, step, STEP_WORDS, ("acts", place))
        runner.step(step, place)
    runner.expect(document.data.get("expect") or {})
    title = document.data["example"]
    first = {
        "act": "open",
        "seq": 0,
        "at": runner.docket[0]["at"] if runner.docket else "",
        "case": runner.cover,
        "parties": runner.parties,
    }
    docket = [first, *runner.docket]
    return ExampleRun(path, title["zh"] if isinstance(title, dict) else str(title), runner.failures, docket)


def _words(document: Document, data: Mapping[str, Any], known: set[str], path: tuple[Any, ...]) -> None:
    for word in data:
        if word not in known:
            text = Text(f"不认识的项“{word}”。", f"Unknown word '{word}'.")
            raise LawError(
                "examples.word", text, where=document.where(*path, word), expected=" | ".join(sorted(known))
            )


def _moment(value: Any) -> datetime:
    """A time as written in an example; a bare day means nine in the morning."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or ZONE)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, 9, tzinfo=ZONE)
    moment = datetime.fromisoformat(str(value))
    return (
        moment
        if moment.tzinfo
        else moment.replace(tzinfo=ZONE, hour=moment.hour or (9 if len(str(value)) <= 10 else 0))
    )


def _party(words: Mapping[str, Any]) -> dict[str, Any]:
    """A party of an example. Who it is stands on record, unless the example says `identity: no`."""
    known = _yes(words.get("identity", "yes"))
    return {**words, "identity": "示例" if known else ""}


def _yes(value: Any) -> bool:
    """`yes` and `no` as the law folder writes them; anything else is an error."""
    if value in (True, "yes", "true"):
        return True
    if value in (False, "no", "false"):
        return False
    raise LawError(
        "examples.yes_no",
        Text(f"“{value}”应为 yes 或 no。", f"'{value}' should be yes or no."),
        where="",
        expected="yes | no",
    )


class _Runner:
    """One example as it runs: the docket so far and what went wrong."""

    def __init__(self, document: Document, procedure: Procedure, law: Law, cast: Cast) -> None:
        data = document.data
        self.document, self.procedure, self.law, self.cast = document, procedure, law, cast
        self.first_text = procedure
        self.data = data
        self.failures: list[str] = []
        self.docket: list[dict[str, Any]] = []
        self.locality, self.field = data.get("locality", ""), data.get("field")
        self.cover = {name: self._cover_fact(name, value) for name, value in (data.get("case") or {}).items()}
        self.parties = {
            role: [_party(p) for p in people] for role, people in (data.get("parties") or {}).items()
        }
        self.state = opening(self.cover, self.parties)

    def _cover_fact(self, name: str, value: Any) -> Any:
        """A fact of the cover as the docket keeps it: money in fen, dates as text, yes and no as truth."""
        spec = self.procedure.text.case.get(name)
        if spec is not None and spec.type == "money":
            return round(value * 100)
        if spec is not None and spec.type == "yes":
            return _yes(value)
        return value.isoformat() if isinstance(value, date) else value

    def _fail(self, place: int | None, message: str) -> None:
        where = self.document.where("acts", place) if place is not None else self.document.where()
        self.failures.append(f"{where}: {message}")

    def _world(self, on: datetime, step: Mapping[str, Any]) -> World:
        params = (
            self.law.params(self.procedure, self.locality, self.field, on.date()) if self.locality else {}
        )
        params |= {**(self.data.get("params") or {}), **(step.get("params") or {})}
        lookups = {**(self.data.get("lookups") or {}), **(step.get("lookups") or {})}
        return World(
            params,
            lookups,
            self.law.substance(self.procedure, self.locality) if self.locality else None,
            entries=standing_entries(self.procedure, self.docket, on.isoformat(timespec="seconds")),
        )

    def step(self, step: Mapping[str, Any], place: int) -> None:
        """One line of the example."""
        if "check" in step:
            self._check(step["check"], place, step.get("at"))
            return
        at = _moment(step["at"])
        name = step.get("act") or step.get("event") or step.get("irregular")
        by = {
            role: tuple(self.cast.actor(n, at.date()) for n in ([who] if isinstance(who, str) else who))
            for role, who in (step.get("by") or {}).items()
        }
        if step.get("link"):
            self._linked(step, place)
        self._under_law_of_day(at)
        joins = step.get("joins")
        attempt = Attempt(
            str(name), at, by, step.get("form") or {}, step.get("party"), _party(joins) if joins else None
        )
        world = self._world(at, step)
        try:
            verdict = judge(self.procedure, self.state, attempt, world, self.law.calendar_on(at.isoformat()))
        except BadInput as problem:
            self._fail(place, str(problem))
            return
        self._settle(step, place, verdict, world)

    def _under_law_of_day(self, at: datetime) -> None:
        """Bring the case under a text that came into force while it ran and applies to it at once."""
        newer = self.law.successor(self.procedure, at.date())
        if newer is None or not self.docket:
            return
        day = datetime.combine(newer.text.in_force.from_, datetime.min.time(), ZONE).isoformat(
            timespec="seconds"
        )
        entry = {"act": "new_law", "kind": NEW_LAW, "seq": len(self.docket) + 1, "version": newer.version, "valid": True, "form": {},
                 "by": {}, "at": max(day, self.state["at"]), "recorded": at.isoformat(timespec="seconds")}  # fmt: skip
        self.procedure = newer
        self.docket.append(entry)
        fold(newer, self.state, entry, self.law.calendar_of(entry))

    def _linked(self, step: Mapping[str, Any], place: int) -> None:
        """A linked case that tells this one is of a link the procedure has, and ended in an end its procedure knows."""
        link = self.procedure.text.links.get(step["link"])
        if link is None:
            self._fail(
                place, f"there is no link {step['link']}; expected {' | '.join(self.procedure.text.links)}"
            )
        elif end := step.get("end"):
            ends = sorted({e for version in self.law.families[link.procedure] for e in version.ends})
            if end not in ends:
                self._fail(place, f"{link.procedure} has no end {end}; expected {' | '.join(ends)}")

    def _settle(self, step: Mapping[str, Any], place: int, verdict: Verdict, world: World) -> None:
        told = "; ".join(f"{r.text.zh}[{r.code} {r.ground}]" for r in verdict.reasons)
        if "refused" in step:
            wanted = [step["refused"]] if isinstance(step["refused"], str) else step["refused"]
            for one in wanted:
                if verdict.accepted or not any(
                    r.code == one or articles(str(one)) & articles(r.ground) for r in verdict.reasons
                ):
                    self._fail(place, f"expected a refusal by {one}; got {told or 'acceptance'}")
            return
        if "irregular" in step:
            if verdict.accepted or verdict.entry is None:
                self._fail(
                    place, f"expected an unlawful act, recordable as irregular; got {told or 'acceptance'}"
                )
                return
            verdict.entry["kind"] = "irregular"
        elif not verdict.accepted:
            self._fail(place, f"refused: {told}")
            return
        assert verdict.entry is not None
        if "valid" in step and _yes(step["valid"]) != verdict.entry["valid"]:
            self._fail(place, f"expected valid={step['valid']}; got {told or 'valid'}")
        self._append(verdict, step, world)

    def _append(self, verdict: Verdict, step: Mapping[str, Any], world: World) -> None:
        assert verdict.entry is not None
        calendar = self.law.calendar_on(verdict.entry["at"])
        read_correction(self.procedure, self.state, world, calendar, self.docket, verdict)
        entry = dict(verdict.entry)
        seq = len(self.docket) + 1
        entry |= {
            "seq": seq,
            "recorded": entry["at"],
            "values": dict(world.params),
            "lookups": dict(world.lookups),
        }
        branch = verdict.branch
        if branch is not None and branch.opens is not None and entry["valid"]:
            entry["opened"] = [{"link": branch.opens.link, "case": seq}]
        if step.get("link"):
            cases = self.state["links"].get(step["link"], {})
            entry["told_by"] = {"case": next(reversed(cases), ""), "end": step.get("end", "ended")}
        self.docket.append(entry)
        if needs_history(self.procedure, self.state, entry):
            first = {"case": self.cover, "parties": self.parties}
            self.state = refold(self.procedure, [first, *self.docket], self.law.calendar_of, self._text_of)
        else:
            fold(self.procedure, self.state, entry, self.law.calendar_of(entry))

    def _text_of(self, entry: Mapping[str, Any]) -> Procedure:
        """The text an entry was done under: the one tried (which may be a mutant) until a newer one took over."""
        newer = [e for e in self.docket if e["kind"] == NEW_LAW and e["seq"] <= entry["seq"]]
        return self.law.version(newer[-1]["version"]) if newer else self.first_text

    def _check(self, check: Mapping[str, Any], place: int | None, at: Any = None) -> None:
        """Compare the state with what the example says it is."""
        moment = (
            _moment(at or check.get("at")).isoformat(timespec="seconds")
            if at or check.get("at")
            else self.state["at"] or _moment(self.data["acts"][0]["at"]).isoformat(timespec="seconds")
        )
        env = Env(
            self.procedure,
            self.state,
            World(params=self.state["values"]),
            moment,
            calendar=self.law.calendar_on(moment),
        )
        for word, wanted in check.items():
            if word == "at":
                continue
            if word not in CHECKS:
                raise LawError(
                    "examples.check",
                    Text(f"不认识的检查“{word}”。", f"Unknown check '{word}'."),
                    where=self.document.where("acts", place or 0),
                    expected=" | ".join(CHECKS),
                )
            for message in CHECKS[word](self, env, wanted):
                self._fail(place, message)

    def expect(self, expect: Mapping[str, Any]) -> None:
        """The end of the example."""
        self._check(expect, None)


def _stage(run: _Runner, env: Env, wanted: str) -> Iterator[str]:
    if run.state["stage"] != wanted:
        yield f"stage is {run.state['stage']}, expected {wanted}"


def _ended(run: _Runner, env: Env, wanted: Any) -> Iterator[str]:
    if run.state["ended"] != _yes(wanted):
        yield f"ended is {run.state['ended']}, expected {wanted}"


def _due(run: _Runner, env: Env, wanted: Mapping[str, Any]) -> Iterator[str]:
    for name, day in wanted.items():
        spans = [s["due"] for s in run.state["terms"].get(name, {}).values()]
        if (str(day) if day is not None else None) not in [d[: len(str(day))] if d else None for d in spans]:
            yield f"term {name} is due {spans or 'never (not started)'}, expected {day}"


def _state_of(attr: str, expected: bool) -> Any:
    def check(run: _Runner, env: Env, wanted: list[str]) -> Iterator[str]:
        for name in wanted:
            if name not in run.procedure.terms:
                yield f"there is no term {name}"
            elif env.of_terms(name, attr) != expected:
                yield f"term {name}: {attr} is {not expected}"

    return check


def _listed(section: str, attr: str) -> Any:
    def check(run: _Runner, env: Env, wanted: list[str]) -> Iterator[str]:
        for name in wanted:
            if not env.of_documents(name, attr):
                yield f"document {name} is not {attr}"

    return check


def _lawful(run: _Runner, env: Env, wanted: list[str]) -> Iterator[str]:
    open_ = {
        option.branch.act
        for option in options(run.procedure, run.state, env.at, _here(run, env), env.calendar)
        if option.open
    }
    yield from (f"{name} is not lawful now" for name in wanted if name not in open_)


def _unlawful(run: _Runner, env: Env, wanted: Mapping[str, str]) -> Iterator[str]:
    for name, ground in wanted.items():
        found = [
            o
            for o in options(run.procedure, run.state, env.at, _here(run, env), env.calendar)
            if o.branch.act == name
        ]
        if any(o.open for o in found) or not any(
            r.code == ground or articles(str(ground)) & articles(r.ground) for o in found for r in o.reasons
        ):
            yield f"{name} should be unlawful by {ground}"


def _here(run: _Runner, env: Env) -> World:
    return run._world(datetime.fromisoformat(env.at), {})


def _facts(run: _Runner, env: Env, wanted: Mapping[str, Any]) -> Iterator[str]:
    for name, value in wanted.items():
        if env.fact_named(name) != _yes(value):
            yield f"fact {name} is not {value}"


def _numbers(word: str) -> Any:
    def check(run: _Runner, env: Env, wanted: Any) -> Iterator[str]:
        found = run.state[word]
        if (len(found) if isinstance(wanted, int) else found) != wanted:
            yield f"{word} is {found}, expected {wanted}"

    return check


def _counts(run: _Runner, env: Env, wanted: Mapping[str, int]) -> Iterator[str]:
    for name, number in wanted.items():
        if env.of_act(name, "count") != number:
            yield f"{name} was done {env.of_act(name, 'count')} times, expected {number}"


CHECKS: dict[str, Any] = {
    "stage": _stage, "ended": _ended, "due": _due, "lapsed": _state_of("lapsed", True), "running": _state_of("running", True),
    "met": _state_of("met", True), "paused": _state_of("paused", True), "not_started": _state_of("started", False),
    "not_lapsed": _state_of("lapsed", False), "documents": _listed("docs", "issued"), "served": _listed("docs", "served"), "lawful": _lawful,
    "unlawful": _unlawful, "facts": _facts, "irregular": _numbers("irregular"), "invalid": _numbers("invalid"),
    "ungrounded": _numbers("ungrounded"), "counts": _counts,
}  # fmt: skip
