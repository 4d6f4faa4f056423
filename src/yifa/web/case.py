"""A case: where it stands, what was done, what is lawful now and why the rest is not, its terms, papers, parties."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from yifa.docket.models import Case, CaseParty
from yifa.docket.reading import entries_of, erased, explained, lawful_now, procedure_of, state_of
from yifa.docket.store import CaseRow
from yifa.errors import Missing, Text
from yifa.people.models import Body, Office, Officer, Party
from yifa.people.vault import open_many
from yifa.procedures import START, Option, Procedure, is_handover, is_new_law, is_reprojection, of_no_text
from yifa.procedures.schema import FormField

from .access import Reader, may, seen_case, signed_in
from .facts import named

__all__ = ["case", "reveal"]


def _stages(procedure: Procedure, state: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps of the procedure, the present one marked."""
    order = [START, *procedure.text.stages]
    here = order.index(state["stage"]) if state["stage"] in order else len(order)
    steps = [{"title": label, "state": "done" if place < here else "here" if place == here else "ahead"}
             for place, (_, label) in enumerate(procedure.text.stages.items(), start=1)]  # fmt: skip
    if state["ended"]:
        steps.append({"title": procedure.text.ends[state["stage"]], "state": "here"})
    return steps


def _timeline(
    procedure: Procedure, entries: list[dict[str, Any]], names: dict[str, str]
) -> list[dict[str, Any]]:
    """Every entry, newest first, as the page shows it."""
    found = []
    for entry in reversed(entries[1:]):
        if is_reprojection(entry):
            found.append(_reprojected(procedure, entry))
            continue
        if is_new_law(entry):
            title = Text(
                "新的规定施行，此后按新规定办理", "A new text came into force; from here on it applies"
            )
            ground = Text("依据", "Ground"), entry["ground"]
            found.append(
                {**entry, "title": title, "facts": [ground], "hidden": [], "who": "", "late_entry": False}
            )
            continue
        if is_handover(entry):
            found.append(_handed_over(entry, names))
            continue
        branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
        assert branch is not None
        facts = [
            (branch.fields[n].title, named(branch.fields[n], v, names))
            for n, v in entry["form"].items()
            if n in branch.fields
        ]
        sealed = [(branch.fields[n].title, item["ref"]) for n, item in entry.get("sealed", {}).items()]
        who = "、".join(names.get(i, i) for people in entry["by"].values() for i in people)
        found.append({**entry, "title": branch.title, "ground": branch.ground, "facts": facts, "hidden": sealed, "who": who or entry.get("party") or "",
                      "late_entry": entry["recorded"][:10] != entry["at"][:10]})  # fmt: skip
    return found


def _reprojected(procedure: Procedure, entry: dict[str, Any]) -> dict[str, Any]:
    """Due days a late calendar notice moved, each with the day it was."""
    moved = [
        (procedure.terms[change["term"]].title, f"{change['was']['due']} → {change['now']['due']}")
        for change in entry["changes"]
    ]
    title = Text("工作日历更新，期限重算", "Terms counted again by a new calendar")
    return {**entry, "title": title, "facts": moved, "hidden": [], "who": "", "late_entry": False}


