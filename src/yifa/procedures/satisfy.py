"""Can conditions be true together? A small solver over the trees of `expressions`.

Conditions are split into what must hold (`and`) and what may hold in several ways (`or`); facts that
must hold are set at once, and so is what is wanted one way only; alternatives they rule out are dropped, and
only what is still open is tried
both ways. Comparisons and named facts are atoms: the solver knows nothing of numbers or days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

__all__ = ["Atom", "Tree", "atom_of", "satisfiable"]

Tree = tuple[Any, ...]
Atom = tuple[Any, ...]
Claim = tuple[Tree, bool]
"""A tree and whether it is to be true."""


def satisfiable(trees: Iterable[Tree], facts: Set[Atom], tracked: Set[Atom]) -> bool:
    """Whether all trees can be true together: tracked atoms are as `facts` say, the rest is free.

    >>> a, b = ("done", "a"), ("done", "b")
    >>> satisfiable([("or", a, b), ("not", a)], set(), set())
    True
    >>> satisfiable([("or", a, b), ("not", a)], set(), {b})
    False
    """
    left = _settled(trees, {atom: atom in facts for atom in tracked})
    while left:
        # What is wanted one way only, wherever it stands, may be so: nothing asks otherwise.
        ways = _ways(left)
        single = {atom: wanted for atom, wanted in ways.items() if wanted is not None}
        if not single:
            break
        left = _settled(left, single)
    return left is not None and _solve([(tree, True) for tree in left], [], {})


def _settled(trees: Iterable[Tree], known: Mapping[Atom, bool]) -> list[Tree] | None:
    """What is left of the trees once `known` is put in; None where one of them is false."""
    left: list[Tree] = []
    for tree in trees:
        found = _reduced(tree, known)
        if found is False:
            return None
        if found is not True:
            left.append(found)
    return left


def _ways(trees: list[Tree]) -> dict[Atom, bool | None]:
    """Each atom with how it is wanted: true, false, or None where it is wanted both ways."""
    found: dict[Atom, bool | None] = {}
    waiting: list[Claim] = [(tree, True) for tree in trees]
    while waiting:
        tree, wanted = waiting.pop()
        if tree[0] == "not":
            waiting.append((tree[1], not wanted))
        elif tree[0] in ("and", "or"):
            waiting += [(part, wanted) for part in tree[1:]]
        else:
            atom = atom_of(tree)
            if found.setdefault(atom, wanted) is not wanted:
                found[atom] = None
    return found


def _solve(claims: list[Claim], open_: list[list[Claim]], known: dict[Atom, bool]) -> bool:
    """Take in `claims`, then settle the alternatives in `open_`; `known` holds every atom set so far."""
    while claims:
        if not _take(claims, open_, known):
            return False
        narrowed = _narrow(open_, known)
        if narrowed is None:
            return False
        open_, claims = narrowed
    if not open_:
        return True
    first, *rest = sorted(open_, key=len)
    (tree, wanted), *others = first
    if _solve([(tree, wanted)], list(rest), dict(known)):
        return True
    return _solve([(tree, not wanted)], [others, *rest], dict(known))


def _take(claims: list[Claim], open_: list[list[Claim]], known: dict[Atom, bool]) -> bool:
    """Split every claim: atoms are set, alternatives put aside. False where an atom was set otherwise."""
    waiting = list(claims)
    while waiting:
        tree, wanted = waiting.pop()
        kind = tree[0]
        if kind == "not":
            waiting.append((tree[1], not wanted))
        elif kind in ("and", "or"):
            parts = [(part, wanted) for part in tree[1:]]
            if (kind == "and") is wanted:
                waiting += parts
            else:
                open_.append(parts)
        elif kind == "value":
            if (tree[1] != "False") is not wanted:
                return False
        elif known.setdefault(atom_of(tree), wanted) is not wanted:
            return False
    return True


def _narrow(
    open_: list[list[Claim]], known: dict[Atom, bool]
) -> tuple[list[list[Claim]], list[Claim]] | None:
    """Drop what is settled; alternatives of which one is left become claims. None where none is left."""
    still: list[list[Claim]] = []
    ready: list[Claim] = []
    for alternatives in open_:
        found = [(_reduced(tree, known), wanted) for tree, wanted in alternatives]
        if any(tree is wanted for tree, wanted in found):
            continue
        left = [(tree, wanted) for tree, wanted in found if not isinstance(tree, bool)]
        if not left:
            return None
        if len(left) == 1:
            ready += left
        else:
            still.append(left)
    return still, ready


def _reduced(tree: Tree, known: Mapping[Atom, bool]) -> Any:
    """True or False, or what is left of the tree where the atoms set so far do not say."""
    kind = tree[0]
    if kind == "not":
        found = _reduced(tree[1], known)
        return not found if isinstance(found, bool) else ("not", found)
    if kind in ("and", "or"):
        decisive = kind == "or"
        left = []
        for part in tree[1:]:
            found = _reduced(part, known)
            if found is decisive:
                return decisive
            if not isinstance(found, bool):
                left.append(found)
        return left[0] if len(left) == 1 else (kind, *left) if left else not decisive
    if kind == "value":
        return bool(tree[1] != "False")
    return known.get(atom_of(tree), tree)


def atom_of(tree: Tree) -> Atom:
    """The atom a leaf stands for; service and issue of a document are told apart from other facts."""
    if tree[0] == "atom" and tree[1].endswith((".served", ".issued")):
        name, _, attr = tree[1].partition(".")
        return (attr, name)
    return tree
