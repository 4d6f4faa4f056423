"""Safety properties proved when the law is loaded, each failure as the shortest list of acts that breaks it.

**How.** For each `always` line the procedure is walked breadth first over an abstraction: the stage,
and whether each *tracked* fact holds (an act done, an opinion fresher than other acts, a document
served, a stage passed). Everything else a rule asks (amounts, local values, look-ups, the calendar)
is free: it may hold or not, but is one and the same for all rules judged at one step. At first
nothing is tracked: most properties stand because the guard of the act itself forbids the breach. A
breach found on a path may be an artefact of the abstraction: the path is then walked with every fact
followed, and a smallest set of facts that rules it out is tracked from then on, until there is a
proof, or a path on which every guard was taken at its word.

**Assumed** (see `ASSUMPTIONS`): what is printed with every proof.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .model import START, Branch, Procedure
from .satisfy import Atom, Tree, satisfiable
from .schema import Always

__all__ = ["ASSUMPTIONS", "Proof", "prove"]

ASSUMPTIONS = (
    (
        "金额、地方数值、查询结果、期间是否届满视为任意真假，同一步内一致。",
        "Amounts, local values, look-ups and whether a term has lapsed may be true or false, the same within one step.",
    ),
    ("关联案件可在任意时刻以任意结果告知本案。", "A linked case may tell this one anything at any time."),
    (
        "不规范行为（违法而被如实记录者）与补正不在证明之列。",
        "Irregular acts (unlawful, recorded as facts) and corrections are set aside.",
    ),
    (
        "各角色由符合条件的人担任；角色分离另行核对。",
        "Roles are filled by qualified people; separation of roles is checked by itself.",
    ),
)


@dataclass(frozen=True)
class Proof:
    """One property of one procedure: proved, or broken by `path` (the shortest list of acts)."""

    family: str
    statement: str
    ground: str
    proved: bool
    path: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {
            "procedure": self.family,
            "property": self.statement,
            "ground": self.ground,
            "proved": self.proved,
            "path": list(self.path),
        }


def prove(procedure: Procedure) -> list[Proof]:
    """Every `always` line of a procedure, and that no act or stage is dead."""
    walk = _Walk(procedure)
    return [*(walk.property(line) for line in procedure.text.always), *walk.dead()]


Question = tuple[int, frozenset[Atom], frozenset[Atom]]
"""The place of a move, which of the followed facts hold, and which are followed."""


@dataclass(frozen=True)
class _Goal:
    """What would break a property: one of `branches` performed with `breach` true."""

    branches: tuple[Branch, ...]
    breach: Tree


@dataclass(frozen=True, eq=False, slots=True)
class _Step:
    """A move as one search sees it: what its guard reads (and what with the breach), and the facts it adds and drops."""

    branch: Branch
    guard: Tree
    place: int
    read: frozenset[Atom]
    read_at_goal: frozenset[Atom]
    is_goal: bool
    adds: frozenset[Atom]
    drops: frozenset[Atom]


class _Walk:
    """One procedure, walked once per property."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self._known: dict[Question, bool] = {}

    @cached_property
    def reads(self) -> list[frozenset[Atom]]:
        """The facts each guard reads, of those that can be followed."""
        return [frozenset(_tracked_atoms(guard)) for _, guard in self.moves]

    @cached_property
    def moves(self) -> list[tuple[Branch, Tree]]:
        """Every branch with its guard as one tree."""
        found = []
        for branches in self.procedure.branches.values():
            for branch in branches.values():
                rules = [self._expand(rule.test.tree) for rule in (*branch.needs, *branch.valid)]
                if branch.once:
                    rules.append(("not", ("done", branch.act)))
                found.append((branch, ("and", *rules)))
        return found

    def _expand(self, tree: Tree) -> Tree:
        """Named facts replaced by what they stand for."""
        if tree[0] == "fact":
            return self._expand(self.procedure.facts[tree[1]].tree)
        if tree[0] in ("and", "or", "not"):
            return (tree[0], *(self._expand(part) for part in tree[1:]))
        return tree

    def property(self, line: Always) -> Proof:
        """Prove one line, or find the shortest path that breaks it."""
        if line.apart is not None:
            return self._structural(line, f"apart: {', '.join(line.apart)}", self._apart(line.apart))
        if line.restrained is not None:
            return self._structural(line, f"restrained: {line.restrained}", self._restrained(line.restrained))
        if line.named is not None:
            return self._structural(line, f"named: {line.named}", self._named(line.named))
        if line.ends is not None:
            return self._ends(line)
        statement, goal = self._goal(line)
        path = self._breach(goal)
        return Proof(self.procedure.family, statement, line.ground, path is None, path or ())

    def _structural(self, line: Always, statement: str, holds: bool) -> Proof:
        return Proof(self.procedure.family, statement, line.ground, holds)

    def _apart(self, roles: list[str]) -> bool:
        known = self.procedure.roles
        return all(
            other in known[role].never_also or (other in known and role in known[other].never_also)
            for place, role in enumerate(roles) for other in roles[place + 1 :] if role in known
        ) and any(role in known for role in roles)  # fmt: skip

    def _restrained(self, term: str) -> bool:
        spec = self.procedure.terms.get(term)
        return spec is not None and spec.roll == "none" and not spec.extensions

    def _named(self, role: str) -> bool:
        return bool(self.procedure.roles[role].only_in)

    def _goal(self, line: Always) -> tuple[str, _Goal]:
        """A property of the two moving kinds, as the breach to look for."""
        if line.once is not None:
            act = line.once.split(".")[0]
            return f"once: {line.once}", _Goal(self._branches(line.once), ("done", act))
        assert line.never is not None
        parts: list[Tree] = []
        words = f"never {line.never}"
        if line.unless is not None:
            parts.append(("not", self._read(line.unless)))
            words += f" unless {line.unless}"
        if line.after is not None:
            parts.append(self._passed(line.after))
            words += f" after {line.after}"
        if line.when is not None:
            parts.append(self._read(line.when))
            words += f" when {line.when}"
        return words, _Goal(self._branches(line.never), ("and", *parts))

    def _branches(self, name: str) -> tuple[Branch, ...]:
        act, _, outcome = name.partition(".")
        branches = self.procedure.branches[act]
        return (branches[outcome],) if outcome else tuple(branches.values())

    def _read(self, text: str) -> Tree:
        return self._expand(self.procedure.properties[text].tree)

    def _passed(self, name: str) -> Tree:
        return ("done", name) if name in self.procedure.branches else ("passed", name)

    def _breach(self, goal: _Goal) -> tuple[str, ...] | None:
        """The shortest real path to the breach, refining the abstraction until it is real or gone."""
        tracked: set[Atom] = set()
        of_goal: dict[Question, bool] = {}
        while True:
            path = self._search(goal, tracked, of_goal)
            if path is None:
                return None
            wanted = self._artefact(path, goal)
            if wanted <= tracked:
                return tuple(_name(branch) for branch in path)
            tracked |= wanted

    def _artefact(self, path: tuple[Branch, ...], goal: _Goal) -> set[Atom]:
        """A smallest set of facts that rules this path out: those by which the first guard that does not
        hold fails when the path is walked with every fact followed; none if the path is real."""
        guards = [next(guard for other, guard in self.moves if other is branch) for branch in path]
        every = {atom for guard in guards for atom in _tracked_atoms(guard)} | set(
            _tracked_atoms(goal.breach)
        )
        stage, facts = START, frozenset[Atom]()
        for place, (branch, guard) in enumerate(zip(path, guards, strict=True)):
            trees = [guard, goal.breach] if place == len(path) - 1 else [guard]
            if not satisfiable(trees, facts, every):
                return _core(trees, facts)
            # An act of service is taken to have served whatever it could: all the nodes after it together.
            step = _Step(branch, guard, place, frozenset(), frozenset(), False, *_effect(branch, every))
            nodes = list(_after(step, (stage, facts), every))
            stage, facts = nodes[0][0], frozenset[Atom]().union(*(after for _, after in nodes))
        return set()

    def _search(
        self, goal: _Goal, tracked: set[Atom], known: dict[Question, bool]
    ) -> tuple[Branch, ...] | None:
        """Breadth first over (stage, tracked facts that hold)."""
        start = (START, frozenset[Atom]())
        queue: deque[tuple[str, frozenset[Atom]]] = deque([start])
        came: dict[Any, tuple[Any, Branch] | None] = {start: None}
        steps = self._steps(goal, tracked)
        open_at: dict[str, list[_Step]] = {}
        while queue:
            node = queue.popleft()
            stage, facts = node
            if stage not in open_at:
                open_at[stage] = [step for step in steps if _possible(self.procedure, step.branch, stage)]
            for step in open_at[stage]:
                if not _can(self._known, step.place, [step.guard], facts & step.read, step.read):
                    continue
                if step.is_goal and _can(
                    known, step.place, [step.guard, goal.breach], facts & step.read_at_goal, step.read_at_goal
                ):
                    return (*_path(came, node), step.branch)
                for after in _after(step, node, tracked):
                    if after not in came:
                        came[after] = (node, step.branch)
                        queue.append(after)
        return None

    def _steps(self, goal: _Goal, tracked: set[Atom]) -> list[_Step]:
        """Every move, with what it reads and changes of the facts this search follows."""
        of_goal = frozenset(_tracked_atoms(goal.breach))
        found = []
        for place, (branch, guard) in enumerate(self.moves):
            read, wider = self.reads[place] & tracked, (self.reads[place] | of_goal) & tracked
            is_goal = any(branch is each for each in goal.branches)
            found.append(_Step(branch, guard, place, read, wider, is_goal, *_effect(branch, tracked)))
        return found

    def _ends(self, line: Always) -> Proof:
        """From every stage that can be reached, an end can be reached."""
        reached = self._stages_from(START)
        for stage in sorted(reached - self.procedure.ends):
            if not self._stages_from(stage) & self.procedure.ends:
                return Proof(
                    self.procedure.family, "every case can reach an end", line.ground, False, (stage,)
                )
        return Proof(self.procedure.family, "every case can reach an end", line.ground, True)

    def _stages_from(self, stage: str) -> set[str]:
        seen, queue = {stage}, [stage]
        while queue:
            here = queue.pop()
            for branch, guard in self.moves:
                if (
                    branch.to
                    and branch.to not in seen
                    and _possible(self.procedure, branch, here)
                    and satisfiable([guard], frozenset(), set())
                ):
                    seen.add(branch.to)
                    queue.append(branch.to)
        return seen

    def dead(self) -> Iterator[Proof]:
        """Stages nothing reaches and acts no rule ever lets through: mistakes of the text."""
        reached = self._stages_from(START)
        text = self.procedure.text
        for stage in [*text.stages, *text.ends]:
            if stage not in reached:
                yield Proof(self.procedure.family, f"stage {stage} can be reached", "", False)
        for branch, guard in self.moves:
            if not any(_possible(self.procedure, branch, stage) for stage in reached) or not satisfiable(
                [guard], frozenset(), set()
            ):
                yield Proof(
                    self.procedure.family, f"act {_name(branch)} can be performed", branch.ground, False
                )


