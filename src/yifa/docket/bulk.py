"""Many acts a transaction, with the same verdicts: hotline sheets, device alarms, year books.

A life is one case with its acts in legal order. Each act is judged and folded exactly as at the
door; only the writing is gathered. A life that is refused is left out whole and reported, and the
others stand. Lives touch no other case: what opens or tells a linked case goes through the door. A life
whose verdict may ask of an earlier one — of the same party, of an item it names — finds it written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction

from yifa import clock
from yifa.errors import BadInput, Refused, Text, YifaError
from yifa.people.parties import Prepared, save
from yifa.people.vault import Plain, insert_rows, prepare_rows
from yifa.procedures import (
    Attempt,
    Branch,
    Law,
    Procedure,
    World,
    fold,
    judge,
    needs_history,
    opening,
    read_correction,
    refold,
    standing_entries,
)

from .chain import GENESIS
from .door import Command, check_moment
from .listed import require_listed
from .named_cases import require_cases
from .numbers import number_for
from .officers import actors_for
from .opening import Cover, case_row, hide_cover, issuer_of, opening_entry, read_cover
from .projection import act_row, case_columns, document_rows, party_rows, referral_rows, span_rows
from .store import ACT, CASE, DOCUMENT, PARTY, REFERRAL, SPAN, copy_rows, reserve_ids
from .succession import new_law_entry
from .vouching import vouched
from .world import lookups_for, the_law

__all__ = ["Life", "Rejected", "bulk"]

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Life:
    """One case: its cover and its acts, the first of which opens it. Every act's `at` is given.

    `identities` are the parties' names, sealed and written with the life.
    """

    cover: Cover
    acts: Sequence[Command]
    identities: Sequence[Prepared] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A life that was left out, and why."""

    place: int
    error: YifaError


@dataclass
class _Batch:
    """Rows gathered for one transaction, and of whom and of what kind the lives are that are not written yet."""

    cases: list[Sequence[Any]] = field(default_factory=list)
    acts: list[Sequence[Any]] = field(default_factory=list)
    spans: list[Sequence[Any]] = field(default_factory=list)
    documents: list[Sequence[Any]] = field(default_factory=list)
    parties: list[Sequence[Any]] = field(default_factory=list)
    sealed: list[Any] = field(default_factory=list)
    referrals: list[Sequence[Any]] = field(default_factory=list)
    identities: list[Prepared] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)

    def meets(self, life: Life, procedure: Procedure) -> bool:
        """Whether a verdict on `life` may ask of one that is not written yet."""
        return not self.people.isdisjoint(_people(life)) or not self.families.isdisjoint(procedure.asked_of)

    def write(self, cursor: Any) -> int:
        """Write what was gathered; how many acts it was, openings left out."""
        acts = len(self.acts) - len(self.cases)
        copy_rows(cursor, "docket_case", CASE, self.cases)
        copy_rows(cursor, "docket_act", ACT, self.acts)
        copy_rows(cursor, "docket_termspan", SPAN, self.spans)
        copy_rows(cursor, "docket_issueddocument", DOCUMENT, self.documents)
        copy_rows(cursor, "docket_caseparty", PARTY, self.parties)
        copy_rows(cursor, "docket_referral", REFERRAL, self.referrals)
        if self.sealed:
            insert_rows(cursor, self.sealed)
        if self.identities:
            save(cursor, self.identities)
        return acts


def bulk(
    lives: Iterable[Life], officer_id: int, *, size: int = 500, progress: Callable[[int], None] | None = None
) -> tuple[int, list[Rejected]]:
    """Enter every life; returns how many acts were appended, and the lives left out."""
    acts, rejected, place = 0, [], 0
    for chunk in _chunks(lives, size):
        with transaction.atomic(), connection.cursor() as cursor:
            done, out = _enter(cursor, chunk, place, officer_id)
        acts, place = acts + done, place + len(chunk)
        rejected += out
        if progress:
            progress(acts)
    return acts, rejected


