"""What an entry does to the terms of a case: start, meet, pause, resume, extend, restart.

A term may have one span per party, per entry of an act, or one only. A span is plain JSON:
`start`, `len`, `log` (what happened to it), `st` (running, paused, met, fallen) and the dates that
`reckoning.reckon` computes from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .env import Env, holds
from .model import CompiledTerm, Procedure
from .reckoning import length_of, reckon

__all__ = ["pause_and_resume", "start_spans", "stop_spans"]

Entry = Mapping[str, Any]
Span = dict[str, Any]


def _key(term: CompiledTerm, party: str, entry: Entry, *, starting: bool) -> str | None:
    """The key of the span this entry speaks of; None where it speaks of every span."""
    if term.per is None:
        return ""
    if term.per == "party":
        return party or None
    if starting:
        return str(entry["seq"])
    return str(entry["form"]["of"]) if "of" in entry["form"] else None


def _spans(term: CompiledTerm, env: Env, party: str, entry: Entry) -> Iterator[Span]:
    spans = env.state["terms"].get(term.name, {})
    key = _key(term, party, entry, starting=False)
    if key is None:
        yield from spans.values()
    elif key in spans:
        yield spans[key]


def start_spans(procedure: Procedure, env: Env, trigger: str, party: str, day: str, entry: Entry) -> None:
    """Start every term that counts from `trigger`; once started, only a restart moves it."""
    for name in procedure.triggers.starts.get(trigger, ()):
        term = procedure.terms[name]
        if term.when is not None and not holds(term.when, env):
            continue
        start = str(term.from_(env)) if term.from_ is not None else day
        for key in _starting_keys(term, env, party, entry):
            spans = env.state["terms"].setdefault(name, {})
            if key in spans and spans[key]["st"] in ("running", "paused"):
                continue
            span: Span = {"start": start, "len": length_of(term, env), "log": [], "st": "running", "due": None, "raw": None,
                          "safe": None, "prov": False}  # fmt: skip
            if term.backward is not None:
                span["due"] = span["raw"] = span["safe"] = env.latest(name, start)
            else:
                reckon(span, term.roll, env.calendar)
            spans[key] = span


def _starting_keys(term: CompiledTerm, env: Env, party: str, entry: Entry) -> list[str]:
    """One key, or one per party when an entry that concerns nobody in particular starts the term for each."""
    key = _key(term, party, entry, starting=True)
    if key is not None:
        return [key]
    role = (env.procedure.text.terms[term.name].for_ or "").removeprefix("each ")
    return [p["key"] for p in env.state["parties"].get(role, [])]


def stop_spans(procedure: Procedure, env: Env, trigger: str, party: str, day: str, entry: Entry) -> None:
    """Meet the terms that end with `trigger`; whether it came late is kept with it."""
    for name in procedure.triggers.meets.get(trigger, ()):
        for span in _spans(procedure.terms[name], env, party, entry):
            if span["st"] in ("running", "paused"):
                late = span["due"] is not None and (day if len(span["due"]) > 10 else day[:10]) > span["due"]
                span.update(st="met", met=day, late=late)
                if trigger == procedure.terms[name].deems:
                    span["deemed"] = True


def pause_and_resume(
    procedure: Procedure, env: Env, trigger: str, party: str, day: str, entry: Entry
) -> None:
    """Take pauses, resumptions, extensions and restarts into the log of each span concerned.

    A pause is tagged with its rule and its party, so that two causes may overlap: the clock runs
    again only when both have ended, and the time of both counts once (the union).
    """
    table = procedure.triggers
    for name, rule in table.resumes.get(trigger, ()):
        _resume(procedure, env, name, rule, party, day, entry)
    for name, rule in table.pauses.get(trigger, ()):
        _log(procedure, env, name, party, entry, ["pause", day, f"{rule}:{party}"])
    for name in table.extends.get(trigger, ()):
        _log(
            procedure,
            env,
            name,
            party,
            entry,
            ["extend", _extension(procedure, env, name, trigger), entry["act"]],
        )
    for name, from_ in table.restarts.get(trigger, ()):
        start = str(from_(env)) if from_ is not None else day
        for span in _spans(procedure.terms[name], env, party, entry):
            if span["st"] in ("running", "paused"):
                span.update(start=start, log=[], st="running")
                reckon(span, procedure.terms[name].roll, env.calendar)


def _resume(procedure: Procedure, env: Env, name: str, rule: str, party: str, day: str, entry: Entry) -> None:
    """End the pause this entry speaks of: its party's own, else one of nobody's; of every party if it names none.

    A court that rules names no party, and what each of them began is over with the ruling.
    """
    term = procedure.terms[name]
    for span in _spans(term, env, party if term.per == "party" else "", entry):
        paused = _open_pauses(span, rule)
        ended = paused if not party else [t for t in (f"{rule}:{party}", f"{rule}:") if t in paused][:1]
        if span["st"] in ("running", "paused") and ended:
            span["log"] += [["resume", day, tag] for tag in ended]
            reckon(span, term.roll, env.calendar)
            span["st"] = "paused" if span["due"] is None else "running"


def _open_pauses(span: Span, rule: str) -> list[str]:
    """Tags of the pauses of a rule that have not ended."""
    found: list[str] = []
    for step in span["log"]:
        if step[0] == "pause" and step[2].partition(":")[0] == rule and step[2] not in found:
            found.append(step[2])
        elif step[0] == "resume" and step[2] in found:
            found.remove(step[2])
    return found


def _extension(procedure: Procedure, env: Env, term: str, act: str) -> str:
    """How long the extension by `act` is; the law or the locality says."""
    for by, length, param, _ in procedure.terms[term].extensions:
        if by == act:
            return length if length is not None else str(env.of_param(param or ""))
    raise LookupError(f"{term} is not extended by {act}")


def _log(procedure: Procedure, env: Env, name: str, party: str, entry: Entry, step: list[str]) -> None:
    term = procedure.terms[name]
    for span in _spans(term, env, party if term.per == "party" else "", entry):
        if span["st"] not in ("running", "paused"):
            continue
        span["log"].append(step)
        reckon(span, term.roll, env.calendar)
        span["st"] = "paused" if span["due"] is None else "running"
