"""From a docket to one state: each entry folded in its legal order.

`fold` takes the next entry in; `refold` starts from nothing and is what verification, back-dated
entries, corrections and revocations use. Both give the same state for the same docket: a property
the tests hold the two to.

The state is plain JSON, so that the docket's projection is the state itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from yifa.workdays import Calendar

from .amending import amended
from .correcting import apply_corrections
from .env import Env, State
from .expressions import LAW
from .handing import is_handover, of_no_text
from .model import START, Branch, Procedure, World
from .newlaw import apply_new_law, is_new_law
from .reprojecting import is_reprojection, reproject_terms
from .spans import pause_and_resume, start_spans, stop_spans

__all__ = ["fold", "needs_history", "opening", "refold"]

Entry = Mapping[str, Any]


def opening(case: Mapping[str, Any], parties: Mapping[str, list[dict[str, Any]]]) -> State:
    """The state of a case before its first act: its cover and its parties, nothing else."""
    return {
        "stage": START, "ended": False, "case": dict(case), "parties": {k: [dict(p) for p in v] for k, v in parties.items()},
        "done": {}, "who": {}, "docs": {}, "terms": {}, "excused": {}, "links": {}, "barred": [],
        "irregular": [], "invalid": [], "ungrounded": [], "values": {}, "assigned": {}, "seq": 0, "at": "",
    }  # fmt: skip


def needs_history(procedure: Procedure, state: State, entry: Entry) -> bool:
    """Whether folding this entry needs the whole docket: a correction, a revocation, a back-dating."""
    branch = _branch(procedure, entry)
    return bool(branch.revokes) or "corrects" in branch.marks or entry["at"] < state["at"]


def _branch(procedure: Procedure, entry: Entry) -> Branch:
    branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
    assert branch is not None, f"{procedure.family} has no act {entry['act']}"
    return branch


def fold(procedure: Procedure, state: State, entry: Entry, calendar: Calendar) -> State:
    """Take `entry` into `state` (which is changed and returned)."""
    state["seq"], state["at"] = max(state["seq"], entry["seq"]), max(state["at"], entry["at"])
    if is_reprojection(entry):
        reproject_terms(procedure, state, calendar)
        return state
    if is_handover(entry):
        state["assigned"].update(entry["assigned"])
        return state
    if is_new_law(entry):
        params = World(params=state["values"])
        apply_new_law(Env(procedure, state, params, entry["at"], calendar=calendar), entry)
        return state
    branch = _branch(procedure, entry)
    state["values"].update(entry.get("values") or {})
    if entry.get("valid") is False:
        state["invalid"].append(entry["seq"])
        return state
    if entry["kind"] == "irregular":
        state["irregular"].append(entry["seq"])
    _record(state, entry, branch)
    _amend(procedure, state, entry, branch)
    _parties(state, entry, branch)
    _documents(procedure, state, entry, branch)
    _links(state, entry)
    if branch.to is not None:
        state["stage"] = branch.to
        state["ended"] = branch.to in procedure.ends
    env = Env(
        procedure,
        state,
        World(params=state["values"]),
        entry["at"],
        dict(entry["form"]),
        entry["act"],
        calendar,
        entry.get("party"),
    )
    _terms(procedure, env, entry, branch)
    return state


def _record(state: State, entry: Entry, branch: Branch) -> None:
    """The act stands, with its public facts and who did it."""
    earlier = state["done"].get(entry["act"])
    state["done"][entry["act"]] = {
        "n": (earlier["n"] if earlier else 0) + 1, "seq": entry["seq"], "at": entry["at"], "form": dict(entry["form"]),
    }  # fmt: skip
    if sums := _sums(entry, branch, earlier or {}):
        state["done"][entry["act"]]["sum"] = sums
    for role, people in entry["by"].items():
        known = state["who"].setdefault(role, [])
        known.extend(person for person in people if person not in known)
    for act in branch.revokes:
        state["done"].pop(act, None)
    # A public field named `handler`, `office` or `division` assigns the case: the desk follows it.
    state["assigned"].update(
        {name: entry["form"][name] for name in ("handler", "office", "division") if name in entry["form"]}
    )
    if "excuses" in branch.marks:
        state["excused"][entry["form"]["track"]] = entry["seq"]
    if "recuses" in branch.marks:
        state["barred"].extend(p for p in [entry["form"]["officer"]] if p not in state["barred"])


def _amend(procedure: Procedure, state: State, entry: Entry, branch: Branch) -> None:
    """What the amended act said becomes what stands now."""
    if branch.amends is not None and branch.amends in state["done"]:
        first = state["done"][branch.amends]
        first["form"] = amended(procedure, branch.amends, first["form"], entry["form"], entry["at"])


def _sums(entry: Entry, branch: Branch, earlier: Mapping[str, Any]) -> dict[str, int]:
    """The running totals of the act's public amounts and numbers, for `sum(ACT.FIELD)`."""
    before: Mapping[str, int] = earlier.get("sum", {})
    return {
        name: before.get(name, 0) + entry["form"].get(name, 0)
        for name in branch.summed
        if name in entry["form"] or name in before
    }