def _can(
    known: dict[Question, bool],
    place: int,
    trees: list[Tree],
    facts: frozenset[Atom],
    followed: frozenset[Atom],
) -> bool:
    """`satisfiable`, asked once for each choice of the followed facts that these trees read, in every search."""
    question = (place, facts, followed)
    if question not in known:
        known[question] = satisfiable(trees, facts, followed)
    return known[question]


def _name(branch: Branch) -> str:
    return f"{branch.act}.{branch.outcome}" if branch.outcome else branch.act


def _path(came: dict[Any, tuple[Any, Branch] | None], node: Any) -> tuple[Branch, ...]:
    path: list[Branch] = []
    while (step := came[node]) is not None:
        node, branch = step
        path.append(branch)
    return tuple(reversed(path))


def _tracked_atoms(tree: Tree) -> Iterator[Atom]:
    """The facts of a tree that the walk can follow: acts done, freshness, service, stages passed."""
    if tree[0] in ("and", "or", "not"):
        for part in tree[1:]:
            yield from _tracked_atoms(part)
    elif tree[0] in ("done", "since", "passed"):
        yield tree
    elif tree[0] == "atom" and tree[1].endswith((".served", ".issued")):
        name, _, attr = tree[1].partition(".")
        yield (attr, name)
        yield ("issued", name)