def _chunks(lives: Iterable[Life], size: int) -> Iterator[list[Life]]:
    chunk: list[Life] = []
    for life in lives:
        chunk.append(life)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _enter(cursor: Any, chunk: list[Life], place: int, officer_id: int) -> tuple[int, list[Rejected]]:
    cursor.execute("SELECT n FROM people_revision")
    revision, moment = int(cursor.fetchone()[0]), clock.now()
    batch, done, rejected = _Batch(), 0, []
    for offset, (life, case_id) in enumerate(zip(chunk, reserve_ids(cursor, len(chunk)), strict=True)):
        try:
            procedure = the_law().in_force(life.cover.procedure, (life.cover.opened_at or moment).date())
            if batch.meets(life, procedure):
                done, batch = done + batch.write(cursor), _Batch()
            _live(cursor, batch, procedure, life, case_id, revision, moment, officer_id)
        except YifaError as error:
            rejected.append(Rejected(place + offset, error))
            continue
        batch.identities += life.identities
        batch.people |= _people(life)
        batch.families.add(life.cover.procedure)
    return done + batch.write(cursor), rejected


def _people(life: Life) -> set[str]:
    """The identities of everyone in a life by which other cases of theirs are known."""
    joined = [command.joined["identity"] for command in life.acts if command.joined]
    return {identity for identity in (*joined, *(party.identity for party in life.cover.parties)) if identity}


def _live(
    cursor: Any, batch: _Batch, procedure: Procedure, life: Life, case_id: int, revision: int, moment: datetime, officer_id: int
) -> None:  # fmt: skip
    """Judge and fold one life in memory; its rows join the batch only when every act was lawful."""
    law = the_law()
    first = opening_entry(procedure, life.cover, read_cover(procedure, life.cover), moment, officer_id)
    place = {"id": case_id, "body_id": life.cover.body_id, "training": life.cover.training}
    opened = life.cover.opened_at or moment
    require_listed(cursor, procedure.item_fields, first["case"], place, opened, first["case"], law.registers)
    require_cases(cursor, procedure.case_fields, first["case"], place, law)
    plains = [(first, name, value) for name, value in hide_cover(procedure, first).items()]
    state = opening(first["case"], first["parties"])
    entries: list[Entry] = [first]
    for command in life.acts:
        newer = law.successor(procedure, (command.at or moment).date())
        if newer is not None:
            entries.append(new_law_entry(procedure, newer, state, {"id": case_id}, len(entries), moment))
            procedure = newer
            fold(procedure, state, entries[-1], law.calendar_of(entries[-1]))
        entry = _judged(
            cursor, law, procedure, life.cover, state, command, revision, moment, case_id, entries, officer_id
        )
        plains += _hide(procedure, entry)
        if needs_history(procedure, state, entry):
            state = refold(procedure, [*entries, entry], law.calendar_of, law.text_of)
        else:
            fold(procedure, state, entry, law.calendar_of(entry))
        entries.append(entry)
    first["number"] = number_for(
        cursor, issuer_of(life.cover), procedure.text.number, first["at"], life.cover.training
    )
    _rows(cursor, batch, procedure, life.cover, case_id, entries, state, plains)


def _judged(
    cursor: Any, law: Law, procedure: Procedure, cover: Cover, state: dict[str, Any], command: Command, revision: int, moment: datetime,
    case_id: int, entries: list[Entry], officer_id: int,
) -> Entry:  # fmt: skip
    """One verdict, the same as at the door; raises `Refused`."""
    at = command.at or moment
    check_moment(at, moment)
    outcomes = procedure.branches.get(command.act, {})
    branch = outcomes.get(command.form.get("outcome") if None not in outcomes else None)
    _alone(branch, cover)
    params = law.params(procedure, cover.locality, cover.field or None, at.date())
    row = {"id": case_id, "body_id": cover.body_id, "training": cover.training}
    lookups = (
        lookups_for(cursor, procedure, branch, row, state, at, command.form)
        if branch is not None and branch.lookups
        else {}
    )
    standing = _standing(procedure, branch, entries, at)
    world = World(params, lookups, law.substance(procedure, cover.locality), entries=standing)
    actors = actors_for(command.by, at, revision)
    attempt = Attempt(command.act, at, actors, command.form, command.party, command.joined)
    calendar = law.calendar_on(moment.isoformat())
    verdict = judge(procedure, state, attempt, world, calendar)
    verdict = vouched(verdict, procedure.family, command.act, row, state)
    if not verdict.accepted:
        first = verdict.reasons[0]
        raise Refused("docket.refused", first.text, first.ground, reasons=verdict.reasons)
    assert verdict.entry is not None
    assert verdict.branch is not None
    form = verdict.entry["form"]
    require_listed(cursor, verdict.branch.item_fields, form, row, at, state["case"], law.registers)
    require_cases(cursor, verdict.branch.case_fields, form, row, law)
    read_correction(procedure, state, world, calendar, entries, verdict)
    entry = {
        **verdict.entry, "case": case_id, "seq": len(entries), "version": procedure.version, "recorded": moment.isoformat(timespec="seconds"),
        "calendar": calendar.newest.isoformat(), "entered_by": officer_id, "lookups": lookups, "values": {n: v for n, v in params.items() if state["values"].get(n) != v},
    }  # fmt: skip
    if command.paper:
        entry["paper"] = command.paper
    if verdict.reasons:
        entry["reasons"] = [reason.as_data() for reason in verdict.reasons]
    if entry["valid"]:
        entry["documents"] = _papers(verdict.branch, entry)
    return entry