def _parties(state: State, entry: Entry, branch: Branch) -> None:
    """A party enters or leaves; the key was allotted by the docket."""
    if branch.joins:
        state["parties"].setdefault(branch.joins, []).append(dict(entry["joined"]))
    if branch.leaves:
        kept = [p for p in state["parties"].get(branch.leaves, []) if p["key"] != entry["party"]]
        state["parties"][branch.leaves] = kept


def _documents(procedure: Procedure, state: State, entry: Entry, branch: Branch) -> None:
    """Documents issued by this act, and service of documents issued before."""
    concerned = entry.get("party") or (entry.get("joined") or {}).get("key", "")
    for name in branch.issues:
        spec = procedure.text.documents[name]
        role = (spec.to or "").removeprefix("each ")
        due = [party["key"] for party in state["parties"].get(role, [])]
        served: dict[str, str] = {}
        if concerned in due:
            # Issued to one of several: what the others were served with before stands.
            earlier = state["docs"].get(name, {"due": [], "served": {}})
            due = [*(key for key in earlier["due"] if key != concerned), concerned]
            served = {key: day for key, day in earlier["served"].items() if key != concerned}
        numbers = {paper["name"]: paper["number"] for paper in entry.get("documents", ())}
        state["docs"][name] = {
            "seq": entry["seq"],
            "due": due,
            "served": served,
            "number": numbers.get(name, ""),
        }
    if "serves" in branch.marks:
        record = state["docs"].get(entry["form"]["document"])
        if record is not None:
            record["served"].setdefault(entry.get("party") or "", entry["effect_on"])


def _links(state: State, entry: Entry) -> None:
    """Linked cases opened by this entry, or their end told by it."""
    for opened in entry.get("opened", ()):
        state["links"].setdefault(opened["link"], {})[str(opened["case"])] = {"end": ""}
    told = entry.get("told_by")
    if told and told.get("link"):
        state["links"].setdefault(told["link"], {})[str(told["case"])] = {"end": ""}
    elif told:
        for cases in state["links"].values():
            if str(told["case"]) in cases:
                cases[str(told["case"])]["end"] = told["end"]


def _signals(entry: Entry, branch: Branch, state: State) -> list[tuple[str, str, str]]:
    """What this entry sets off, as (trigger, key of the span, day it takes effect)."""
    # An act that brings a party in is about that party.
    at, party = _effective(entry, branch), entry.get("party") or (entry.get("joined") or {}).get("key", "")
    signals = [(entry["act"], party, at)]
    if branch.outcome:
        signals.append((f"{entry['act']}.{branch.outcome}", party, at))
    if "serves" in branch.marks and entry["form"]["document"] in state["docs"]:
        signals.append((f"{entry['form']['document']}.served", party, entry["effect_on"]))
    return signals


def _effective(entry: Entry, branch: Branch) -> str:
    """The moment from which periods are reckoned: what silence brings about at midnight belongs to the day that ended."""
    at: str = entry["at"]
    if "law" in branch.by and at[11:19] == "00:00:00":
        return (datetime.fromisoformat(at) - timedelta(seconds=1)).isoformat(timespec="seconds")
    return at


def _terms(procedure: Procedure, env: Env, entry: Entry, branch: Branch) -> None:
    """Start, meet, pause, resume, extend and restart the terms this entry concerns."""
    for trigger, party, day in _signals(entry, branch, env.state):
        stop_spans(procedure, env, trigger, party, day, entry)
        pause_and_resume(procedure, env, trigger, party, day, entry)
        start_spans(procedure, env, trigger, party, day, entry)
    if env.state["ended"]:
        for name, spans in env.state["terms"].items():
            for span in spans.values():
                if span["st"] in ("running", "paused") and not _outlives(procedure, name):
                    span["st"] = "fallen"


