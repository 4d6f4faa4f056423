"""The sample street made once in a process, and from then on written as the rows it came to."""

from __future__ import annotations

import pickle
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import JSONField, Model

from yifa.people.cast import Cast, make_cast

Rows = list[tuple[Any, ...]]
_kept: dict[str, tuple[bytes, list[tuple[str, Rows]]]] = {}
"""By database and division: the cast as it was handed out, and for each statement its rows."""


def remembered_cast(division_code: str) -> Cast:
    """What `make_cast` makes. Some three hundred rows of checks are gone through once; every test after pays for the rows alone."""
    key = f"{connection.alias} {connection.vendor} {division_code}"
    if key not in _kept:
        before = {model: _rows(model) for model in _models()}
        made = make_cast(division_code)
        statements = [_statement(model, set(_rows(model)) - set(before[model])) for model in _models()]
        _kept[key] = pickle.dumps(made), [(sql, rows) for sql, rows in statements if rows]
        return made
    cast, statements = _kept[key]
    with connection.cursor() as cursor:
        for sql, rows in statements:
            cursor.executemany(sql, rows)
    again: Cast = pickle.loads(cast)
    return again


def _models() -> list[type[Model]]:
    """The tables of people and places, those that others point to first; the counter of changes moves by itself."""
    rooms = [apps.get_app_config(room) for room in ("places", "people")]
    return [model for room in rooms for model in room.get_models(include_auto_created=True) if model._meta.label != "people.Revision"]


def _rows(model: type[Model]) -> Rows:
    """Every row; JSON as the text it is, so that it goes back in as it came."""
    names = ", ".join(
        f"{quote(f.column)}::text" if _is_json(f) else quote(f.column)
        for f in model._meta.local_concrete_fields
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quote(model._meta.db_table)}")
        return list(cursor.fetchall())


def _statement(model: type[Model], rows: set[tuple[Any, ...]]) -> tuple[str, Rows]:
    fields = model._meta.local_concrete_fields
    names = ", ".join(quote(f.column) for f in fields)
    places = ", ".join("%s::jsonb" if _is_json(f) else "%s" for f in fields)
    return (
        f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})",
        sorted(rows, key=lambda row: row[0]),
    )


def _is_json(field: Any) -> bool:
    return connection.vendor == "postgresql" and isinstance(field, JSONField)


def quote(name: str) -> str:
    """A name as this database quotes it."""
    return connection.ops.quote_name(name)
