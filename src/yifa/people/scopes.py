"""Which cases a person may do something with: one value, asked of the database or of one row.

A scope is a list of clauses, any one of which lets a case in. It reads only these columns of a case:
`body_id, division, office_id, handler_id, procedure, shielded`. Prefixes are compared by `substr`, which,
unlike `LIKE`, means the same letter by letter on SQLite and PostgreSQL, whatever the collation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from yifa.errors import Forbidden, Text
from yifa.people.actors import Actor, PostHeld
from yifa.people.families import matches, meet
from yifa.people.grants import Grant, Reach, load_grants
from yifa.people.lawfolder import law_file

__all__ = ["EVERYTHING", "Clause", "Scope", "post_for", "require", "scope_for"]

_ALIAS = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Clause:
    """One way in: a case of one of `families`, and of whatever else is not None.

    `division` is a path and lets in everything at or below it. A shielded case is let in only by a
    clause that is itself `shielded`.
    """

    families: tuple[str, ...]
    shielded: bool = False
    body_id: int | None = None
    division: str | None = None
    office_id: int | None = None
    handler_id: int | None = None

    def allows(self, row: Mapping[str, Any]) -> bool:
        """Whether the case with these columns is let in."""
        hidden = row["shielded"] is None or bool(row["shielded"])
        return (
            (self.shielded or not hidden)
            and (self.body_id is None or row["body_id"] == self.body_id)
            and (self.office_id is None or row["office_id"] == self.office_id)
            and (self.handler_id is None or row["handler_id"] == self.handler_id)
            and (self.division is None or _within(row["division"], self.division))
            and any(matches(pattern, row["procedure"]) for pattern in self.families)
        )

    def as_sql(self, alias: str) -> tuple[str, list[Any]]:
        """The condition on the case table called `alias`, and its parameters."""
        parts: list[str] = []
        params: list[Any] = []
        for column in ("body_id", "office_id", "handler_id"):
            if (wanted := getattr(self, column)) is not None:
                parts.append(f"{alias}.{column} = %s")
                params.append(wanted)
        if self.division is not None:
            parts.append(f"({alias}.division = %s OR substr({alias}.division, 1, %s) = %s)")
            params += [self.division, len(self.division) + 1, f"{self.division}/"]
        families, names = _families_sql(self.families, alias)
        if families:
            parts.append(families)
            params += names
        if not self.shielded:
            parts.append(f"NOT {alias}.shielded")
        return " AND ".join(parts) or "1=1", params


@dataclass(frozen=True, slots=True)
class Scope:
    """The cases let in by any of `clauses`; none without a clause."""

    clauses: tuple[Clause, ...] = ()

    def __bool__(self) -> bool:
        """Whether any case could be let in."""
        return bool(self.clauses)

    def allows(self, row: Mapping[str, Any]) -> bool:
        """Whether the case with these columns is let in; agrees with `as_sql` on every row."""
        return any(clause.allows(row) for clause in self.clauses)

    def as_sql(self, alias: str) -> tuple[str, list[Any]]:
        """A condition on the case table called `alias`, in brackets, with its parameters (`%s` style).

        `alias` is a name in the query, never user input; anything but an identifier is a `ValueError`.
        """
        if not _ALIAS.fullmatch(alias):
            raise ValueError(f"not an identifier: {alias!r}")
        condition, params = _condition(self.clauses, alias)
        return condition, list(params)

    def narrowed(self, families: Iterable[str]) -> Scope:
        """The same scope within these family patterns only."""
        wanted = tuple(families)
        kept: list[Clause] = []
        for clause in self.clauses:
            met = {both for one in clause.families for other in wanted if (both := meet(one, other))}
            if met:
                kept.append(replace(clause, families=tuple(sorted(met))))
        return Scope(tuple(kept))


@lru_cache(maxsize=1024)
def _condition(clauses: tuple[Clause, ...], alias: str) -> tuple[str, tuple[Any, ...]]:
    """What any of the clauses lets in, as a condition and its parameters: asked at every call, and mostly the same."""
    if not clauses:
        return "1=0", ()
    conditions = [clause.as_sql(alias) for clause in clauses]
    joined = " OR ".join(f"({condition})" for condition, _ in conditions)
    return f"({joined})", tuple(param for _, params in conditions for param in params)


EVERYTHING = Scope((Clause(("*",), shielded=True),))
"""Every case: for whoever keeps the machine, at its own command line; no account has it."""


def scope_for(actor: Actor, action: str) -> Scope:
    """The cases with which `actor` may do `action` (`see`, `open`, `act`, `export`)."""
    return _scope(actor, action, law_file("registers/grants.yaml"))


@lru_cache(maxsize=4096)
def _scope(actor: Actor, action: str, law: Path) -> Scope:
    """The scope under the grants of the law folder that `law` lies in."""
    found: dict[Clause, None] = {}
    known = load_grants(law, law_file("registers/posts.yaml"))
    for post in actor.posts:
        for grant in known.of(post.kind, action):
            if clause := _clause(actor, post, grant):
                found[clause] = None
    return Scope(tuple(found))


def require(actor: Actor, action: str, row: Mapping[str, Any]) -> None:
    """Raise `Forbidden` unless `actor` may do `action` with the case of these columns."""
    if not scope_for(actor, action).allows(row):
        raise Forbidden(
            "out_of_scope",
            Text("您的岗位不涉及该案件。", "Your posts do not extend to this case."),
            "个人信息保护法/34",
        )


def _clause(actor: Actor, post: PostHeld, grant: Grant) -> Clause | None:
    """What one grant gives through one post held; None where the post has no office to reach."""
    if grant.scope is Reach.OFFICE and post.office_id is None:
        return None
    base = Clause(grant.families, grant.shielded, body_id=post.body_id)
    match grant.scope:
        case Reach.OWN:
            return replace(base, handler_id=post.principal_id or actor.id)
        case Reach.OFFICE:
            return replace(base, office_id=post.office_id)
        case Reach.DIVISION:
            return replace(base, division=post.division)
        case Reach.BODY:
            return base
        case Reach.ALL:
            return replace(base, body_id=None, division=post.division)


def _within(path: str | None, division: str) -> bool:
    """Whether `path` is `division` or below it; a case without a place is in none."""
    return path is not None and (path == division or path.startswith(f"{division}/"))


def _families_sql(families: tuple[str, ...], alias: str) -> tuple[str, list[Any]]:
    """The condition on `procedure`; empty where every family is let in."""
    if "*" in families:
        return "", []
    names = [pattern for pattern in families if not pattern.endswith(".*")]
    parts: list[str] = []
    params: list[Any] = []
    if names:
        parts.append(f"{alias}.procedure IN ({', '.join(['%s'] * len(names))})")
        params += names
    for area in (pattern[:-1] for pattern in families if pattern.endswith(".*")):
        parts.append(f"substr({alias}.procedure, 1, %s) = %s")
        params += [len(area), area]
    return f"({' OR '.join(parts)})", params


def post_for(actor: Actor, action: str, family: str) -> PostHeld:
    """The first post under which the officer may do `action` in `family`. Raises `Forbidden` if there is none."""
    clauses = scope_for(actor, action).clauses
    for post in actor.posts:
        for clause in clauses:
            if any(matches(p, family) for p in clause.families) and clause.body_id in (None, post.body_id):
                return post
    raise Forbidden(
        "out_of_scope",
        Text("您的岗位不能办理此类案件。", "Your posts do not extend to such a case."),
        "个人信息保护法/34",
    )