def _handed_over(entry: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """A case that passed to another handler or office, with whom and on what ground."""
    told: list[tuple[Text, str]] = []
    labels = {"handler": Text("经办人", "Handler"), "office": Text("科室", "Office")}
    offices = {entry["from"].get("office"), entry["assigned"].get("office")} - {None}
    offices_named = {
        str(pk): name for pk, name in Office.objects.filter(pk__in=offices).values_list("pk", "name")
    }
    for name, now in entry["assigned"].items():
        known = offices_named if name == "office" else names
        was = entry["from"].get(name)
        told.append(
            (
                labels[name],
                f"{known.get(was, was)} → {known.get(now, now)}" if was else str(known.get(now, now)),
            )
        )
    return {
        **entry,
        "title": Text("在办案件移交", "Handed over"),
        "facts": told,
        "hidden": [],
        "who": "",
        "late_entry": False,
    }


def _options(case: CaseRow) -> tuple[list[Option], list[Option]]:
    """What can be done now, and what cannot: the latter once per act, with reasons."""
    found = [o for o in lawful_now(case) if "linked" not in o.branch.by and "law" not in o.branch.by]
    stage_only = [
        o
        for o in found
        if not o.open and all(r.code in ("procedures.stage", "procedures.ended") for r in o.reasons)
    ]
    shut = [o for o in found if not o.open and o not in stage_only]
    # What moves the case on stands first, then what ends it, then the rest: the first button is the next step.
    ends = procedure_of(case).ends
    lawful = sorted(
        (o for o in found if o.open),
        key=lambda o: (o.branch.kind != "act", o.branch.to is None, o.branch.to in ends),
    )
    return lawful, shut + stage_only


def _terms(case: CaseRow, procedure: Procedure, state: dict[str, Any]) -> list[dict[str, Any]]:
    """Every term of the case, running ones first, with its explanation."""
    found = []
    for name, spans in state["terms"].items():
        term = procedure.terms[name]
        for key, span in spans.items():
            why = explained(case, name, key) if span["due"] else None
            found.append(
                {
                    "title": term.title,
                    "ground": term.ground,
                    "mark": term.mark,
                    "whose": term.whose,
                    "why": why,
                    **span,
                }
            )
    return sorted(found, key=lambda t: (t["st"] != "running", t["due"] or "9999"))


def _papers(
    procedure: Procedure, entries: list[dict[str, Any]], state: dict[str, Any]
) -> list[dict[str, Any]]:
    return [
        {"name": d["name"], "number": d["number"], "seq": e["seq"], "at": e["at"], "title": procedure.text.documents[d["name"]].title,
         "served": state["docs"].get(d["name"], {}).get("served", {}), "due": state["docs"].get(d["name"], {}).get("due", []),
         "template": procedure.text.documents[d["name"]].template}
        for e in entries for d in e.get("documents", ())
    ]  # fmt: skip


def _names(entries: list[dict[str, Any]]) -> dict[str, str]:
    """Names of the officers who act in the docket."""
    ids = {i for e in entries for people in e.get("by", {}).values() for i in people} | {
        str(e["entered_by"]) for e in entries if e.get("entered_by")
    }
    ids |= {
        e[side]["handler"]
        for e in entries
        if is_handover(e)
        for side in ("from", "assigned")
        if "handler" in e[side]
    }
    return {
        str(pk): name
        for pk, name in Officer.objects.filter(pk__in=[int(i) for i in ids]).values_list("pk", "name")
    }


def _mask(
    request: Reader, row: CaseRow, procedure: Procedure, party: CaseParty, masks: dict[str, str]
) -> str:
    """The masked name; of a shielded party not even that, but to those who reach shielded cases."""
    if procedure.text.parties[party.role].shielded and not request.sees.allows({**row, "shielded": True}):
        return "（身份受保护）"
    return masks.get(party.party_id, "（未登记身份）")


def _linked(row: CaseRow, state: dict[str, Any]) -> list[dict[str, Any]]:
    """The case this one came from, and those opened from it; whether the reader may see them is asked of each."""
    ids = {int(child) for cases in state["links"].values() for child in cases} | {row["parent_id"] or 0}
    columns = (
        "id",
        "number",
        "title",
        "procedure",
        "body_id",
        "division",
        "office_id",
        "handler_id",
        "shielded",
    )
    return list(Case.objects.filter(pk__in=ids).order_by("pk").values(*columns))


@signed_in
def case(request: Reader, case_id: int) -> HttpResponse:
    """The case page."""
    row = seen_case(request, case_id)
    procedure, state, entries = procedure_of(row), state_of(row), entries_of(row)
    lawful, shut = _options(row)
    linked = [each for each in _linked(row, state) if request.sees.allows(each)]
    names = _names(entries)
    parties = {p.party_id: p for p in CaseParty.objects.filter(case_id=case_id)}
    masks = {str(p.pk): p.mask for p in Party.objects.filter(pk__in=[uuid.UUID(i) for i in parties if i])}
    context = {
        "case": row, "procedure": procedure, "state": state, "stages": _stages(procedure, state), "timeline": _timeline(procedure, entries, names),
        "lawful": lawful, "shut": shut, "may_act": may(request, "act").allows(row), "terms": _terms(row, procedure, state),
        "papers": _papers(procedure, entries, state), "linked": [each for each in linked if each["id"] != row["parent_id"]],
        "parent": next((each for each in linked if each["id"] == row["parent_id"]), None), "body": Body.objects.filter(pk=row["body_id"]).first(),
        "office": Office.objects.filter(pk=row["office_id"]).first(), "handler": Officer.objects.filter(pk=row["handler_id"]).first(),
        "cover": [(procedure.text.case[n].title, named(procedure.text.case[n], v, names)) for n, v in state["case"].items() if n in procedure.text.case],
        "parties": [{"title": procedure.text.parties[p.role].title, "key": p.key, "kind": p.kind, "mask": _mask(request, row, procedure, p, masks)} for p in parties.values()],
        "cover_hidden": [(procedure.text.case[n].title, item["ref"]) for n, item in entries[0].get("sealed", {}).items()],
        "erased": erased([item["ref"] for e in entries for item in e.get("sealed", {}).values()]),
    }  # fmt: skip
    return render(request, "yifa/case.html", context)


@require_POST
@signed_in
def reveal(request: Reader, case_id: int) -> HttpResponse:
    """Open one entry's personal facts: the reason is asked, the view logged."""
    row = seen_case(request, case_id)
    procedure = procedure_of(row)
    entry = next((e for e in entries_of(row) if str(e["seq"]) == request.POST.get("seq")), None)
    if entry is None or not entry.get("sealed"):
        raise Missing("web.no_entry", Text("没有这一条记录。", "There is no such entry."))
    refs = {uuid.UUID(item["ref"]): name for name, item in entry["sealed"].items()}
    opened = open_many(refs, request.actor, request.POST.get("why", ""))
    title, fields = _described(procedure, entry)
    values = [(fields[refs[ref]].title, value.decode().strip('"')) for ref, value in opened.items()]
    return render(
        request, "yifa/reveal.html", {"case": row, "entry": entry, "title": title, "values": values}
    )


def _described(procedure: Procedure, entry: dict[str, Any]) -> tuple[Any, Mapping[str, FormField]]:
    """What an entry is called, and its fields: those of the cover for entry 0."""
    if entry["seq"] == 0:
        return Text("封面", "Cover"), procedure.text.case
    if of_no_text(entry):
        return Text("系统记录", "An entry of the docket's own"), {}
    branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
    assert branch is not None
    return branch.title, branch.fields
