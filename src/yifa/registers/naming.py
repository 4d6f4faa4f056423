"""What names an item of a register: the cases and items of other registers whose fields hold its key.

One key ties a matter together: an item of the list of powers, the team, its cases and what supervision found are seen from
each other, because each names the same key and nothing is copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from yifa.people.scopes import Scope
from yifa.procedures import Law, Procedure

__all__ = ["Named", "naming", "naming_fields"]

MOST = 200
"""No page shows more; beyond, the figures tell."""

QUERY = (
    "SELECT c.id, c.number, c.title, c.procedure, c.version, c.stage, c.ended, c.opened_on, a.act, a.outcome, a.entry FROM docket_case c "
    "JOIN docket_act a ON a.case_id = c.id WHERE c.procedure IN ({families}) AND c.body_id = %s AND c.training = %s AND a.entry LIKE %s "
    "AND {scope} ORDER BY c.opened_on, c.id, a.seq LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A case that names the item: its row, and the first act (or `open`) and field that do."""

    row: Mapping[str, Any]
    act: str
    field: str


def naming_fields(law: Law, register: str) -> dict[str, frozenset[tuple[str, str]]]:
    """Which families can name an item of a register: family to (act or `open`, field)."""
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for family, versions in law.families.items():
        if fields := frozenset(each for procedure in versions for each in _fields(procedure, register)):
            found[family] = fields
    return found


def _fields(procedure: Procedure, register: str) -> Iterator[tuple[str, str]]:
    for name, spec in procedure.text.case.items():
        if spec.type == "item" and spec.of == register:
            yield "open", name
    for act, branches in procedure.branches.items():
        for branch in branches.values():
            for name, of in branch.items.items():
                if of == register:
                    yield act, name


def naming(law: Law, register: str, key: str, body_id: int, scope: Scope) -> list[Named]:
    """What names an item now, within a reader's scope, each case once, in order of opening.

    An item of another register counts while its latest values name the key and it is not removed.
    """
    known = naming_fields(law, register)
    if not known:
        return []
    condition, params = scope.as_sql("c")
    query = QUERY.format(families=", ".join(["%s"] * len(known)), scope=condition)
    with connection.cursor() as cursor:
        cursor.execute(query, [*known, body_id, False, f"%{_quoted(key)}%", *params, MOST * 5])
        rows = cursor.fetchall()
    columns = ("id", "number", "title", "procedure", "version", "stage", "ended", "opened_on")
    found: dict[int, Named] = {}
    for *values, act, _outcome, entry in rows:
        row = dict(zip(columns, values, strict=True))
        field = _names(orjson.loads(entry), act, key, known[row["procedure"]])
        if field and row["id"] not in found and row["stage"] != "removed":
            found[row["id"]] = Named(row, act, field)
    return list(found.values())[:MOST]


def _quoted(key: str) -> str:
    """The key as it stands in the text of an entry; signs that LIKE reads otherwise match anything, and are read again after."""
    return orjson.dumps(key).decode()


def _names(entry: Mapping[str, Any], act: str, key: str, fields: frozenset[tuple[str, str]]) -> str:
    """The field of an entry that names the key, or nothing."""
    values = entry["case"] if act == "open" else entry["form"]
    return next((field for of, field in sorted(fields) if of == act and values.get(field) == key), "")
