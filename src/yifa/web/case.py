"""A case: where it stands, what was done, what is lawful now and why the rest is not, its terms, papers, parties."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from yifa.docket.linked import chain_of
from yifa.docket.reading import entries_of, erased, explained, procedure_of, state_of
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.people.looks import looks_at
from yifa.people.models import Body, Office, Officer
from yifa.people.vault import open_many
from yifa.procedures import START, Procedure, of_no_text
from yifa.procedures.register import FAMILY as REGISTER

from .access import Reader, may, seen_case, signed_in
from .comparing import alike
from .desk import official_now, urgency
from .facts import Reading, officer_names
from .files import kinds_of
from .guides import guide_of
from .language import language_of
from .naming import items_named, named_by
from .parties import Named, names_of, parties_of
from .proposals import waiting_on
from .report_way import handed_in
from .steps import steps_of
from .timeline import described, facts_of, papers_of, timeline_of

__all__ = ["case", "reading_of", "reveal", "stages_of"]

NOT_BEGUN = Text("未开始", "Not begun")


def stages_of(
    procedure: Procedure, state: dict[str, Any], entries: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The steps of the procedure, the present one marked: those gone through, and those that can still come."""
    here, been = state["stage"], _been(procedure, entries)
    ahead = set() if state["ended"] else _reachable(procedure, here)
    steps = [{"title": label, "state": "here" if name == here else "done" if name in been else "ahead"}
             for name, label in procedure.text.stages.items() if name in {here, *been, *ahead}]  # fmt: skip
    if state["ended"]:
        steps.append({"title": procedure.text.ends[state["stage"]], "state": "here"})
    return steps


def _been(procedure: Procedure, entries: Iterable[Mapping[str, Any]]) -> set[str]:
    """The stages that entries led to."""
    told = [each for each in entries if each["seq"] and not of_no_text(each) and each.get("valid", True)]
    branches = [procedure.branch(each["act"], each["form"].get("outcome")) for each in told]
    return {branch.to for branch in branches if branch is not None and branch.to}


def _reachable(procedure: Procedure, here: str) -> set[str]:
    """The stages that some way leads to from here."""
    found, open_ = set[str](), [here]
    branches = [one for each in procedure.branches.values() for one in each.values() if one.to]
    while open_:
        stage = open_.pop()
        for one in branches:
            leads = one.to in procedure.text.stages and (one.stages is None or stage in one.stages)
            if leads and one.to and one.to not in found:
                found.add(one.to)
                open_.append(one.to)
    return found


def reading_of(
    request: Reader, row: CaseRow, procedure: Procedure, entries: list[dict[str, Any]], parties: list[Named]
) -> Reading:
    """How this case is told to this reader."""
    ids = {i for e in entries for people in e.get("by", {}).values() for i in people}
    ids |= {str(e["entered_by"]) for e in entries if e.get("entered_by")}
    language = language_of(request)
    return Reading(language, procedure, names_of(parties, language), entries, officer_names(ids))