def _outlives(procedure: Procedure, term: str) -> bool:
    """A term outlives the end of its case when an act lawful in that end would still meet it."""
    for act in procedure.text.terms[term].until if term in procedure.text.terms else ():
        if act.endswith(".served") and _serves_after_the_end(procedure):
            return True
        for branch in procedure.branches.get(act.split(".")[0], {}).values():
            if branch.stages is not None and branch.stages & procedure.ends:
                return True
    return False


def _serves_after_the_end(procedure: Procedure) -> bool:
    """A document issued by the act that ends a case is still to be served."""
    return any(
        "serves" in branch.marks and branch.stages is not None and bool(branch.stages & procedure.ends)
        for branches in procedure.branches.values()
        for branch in branches.values()
    )


def refold(
    procedure: Procedure,
    entries: Iterable[Entry],
    calendar_of: Any,
    text_of: Callable[[Entry], Procedure] | None = None,
) -> State:
    """Fold a whole docket in legal order, corrections applied, and name the acts that lost their ground.

    The first entry is the opening, with the cover and the parties. `calendar_of(entry)` gives the
    calendar as known where and when an entry was recorded, `text_of(entry)` the version it was done
    under (`procedure` for all, if not given).
    """
    first, *docket = (dict(entry) for entry in entries)
    of_procedure = [entry for entry in docket if not of_no_text(entry)]
    apply_corrections(lambda entry: _branch(procedure, entry), of_procedure)
    state = opening(first["case"], first["parties"])
    lost: list[int] = []
    for entry in sorted(docket, key=lambda e: (e["at"], e["seq"])):
        calendar, text = calendar_of(entry), text_of(entry) if text_of is not None else procedure
        if entry["kind"] == "act" and _groundless(text, state, entry, calendar):
            lost.append(entry["seq"])
        fold(text, state, entry, calendar)
    state["ungrounded"] = lost + [
        seq for act in _revoked_grounds(procedure, of_procedure) for seq in act if seq not in lost
    ]
    return state


def _groundless(procedure: Procedure, state: State, entry: Entry, calendar: Calendar) -> bool:
    """Whether a rule that the act once met is no longer met on the corrected record."""
    world = World(
        params={**state["values"], **(entry.get("values") or {})},
        lookups=entry.get("lookups") or {},
        substance=_AsJudged(),
    )
    env = Env(
        procedure, state, world, entry["at"], dict(entry["form"]), entry["act"], calendar, entry.get("party")
    )
    for rule in _branch(procedure, entry).needs:
        try:
            if not rule.test(env):
                return True
        except KeyError as missing:
            if not str(missing.args[0]).startswith("form."):
                return True
    return False


class _AsJudged:
    """Substantive law was judged when the act was done; a refold does not judge it again."""

    questions = dict.fromkeys(LAW, lambda env: True)
    """The verdict that stood, to each."""


def _revoked_grounds(procedure: Procedure, docket: list[dict[str, Any]]) -> list[list[int]]:
    """For each revocation, the later acts one of whose rules rests on the act revoked."""
    ordered = sorted(docket, key=lambda e: (e["at"], e["seq"]))
    lost: list[list[int]] = []
    for place, entry in enumerate(ordered):
        for act in _branch(procedure, entry).revokes:
            since = max((e["seq"] for e in ordered[:place] if e["act"] == act), default=0)
            lost.append([e["seq"] for e in ordered[:place] if e["kind"] == "act" and e["seq"] > since
                         and any(_mentions(rule.test.tree, act) for rule in _branch(procedure, e).needs)])  # fmt: skip
    return lost


def _mentions(tree: tuple[Any, ...], act: str) -> bool:
    """Whether a condition reads the act."""
    if tree[0] in ("and", "or", "not"):
        return any(_mentions(part, act) for part in tree[1:])
    if tree[0] == "since":
        return act in (tree[1], *tree[2])
    return tree[0] in ("done", "atom") and str(tree[1]).replace(".", " ").split(" ")[0].strip("(") == act