def _standing(
    procedure: Procedure, branch: Branch | None, entries: list[Entry], at: datetime
) -> Mapping[int, str]:
    """The entries the form may name, where it can name any."""
    if branch is None or not branch.reads_entries:
        return {}
    return standing_entries(procedure, entries, at.astimezone(clock.ZONE).isoformat(timespec="seconds"))


def _papers(branch: Branch, entry: Entry) -> list[dict[str, str]]:
    """The papers an act issues; those without a printed number get theirs when the life is whole."""
    return [{"name": name, "number": entry["form"].get("printed_number", "")} for name in branch.issues]


def _alone(branch: Branch | None, cover: Cover) -> None:
    """Raise `BadInput` for an act that touches another case: one it opens, or the one it was opened from."""
    tells = branch is not None and branch.tells is not None and cover.parent_id is not None
    if branch is not None and (branch.opens is not None or branch.erases or tells):
        raise BadInput(
            "docket.bulk_link",
            Text(
                "涉及关联案件的行为不能批量录入。", "What opens or tells a linked case does not go in bulk."
            ),
        )


def _hide(procedure: Procedure, entry: Entry) -> list[tuple[Entry, str, bytes]]:
    """Take the personal facts out of an entry; they are sealed together when the life is whole."""
    branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
    assert branch is not None
    hidden = [name for name in entry["form"] if name not in branch.public]
    return [(entry, name, orjson.dumps(entry["form"].pop(name))) for name in hidden]


def _rows(
    cursor: Any, batch: _Batch, procedure: Procedure, cover: Cover, case_id: int, entries: list[Entry], state: dict[str, Any],
    plains: list[tuple[Entry, str, bytes]],
) -> None:  # fmt: skip
    """Every row of one life: sealed facts, numbers, the chain, the projections."""
    rows = prepare_rows(
        Plain(value, "case", f"case:{case_id}", f"{entry['act']}.{name}") for entry, name, value in plains
    )
    for (entry, name, _), row in zip(plains, rows, strict=True):
        entry.setdefault("sealed", {})[name] = {
            "ref": str(row.sealed.ref),
            "commitment": row.sealed.commitment,
        }
        batch.sealed.append(row)
    prev = GENESIS
    for entry in entries:
        for document in entry.get("documents", ()):
            series = procedure.text.documents[document["name"]].number
            if series and not document["number"]:
                document["number"] = number_for(cursor, issuer_of(cover), series, entry["at"], cover.training)
            standing = state["docs"].get(document["name"], {})
            if standing.get("seq") == entry["seq"]:
                standing["number"] = document["number"]
        batch.documents += document_rows(case_id, cover.body_id, entry)
        act = act_row(case_id, entry, prev)
        prev = act[-1]
        batch.acts.append(act)
    whole = case_row(procedure, cover, entries[0], state)
    whole |= {**case_columns(procedure, state, len(entries), prev), "id": case_id}
    batch.cases.append([whole[name] for name in CASE])
    batch.spans += span_rows(procedure, case_id, state)
    batch.referrals += referral_rows(procedure, case_id, state)
    for entry in entries:
        batch.parties += party_rows(case_id, entry)