def _possible(procedure: Procedure, branch: Branch, stage: str) -> bool:
    return stage not in procedure.ends if branch.stages is None else stage in branch.stages


def _after(
    step: _Step, node: tuple[str, frozenset[Atom]], tracked: set[Atom]
) -> Iterator[tuple[str, frozenset[Atom]]]:
    """The node after an act; an act of service may serve any document that was issued."""
    stage, facts = step.branch.to or node[0], (node[1] - step.drops) | step.adds
    yield stage, facts
    if "serves" in step.branch.marks:
        for atom in tracked:
            if atom[0] == "served" and ("issued", atom[1]) in node[1] | facts:
                yield stage, facts | {atom}


def _effect(branch: Branch, tracked: set[Atom]) -> tuple[frozenset[Atom], frozenset[Atom]]:
    """The tracked facts an act makes true, and those it makes false."""
    adds, drops = set(), set()
    for atom in tracked:
        kind, name = atom[0], atom[1]
        if (
            (kind in ("done", "since") and name == branch.act)
            or (kind == "issued" and name in branch.issues)
            or (kind == "passed" and name == branch.to)
        ):
            adds.add(atom)
        elif (
            (kind in ("done", "since") and name in branch.revokes)
            or (kind == "since" and branch.act in atom[2])
            or (kind == "served" and name in branch.issues)
        ):
            drops.add(atom)
    return frozenset(adds), frozenset(drops)


def _core(trees: list[Tree], facts: frozenset[Atom]) -> set[Atom]:
    """Facts without which the trees could be true together, none of them superfluous."""
    needed = {atom for tree in trees for atom in _tracked_atoms(tree)}
    for atom in sorted(needed, key=repr):
        if not satisfiable(trees, facts, needed - {atom}):
            needed.discard(atom)
    # A document is served only once it was issued.
    return needed | {("issued", atom[1]) for atom in needed if atom[0] == "served"}
