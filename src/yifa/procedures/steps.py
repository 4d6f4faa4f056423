"""What a clerk does next: of the acts open now, those that lead the case on, in the order in which they are taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from .env import State
from .judge import Option
from .model import START, Branch, Procedure

__all__ = ["next_steps"]


def next_steps(procedure: Procedure, state: State, found: Iterable[Option]) -> list[tuple[Option, bool]]:
    """What is open, in the order in which a clerk would take it, and whether each is a step of the lawful path.

    A step leads to the nearest stage ahead, with every outcome of that act that leads on, or to the first end the
    procedure names, or meets a term of the body that runs, or serves a paper that waits; where no open act leads on, it
    is what those that would lead on wait for.
    Of what is kept no end is a step. What takes something back is never a step; what ends the case another way is one
    where it meets such a term and no act of the stage leads on.
    """
    found = list(found)
    ahead = [*procedure.text.stages]
    here = _here(state["stage"], ahead)
    waiting = _waited_for(procedure, state)
    first_end = None if procedure.text.kept else next(iter(procedure.text.ends))
    onward = {*ahead[here + 1 :], first_end}
    placed = [
        (_place(option.branch, procedure, state, ahead, here, waiting), option)
        for option in found
        if option.open
    ]
    branches = [b for act in procedure.branches.values() for b in act.values()]
    here_on = {b.to for b in branches if state["stage"] in (b.stages or ()) and b.to in onward}
    detours = _detours(branches, ahead, first_end)
    if here_on - detours:
        placed = [((2, 0, "") if option.branch.to in detours else place, option) for place, option in placed]
    if not here_on:
        placed = [(_only_way(place, option.branch, waiting), option) for place, option in placed]
    if not any(place[0] == 0 for place, _ in placed):
        awaited = _awaited(procedure, state, found, onward)
        placed = [
            ((1, 2, "") if place[0] == 2 and option.branch.act in awaited else place, option)
            for place, option in placed
        ]
    ranked = sorted(placed, key=lambda pair: pair[0])
    nearest = {option.branch.act for place, option in ranked if place[:2] == (0, ranked[0][0][1])}
    return [(o, place[0] == 1 or (place[0] == 0 and o.branch.act in nearest)) for place, o in ranked]


def _detours(branches: Iterable[Branch], ahead: list[str], first_end: str | None) -> frozenset[str]:
    """The stages that lead back and never on: a request sent back to be corrected, a fee to be paid first."""
    own = [b for b in branches if b.stages and b.to and not b.stages >= {*ahead}]
    found = set()
    for place, stage in enumerate(ahead):
        to = {b.to for b in own if stage in (b.stages or ())}
        if to & {*ahead[:place]} and not to & {*ahead[place + 1 :], first_end}:
            found.add(stage)
    return frozenset(found)


def _here(stage: str, ahead: list[str]) -> int:
    """The place of a stage on the way: before the first at the start, behind the last at an end."""
    return ahead.index(stage) if stage in ahead else -1 if stage == START else len(ahead)


def _place(
    branch: Branch, procedure: Procedure, state: State, ahead: list[str], here: int, waiting: Mapping[str, str]
) -> tuple[int, int, str]:  # fmt: skip
    """How near an act is: leading on, meeting what waits, neither, ending the case otherwise, an event."""
    if branch.kind == "event":
        return 5, 0, ""
    first_end = None if procedure.text.kept else next(iter(procedure.text.ends))
    ends = branch.to in procedure.ends
    if branch.revokes or (ends and branch.to != first_end):
        return 4, 0, ""
    if branch.to in ahead and ahead.index(branch.to) > here:
        return 0, ahead.index(branch.to), ""
    if "serves" in branch.marks and _unserved(state):
        return 1, 0, ""
    if due := _waits(branch, waiting):
        return 1, 1, due
    return (0 if ends else 2), len(ahead), ""


def _awaited(
    procedure: Procedure, state: State, found: Iterable[Option], onward: Collection[str | None]
) -> frozenset[str]:
    """The acts without which no act of this stage leads on: those that its unmet rules name."""
    acts: set[str] = set()
    for option in found:
        branch = option.branch
        if branch.kind == "act" and not option.open and branch.to in onward and state["stage"] in (branch.stages or ()):  # fmt: skip
            unmet = (rule for rule in branch.needs if any(rule.reason is told for told in option.reasons))
            acts.update(act for rule in unmet for act in _acts_in(procedure, state, rule.test.tree))
    return frozenset(acts)


def _acts_in(procedure: Procedure, state: State, tree: Any, wanted: bool = True) -> Iterator[str]:
    """The acts a condition wants: done, done since, what they said, or what starts a term that has not begun; not what it wants undone."""
    if tree[0] == "not":
        yield from _acts_in(procedure, state, tree[1], not wanted)
    elif tree[0] in ("and", "or"):
        for part in tree[1:]:
            yield from _acts_in(procedure, state, part, wanted)
    elif tree[0] == "fact":
        yield from _acts_in(procedure, state, procedure.facts[tree[1]].tree, wanted)
    elif tree[0] in ("done", "since") and wanted:
        yield tree[1]
    elif tree[0] == "atom" and wanted:
        name = tree[1].partition(".")[0]
        started = state["terms"].get(name)
        if name in procedure.text.terms:
            yield from (
                () if started else (each.partition(".")[0] for each in procedure.text.terms[name].after)
            )
        else:
            yield name


def _only_way(
    place: tuple[int, int, str], branch: Branch, waiting: Mapping[str, str]
) -> tuple[int, int, str]:
    """The place of what ends the case another way, where nothing leads on: first, if a running term of the body waits for it."""
    due = _waits(branch, waiting)
    return (1, 0, due) if place[0] == 4 and not branch.revokes and due else place


def _waits(branch: Branch, waiting: Mapping[str, str]) -> str:
    """The earliest day by which a running term waits for this act, or for this outcome of it; empty where none does."""
    return waiting.get(branch.act) or waiting.get(f"{branch.act}.{branch.outcome}") or ""


def _waited_for(procedure: Procedure, state: State) -> dict[str, str]:
    """The acts, and outcomes of acts (`ACT.OUTCOME`), that meet a running duty of the body, with the earliest day by which."""
    found: dict[str, str] = {}
    for name, spans in state["terms"].items():
        if procedure.terms[name].whose in ("authority", "officer") and not procedure.text.terms[name].right:
            for due in (span["due"] for span in spans.values() if span["st"] == "running" and span["due"]):
                for target in procedure.text.terms[name].until:
                    found[target] = min(found.get(target, due), due)
    return found


def _unserved(state: State) -> bool:
    return any(set(paper["due"]) - set(paper["served"]) for paper in state["docs"].values())