def _terms(
    case: CaseRow, procedure: Procedure, state: dict[str, Any], parties: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Every term of the case, running ones first, with its explanation and whose it is where each party has its own."""
    found, now = [], official_now()
    for name, spans in state["terms"].items():
        term = procedure.terms[name]
        for key, span in spans.items():
            why = explained(case, name, key) if span["due"] else None
            over = span["st"] == "running" and bool(span["due"]) and urgency(span["due"], now) == "overdue"
            found.append(
                {"over": over, "presses": term.whose in ("authority", "officer") and not procedure.text.terms[name].right, "title": term.title, "ground": term.ground, "mark": term.mark,
                 "whose": term.whose, "why": why, "party": parties.get(key, "") if len(spans) > 1 else "", **span}
            )  # fmt: skip
    return sorted(found, key=lambda t: (t["st"] != "running", t["due"] or "9999"))


def _chain(request: Reader, row: CaseRow) -> list[dict[str, Any]]:
    """The cases of the chain that the reader may see, in their order, each with what it is, where it stands and what is due."""
    found = []
    for each in chain_of(row["id"]):
        if request.sees.allows(each):
            procedure = the_law().version(each["version"])
            labels = {**procedure.text.stages, **procedure.text.ends}
            due = "none" if each["ended"] else urgency(each["next_due"], official_now())
            found.append(
                {
                    **each,
                    "what": procedure.title,
                    "stands": labels.get(each["stage"], NOT_BEGUN),
                    "urgency": due,
                }
            )
    return found


@signed_in
def case(request: Reader, case_id: int) -> HttpResponse:
    """The case page."""
    row = seen_case(request, case_id)
    procedure, state, entries = procedure_of(row), state_of(row), entries_of(row)
    chain = _chain(request, row)
    parties = parties_of(request, row, procedure)
    reading = reading_of(request, row, procedure, entries, parties)
    timeline = timeline_of(case_id, reading, entries)
    waiting = waiting_on(request, row, procedure)
    context = {
        "case": row, "procedure": procedure, "state": state, "due": "none" if state["ended"] else urgency(row["next_due"], official_now()), "standing": _standing(reading, state),
        "stages": stages_of(procedure, state, entries),
        "timeline": timeline,
        "steps": steps_of(request, row, procedure, state), "waiting": waiting, "asked": {each["act"] for each in waiting}, "may_act": may(request, "act").allows(row),
        "terms": _terms(row, procedure, state, reading.parties), "papers": papers_of(reading, entries, state),
        "guide": guide_of(procedure, state), "handed": handed_in(row, state), "chain": chain if len(chain) > 1 else [],
        "parent": next((each for each in chain if each["id"] == row["parent_id"]), None), "body": Body.objects.filter(pk=row["body_id"]).first(),
        "office": Office.objects.filter(pk=row["office_id"]).first(), "handler": Officer.objects.filter(pk=row["handler_id"]).first(),
        "place": reading.place(row["division"]),
        "cover": facts_of(case_id, reading, 0, procedure.text.case, state["case"], _cover_kinds(procedure, state)),
        "parties": parties, "cover_hidden": [(procedure.text.case[n].title, item["ref"]) for n, item in entries[0].get("sealed", {}).items()],
        "erased": erased(refs := [item["ref"] for e in entries for item in e.get("sealed", {}).values()]),
        "looks": looks_at([uuid.UUID(ref) for ref in refs]),
        "named_by": named_by(request, row, state), "items_named": items_named(request, row, procedure, state),
        "to_begin": [each for each in chain if each["parent_id"] == case_id and each["stage"] == START],
        "register": procedure.family.removeprefix(REGISTER) if procedure.family.startswith(REGISTER) else "",
        "ungrounded": [each for each in timeline if each["seq"] in state["ungrounded"]],
    }  # fmt: skip
    return render(request, "yifa/case.html", context)


def _standing(reading: Reading, state: dict[str, Any]) -> list[dict[str, Any]]:
    """What an item of a register says now, once it was changed; before that its entry says it."""
    branches = [one for each in reading.procedure.branches.values() for one in each.values()]
    amended = next((one.amends for one in branches if one.amends and one.act in state["done"]), None)
    if amended is None or amended not in state["done"]:
        return []
    fields, values = reading.procedure.branches[amended][None].fields, state["done"][amended]["form"]
    return [
        {"title": spec.title, "text": reading.told(spec, values[n])}
        for n, spec in fields.items()
        if n in values
    ]


def _cover_kinds(procedure: Procedure, state: dict[str, Any]) -> dict[str, str]:
    fields = procedure.text.case
    return kinds_of(
        sha
        for n, value in state["case"].items()
        if n in fields and fields[n].type == "files"
        for sha in value
    )


@require_POST
@signed_in
def reveal(request: Reader, case_id: int) -> HttpResponse:
    """Open one entry's personal facts: the reason is asked, the view logged; files open with the same reason."""
    row = seen_case(request, case_id)
    procedure, entries = procedure_of(row), entries_of(row)
    entry = next((e for e in entries if str(e["seq"]) == request.POST.get("seq")), None)
    if entry is None or not entry.get("sealed"):
        raise Missing("web.no_entry", Text("没有这一条记录。", "There is no such entry."))
    why = request.POST.get("why", "").strip()[:200]
    refs = {uuid.UUID(item["ref"]): name for name, item in entry["sealed"].items()}
    opened = {refs[ref]: orjson.loads(value) for ref, value in open_many(refs, request.actor, why).items()}
    title, fields = described(procedure, entry, {e["seq"]: e for e in entries})
    reading = reading_of(request, row, procedure, entries, parties_of(request, row, procedure))
    kinds = kinds_of(
        sha
        for name, value in opened.items()
        if name in fields and fields[name].type == "files"
        for sha in value
    )
    facts = facts_of(case_id, reading, entry["seq"], fields, opened, kinds, why)
    shared = alike(procedure, entries, entry, request.actor, why)
    for each in shared:
        each["name"] = reading.parties.get(each["party"], "")
    context = {"case": row, "entry": entry, "title": title, "facts": facts, "why": why, "shared": shared}
    return render(request, "yifa/reveal.html", context)
