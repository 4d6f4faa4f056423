"""Opening a case with its first act, and reading what a person may see of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from yifa import clock
from yifa.errors import BadInput, Forbidden, Missing, Refused, Text
from yifa.people.parties import Prepared, save
from yifa.people.scopes import Scope, scope_for
from yifa.procedures import Procedure

from . import store
from .door import Command, Receipt, check_moment, step
from .officers import ACTORS
from .opening import Cover, insert_opening, read_cover
from .referrals import from_parent, link_parent
from .refusals import record_refusal
from .world import the_law

__all__ = ["case_for", "open_case", "open_from_outside"]


def open_case(
    cover: Cover, first: Command | None, officer_id: int, identities: Sequence[Prepared] = ()
) -> Receipt:
    """Open a case under the procedure in force that day, and perform its first act (if given) with it.

    `identities` are the parties' names and numbers, sealed and written in the same transaction. Raises as
    `perform` does; when it raises, neither the case nor its number nor an identity was written.
    """
    cover, moment = _in_training(cover), clock.now()
    check_moment(cover.opened_at or moment, moment)
    procedure = the_law().in_force(cover.procedure, (cover.opened_at or moment).date())
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _require_open(cursor, cover, officer_id)
            parent = store.lock(cursor, cover.parent_id) if cover.parent_id is not None else None
            if parent is not None:
                cover = from_parent(parent, cover)
            case_id = _inserted(cursor, procedure, cover, identities, officer_id)
            if parent is not None:
                link_parent(cursor, parent, case_id, cover.procedure, officer_id)
            if first is None:
                row = store.lock(cursor, case_id)
                return Receipt(case_id, 0, row["head"], {}, {}, valid=True)
            return step(cursor, case_id, first, officer_id)
    except Refused as refused:
        record_refusal(None, first.act if first else "open", officer_id, refused, cover.procedure)
        raise


def open_from_outside(
    cover: Cover,
    first: Command,
    identities: Sequence[Prepared] = (),
    also: Callable[[Any, int], None] | None = None,
) -> Receipt:
    """Open a case with what a party itself entered through a channel: a report, an application.

    `first` is an event of a party and names its channel. `also(cursor, case_id)` writes what belongs to the same
    transaction (the receipt's code). Raises as `open_case`; `BadInput` where the first entry is no event of a party.
    """
    cover, moment = _in_training(cover), clock.now()
    check_moment(cover.opened_at or moment, moment)
    procedure = the_law().in_force(cover.procedure, (cover.opened_at or moment).date())
    branch = procedure.branch(first.act, first.form.get("outcome"))
    if branch is None or branch.kind != "event" or first.channel is None:
        text = Text(
            "只有当事人的事件可以由其自行登记。", "Only an event of a party is entered by the party itself."
        )
        raise BadInput("docket.outside", text)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            case_id = _inserted(cursor, procedure, cover, identities, None)
            receipt = step(cursor, case_id, first, None)
            if also is not None:
                also(cursor, case_id)
            return receipt
    except Refused as refused:
        record_refusal(None, first.act, None, refused, cover.procedure)
        raise


def _inserted(
    cursor: Any, procedure: Procedure, cover: Cover, identities: Sequence[Prepared], officer_id: int | None
) -> int:
    """Write cover, identities and entry 0; the id of the case."""
    facts = read_cover(procedure, cover)
    if identities:
        save(cursor, identities)
    return insert_opening(cursor, procedure, cover, facts, clock.now(), officer_id)


def _in_training(cover: Cover) -> Cover:
    """On an installation for training every case is one: marked papers, numbers of a series apart, no figure counts it."""
    return replace(cover, training=True) if settings.TRAINING else cover


def _require_open(cursor: Any, cover: Cover, officer_id: int) -> None:
    cursor.execute("SELECT n FROM people_revision")
    actor = ACTORS.get(officer_id, clock.now(), int(cursor.fetchone()[0]))
    row = {"body_id": cover.body_id, "division": cover.division, "office_id": cover.office_id, "handler_id": cover.handler_id,
           "procedure": cover.procedure, "shielded": cover.shielded}  # fmt: skip
    if not scope_for(actor, "open").allows(row):
        raise Forbidden(
            "out_of_scope",
            Text("您的岗位不能登记此类案件。", "Your posts do not let you open such a case."),
            "个人信息保护法/34",
        )


def case_for(case_id: int, scope: Scope) -> store.CaseRow:
    """The row of a case within `scope`. Raises `Missing` outside it: what may not be seen is not there."""
    condition, params = scope.as_sql("c")
    columns = ", ".join(f"c.{name}" for name in store.CASE)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM docket_case c WHERE c.id = %s AND {condition}", [case_id, *params]
        )
        row = cursor.fetchone()
    if row is None:
        raise Missing(
            "docket.no_case",
            Text("没有这个案件，或您无权查看。", "There is no such case, or it is not yours to see."),
        )
    return dict(zip(store.CASE, row, strict=True))
