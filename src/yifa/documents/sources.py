"""What the papers of a case print, gathered from the docket, the vault, the people register and the law."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from django.db import connection
from django.db.models import Q

from yifa.docket.entries import load_entries
from yifa.docket.models import Case
from yifa.docket.reading import entries_of, procedure_of
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.people.actors import Actor
from yifa.people.models import Body, Certificate, Officer, Party
from yifa.people.vault import open_many
from yifa.procedures import Procedure, apply_corrections, of_no_text, refold
from yifa.statutes.violations import Locality

from .papers import Source, violation_words

__all__ = ["opened_entries", "source_of", "sources_of"]

ORGAN = {
    "review_body": "review_body", "court": "court", "bank": "collecting_bank", "bank_address": "collecting_bank_address",
    "account": "collecting_account", "address": "organ_address", "phone": "organ_phone", "entrusted_by": "entrusted_by",
}  # fmt: skip
"""What papers call a local fact, and its name among the locality's values."""


def source_of(row: CaseRow, seq: int, actor: Actor, why: str) -> Source:
    """The source of the papers that entry `seq` issued; every personal fact opened is logged with `why`.

    Raises `Missing` where the case has no such entry, and what the vault raises.
    """
    entries = [e for e in opened_entries(row, actor, why) if e["seq"] <= seq]
    if not entries or entries[-1]["seq"] != seq:
        raise Missing("documents.no_entry", Text("案件中没有这条记录。", "The case has no such entry."))
    return _source(
        row, entries, _identities(procedure_of(row), entries, actor, why), _officers(entries, row["body_id"])
    )


def sources_of(row: CaseRow, actor: Actor, why: str) -> Iterator[tuple[Mapping[str, Any], Source]]:
    """Each entry that issued papers or served one, with its source, in the order of the docket."""
    entries = opened_entries(row, actor, why)
    identities, officers = (
        _identities(procedure_of(row), entries, actor, why),
        _officers(entries, row["body_id"]),
    )
    for place, entry in enumerate(entries, start=1):
        if entry.get("documents") or (entry["seq"] and "document" in entry["form"]):
            yield entry, _source(row, entries[:place], identities, officers)


def opened_entries(row: CaseRow, actor: Actor, why: str) -> list[dict[str, Any]]:
    """The docket with its personal facts put back; what was erased by law stays away."""
    entries = entries_of(row)
    refs = {
        uuid.UUID(item["ref"]): (e["seq"], name)
        for e in entries
        for name, item in e.get("sealed", {}).items()
    }
    values = open_many(refs, actor, why) if refs else {}
    found = {e["seq"]: {**e, "form": dict(e.get("form", {})), "case": _cover(e)} for e in entries}
    for ref, value in values.items():
        seq, name = refs[ref]
        found[seq]["form" if seq else "case"][name] = orjson.loads(value)
    return list(found.values())


def _cover(entry: Mapping[str, Any]) -> Any:
    """The facts of the cover where the entry is one; any other entry names its case there."""
    return dict(entry["case"]) if entry["seq"] == 0 else entry["case"]


def _source(
    row: CaseRow,
    entries: Sequence[dict[str, Any]],
    identities: Mapping[str, Mapping[str, Any]],
    officers: Mapping[str, Mapping[str, Any]],
) -> Source:
    law, procedure = the_law(), procedure_of(row)
    entries = _corrected(procedure, entries)
    on = date.fromisoformat(entries[-1]["at"][:10])
    violation = violation_words(law, procedure, entries[0]["case"], on)
    facts = {**entries[0]["case"], "number": row["number"], "opened_on": entries[0]["at"][:10]}
    if violation:
        facts["violation"] = violation["title"]
    organ = _organ(law.locality(row["locality"]), row["field"] or None, on, facts["capacity"])
    body, entrusting = Body.objects.get(pk=row["body_id"]).name, organ.get("entrusted_by", "")
    return Source(
        procedure=procedure,
        cover=facts,
        entries=entries,
        state=refold(procedure, entries, law.calendar_of, law.text_of),
        body=entrusting or body,  # an entrusted body acts in the name of the organ that entrusted it
        handled_by=body if entrusting else "",
        officers=officers,
        identities=identities,
        violation=violation,
        parent=_parent(row["parent_id"]),
        organ=organ,
    )


def _corrected(procedure: Procedure, entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries as corrected by then, personal facts too: a paper prints what was right when it was issued."""
    kept = [dict(entry) for entry in entries]
    acts = [entry for entry in kept if entry["seq"] and not of_no_text(entry)]
    apply_corrections(lambda e: procedure.branch(e["act"], e["form"].get("outcome")), acts)
    return kept


def _parent(case_id: int | None) -> dict[str, Any]:
    """The case this one was opened from: its number, and number and day of its decision."""
    if case_id is None:
        return {}
    found: dict[str, Any] = {"number": Case.objects.get(pk=case_id).number}
    with connection.cursor() as cursor:
        entries = load_entries(cursor, case_id)
    for entry in entries:
        for paper in entry.get("documents", ()):
            if paper["name"] == "decision":
                found |= {"decision_number": paper["number"], "decided_on": entry["at"][:10]}
    return found


def _organ(locality: Locality, field: str | None, on: date, capacity: str) -> dict[str, Any]:
    found = {
        name: locality.value(value, field, on).value
        for name, value in ORGAN.items()
        if locality.has(value, field, on)
    }
    if capacity != "entrusted":
        found.pop("entrusted_by", None)
    return found


def _officers(entries: Sequence[Mapping[str, Any]], body_id: int) -> dict[str, dict[str, Any]]:
    """Names and certificate numbers of the body's officers and of everyone who acted, by id as the docket keeps it."""
    ids = {one for e in entries for people in (e.get("by") or {}).values() for one in people}
    day = date.fromisoformat(entries[-1]["at"][:10])
    known = Officer.objects.filter(Q(pk__in=ids) | Q(body_id=body_id))
    valid = Certificate.objects.filter(officer__in=known, valid_from__lte=day).filter(
        Q(valid_to=None) | Q(valid_to__gte=day)
    )
    numbers = {str(c.officer_id): c.number for c in valid.order_by("-kind", "number")}
    return {
        str(officer.pk): {"name": officer.name, "certificate": numbers.get(str(officer.pk))}
        for officer in known
    }


def _printable(procedure: Procedure, entries: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The parties a paper may name: whoever the procedure shields stands on none."""
    for entry in entries:
        opened = [(role, party) for role, people in entry.get("parties", {}).items() for party in people]
        joined = entry.get("joined") or {}
        for role, party in [*opened, *([(joined["role"], joined)] if joined else [])]:
            if not procedure.text.parties[role].shielded:
                yield party


def _identities(
    procedure: Procedure, entries: Sequence[Mapping[str, Any]], actor: Actor, why: str
) -> dict[str, dict[str, Any]]:
    """Name, number and address of each party by key, from the vault; a party without identity has none."""
    parties = {p["party_id"]: p["key"] for p in _printable(procedure, entries) if p.get("party_id")}
    refs = {party.identity: parties[str(party.pk)] for party in Party.objects.filter(pk__in=list(parties))}
    found: dict[str, dict[str, Any]] = {}
    for ref, value in (open_many(refs, actor, why) if refs else {}).items():
        data = orjson.loads(value)
        found[refs[ref]] = {
            "name": data["name"],
            "id_number": data["number"] or None,
            "phone": data["phone"] or None,
            "address": data["address"] or None,
        }
    return found
