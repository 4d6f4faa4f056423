"""A case as pages and the API read it: its entries, what is lawful now, its terms explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from yifa import clock
from yifa.errors import Missing, Text
from yifa.people.models import VaultItem
from yifa.procedures import FIXED, Option, Procedure, explain, options

from .entries import load_entries
from .store import CaseRow
from .world import lookups_now, the_law, world_for

__all__ = ["entries_of", "erased", "explained", "lawful_now", "procedure_of", "state_by_id", "state_of"]


def procedure_of(case: CaseRow) -> Procedure:
    """The version under which the case runs."""
    return the_law().version(case["version"])


def state_of(case: CaseRow) -> dict[str, Any]:
    """The folded state of a case."""
    state: dict[str, Any] = orjson.loads(case["state"])
    return state


def state_by_id(case_id: int) -> tuple[Procedure, dict[str, Any]]:
    """The procedure and the folded state of a case, for work that needs no cover. Raises `Missing`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version, state FROM docket_case WHERE id = %s", [case_id])
        row = cursor.fetchone()
    if row is None:
        raise Missing("docket.no_case", Text("没有这个案件。", "There is no such case."))
    return the_law().version(row[0]), orjson.loads(row[1])


def entries_of(case: CaseRow) -> list[dict[str, Any]]:
    """The docket of a case, in the order it was recorded."""
    with connection.cursor() as cursor:
        return load_entries(cursor, case["id"])


def lawful_now(case: CaseRow, at: datetime | None = None) -> list[Option]:
    """Every act and event as it stands now: open, or shut with reasons."""
    moment = at or clock.now()
    procedure, state = procedure_of(case), state_of(case)
    with connection.cursor() as cursor:
        world = world_for(cursor, the_law(), procedure, None, case, state, moment, {})
        world = replace(world, lookups=lookups_now(cursor, procedure, case, state, moment))
    text = moment.astimezone(clock.ZONE).isoformat(timespec="seconds")
    return options(procedure, state, text, world, the_law().calendar_on(text))


def explained(case: CaseRow, term: str, key: str) -> Mapping[str, Any]:
    """A term's dates with their explanation, as data."""
    procedure, span = procedure_of(case), state_of(case)["terms"][term][key]
    if span["len"] == FIXED or procedure.terms[term].backward is not None:
        zh, en = (
            ("文书（行为）载明的日期。", "The day a document or act states.")
            if span["len"] == FIXED
            else ("自该日期倒算。", "Counted backward from that day.")
        )
        return {
            "due": span["due"],
            "raw": span["raw"],
            "rolled": False,
            "safe": span["safe"],
            "provisional": False,
            "explanation": {"zh": zh, "en": en, "steps": []},
        }
    calendar = the_law().calendar_on(clock.now().isoformat())
    data: Mapping[str, Any] = explain(span, procedure.terms[term].roll, calendar).as_data()
    return data


def erased(refs: list[str]) -> set[str]:
    """Which sealed values were erased by law."""
    return {
        str(ref)
        for ref in VaultItem.objects.filter(pk__in=refs, erased_at__isnull=False).values_list("pk", flat=True)
    }
