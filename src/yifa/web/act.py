"""One act: its form from the law, what came back through the docket's door, and the refusal with its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yifa import clock
from yifa.docket.door import Command, perform
from yifa.docket.models import Act
from yifa.docket.proposals import propose
from yifa.docket.reading import entries_of, procedure_of, state_of
from yifa.docket.store import CaseRow
from yifa.errors import BadInput, Conflict, Missing, Refused, Text
from yifa.people.models import Officer
from yifa.people.parties import Prepared
from yifa.procedures import PRIVATE, Branch, Procedure, standing_entries
from yifa.procedures.schema import FormField

from .access import Reader, seen_case, signed_in
from .acting import roles_for
from .case import reading_of, stages_of
from .conditions import as_it_stands, rules_of
from .correcting import (
    correctable,
    only_changed,
    page_fields,
    page_values,
    posted_corrections,
    require_not_emptied,
    standing_values,
)
from .discretion import with_tiers
from .forms import raw_values, shown_fields, unplaced
from .joining import KINDS, Joining, joining
from .language import language_of
from .moments import moment_of
from .parties import Named, parties_of
from .picking import Choice, Setting, unserved, with_case_ids
from .report_way import filled, handed_in
from .timeline import entry_told, timeline_of

__all__ = ["act"]


def _branch(procedure: Procedure, name: str, outcome: str | None) -> Branch:
    branches = procedure.branches.get(name)
    if not branches:
        raise Missing("web.no_act", Text("本程序没有这一行为。", "This procedure has no such act."))
    found = branches.get(outcome) if outcome else next(iter(branches.values()))
    if found is None:
        raise Missing("web.no_outcome", Text("没有这一种结果。", "There is no such outcome."))
    return found


def _command(request: Reader, branch: Branch, sheet: _Sheet) -> Command:
    posted = request.POST
    by = {
        name: _ids(posted.getlist(f"by-{name}"))
        for name in sheet.procedure.roles
        if posted.getlist(f"by-{name}")
    }
    fields = _fields(request, sheet, branch)
    form = raw_values(fields, posted, request.FILES, request.actor.id)
    corrected = _corrected(request, sheet)
    if "corrects" in branch.marks and corrected is not None:
        form = posted_corrections(form, page_values(fields, corrected))
    form = only_changed(form, standing_values(branch, sheet.state))
    if branch.outcome:
        form["outcome"] = branch.outcome
    return Command(
        act=branch.act, by=by, form=form, at=moment_of(posted.get("at", "")), seen=posted.get("seen") or None, party=posted.get("party") or None,
        irregular=posted.get("irregular", "").strip() or None, paper=posted.get("paper", "").strip() or None,
    )  # fmt: skip


def _ids(listed: list[str]) -> list[int]:
    if not all(one.isdigit() and len(one) < 19 for one in listed):
        raise BadInput("web.people", Text("人员有误。", "The people cannot be read."))
    return [int(one) for one in listed]


@dataclass(frozen=True)
class _Sheet:
    """The case as an act's page needs it, read once."""

    row: CaseRow
    procedure: Procedure
    state: dict[str, Any]
    parties: list[Named]
    timeline: list[dict[str, Any]]
    entries: list[dict[str, Any]]

    @property
    def standing(self) -> list[Named]:
        """The parties that have not left."""
        keys = {p["key"] for people in self.state["parties"].values() for p in people}
        return [party for party in self.parties if party.key in keys]

    def setting(self, request: Reader, branch: Branch) -> Setting:
        """Where the form is filled in: parties and entries by their names."""
        entries = [Choice(str(e["seq"]), entry_told(e)) for e in self.timeline]
        standing = standing_entries(self.procedure, self.entries, clock.now().isoformat(timespec="seconds"))
        naming = [name for name, spec in branch.fields.items() if spec.type == "entry"]
        mine = [e["form"] for e in self.entries if standing.get(e["seq"]) == branch.act]
        return Setting(
            self.procedure, self.state, self.row["body_id"], self.row["division"] or "", self.row["locality"], self.row["id"],
            request.sees, request.actor.id, [Choice(p.key, p.name) for p in self.standing], entries,
            standing, frozenset(form[name] for form in mine for name in naming if name in form),
        )  # fmt: skip


def _sheet(request: Reader, case_id: int) -> _Sheet:
    row = seen_case(request, case_id)
    procedure, entries = procedure_of(row), entries_of(row)
    parties = parties_of(request, row, procedure)
    timeline = timeline_of(case_id, reading_of(request, row, procedure, entries, parties), entries)
    return _Sheet(row, procedure, state_of(row), parties, timeline, entries)


@signed_in
def act(request: Reader, case_id: int, name: str) -> HttpResponse:
    """Show an act's form; perform it when posted; show what stands against it without losing what was written."""
    sheet = _sheet(request, case_id)
    branch = _branch(sheet.procedure, name, request.POST.get("outcome") or request.GET.get("outcome"))
    command, refusal, status = None, None, 200
    enters = joining(sheet.procedure, branch, case_id, request.POST)
    if "corrects" in branch.marks and _corrected(request, sheet) is None:
        return _which(request, sheet, branch)
    if request.method == "POST":
        ready = command = replace(_command(request, branch, sheet), joined=enters.joined if enters else None)
        identities = enters.identities if enters else ()
        try:
            require_not_emptied(branch, standing_values(branch, sheet.state), request.POST)
            ready = replace(
                command, form=with_case_ids(branch.fields, command.form, sheet.setting(request, branch))
            )
            receipt = perform(case_id, ready, request.actor.id, identities)
            return _recorded(request, sheet.row, branch, receipt.valid)
        except (Refused, Conflict, BadInput) as problem:
            if "proposal" in problem.data:
                return _proposed(request, sheet.row, ready, problem.data["missing"], identities)
            refusal, status = problem, 409
    return render(
        request, "yifa/act.html", _context(request, sheet, branch, command, refusal, enters), status=status
    )


def _corrected(request: Reader, sheet: _Sheet) -> dict[str, Any] | None:
    """The entry a correction is about, once the reader has said which; only one that has fields to put right."""
    asked = request.POST.get("f-of") or request.GET.get("of") or ""
    known = {str(seq) for seq in correctable(sheet.procedure, sheet.entries)}
    return next((e for e in sheet.entries if str(e["seq"]) == asked and asked in known), None)


def _told(sheet: _Sheet, entry: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """An entry as the timeline tells it."""
    return next((e for e in sheet.timeline if entry is not None and e["seq"] == entry["seq"]), None)


def _fields(request: Reader, sheet: _Sheet, branch: Branch) -> Mapping[str, FormField]:
    """The fields on the page: those of the act; of a correction, those of the entry it corrects."""
    if "corrects" not in branch.marks:
        return branch.fields
    return page_fields(branch, sheet.procedure, _corrected(request, sheet))


def _which(request: Reader, sheet: _Sheet, branch: Branch) -> HttpResponse:
    """The entries that can be put right, to choose from."""
    known = correctable(sheet.procedure, sheet.entries)
    listed = [entry for entry in sheet.timeline if entry["seq"] in known]
    context = {"case": sheet.row, "branch": branch, "entries": listed}
    return render(request, "yifa/correct.html", context)


def _recorded(request: Reader, row: CaseRow, branch: Branch, valid: bool) -> HttpResponse:
    """Back to the case, with word of what was recorded: an event that is worth nothing is told so at once."""
    title = branch.told.in_(language_of(request))
    if valid:
        messages.success(
            request, Text(f"已记入案卷：{title}", f"Recorded: {title}").in_(language_of(request))
        )
    else:
        words = Text(
            f"已如实记入案卷，但不生效：{title}。原因见下面的记录。",
            f"Recorded as it happened, but without effect: {title}. The entry below says why.",
        )
        messages.warning(request, words.in_(language_of(request)))
    return HttpResponseRedirect(reverse("case", args=[row["id"]]))


def _proposed(
    request: Reader, row: CaseRow, command: Command, missing: list[int], identities: Sequence[Prepared]
) -> HttpResponse:
    """The act is lawful but for the others' own confirmation: it is put to them, and stands on their desks."""
    propose(row, command, request.actor.id, request.session.session_key or "", identities)
    names = "、".join(Officer.objects.filter(pk__in=missing).order_by("pk").values_list("name", flat=True))
    words = Text(
        f"已提请{names}以本人账号确认；全部确认后即记入案卷。",
        f"Put to {names}; it is recorded once all have confirmed.",
    )
    messages.success(request, words.in_(language_of(request)))
    return HttpResponseRedirect(reverse("case", args=[row["id"]]))


def _news(request: Reader, sheet: _Sheet, refusal: Any) -> list[dict[str, Any]]:
    """What the case has that the page did not when it was opened, oldest first."""
    if getattr(refusal, "code", "") != "docket.stale":
        return []
    known = Act.objects.filter(case_id=sheet.row["id"], hash=request.POST.get("seen", ""))
    seen = known.values_list("seq", flat=True).first()
    return [entry for entry in reversed(sheet.timeline) if seen is None or entry["seq"] > seen]


def _named(request: Reader, fields: Mapping[str, FormField]) -> dict[str, Any]:
    """Items and cases that a link names for the form, such as the point picked on a map; nothing else is filled in by a link."""
    return {
        n: request.GET[n] for n, spec in fields.items() if spec.type in ("item", "case") and n in request.GET
    }


def _askable(branch: Branch, procedure: Procedure, state: Mapping[str, Any], standing: Sequence[Named]) -> list[Named]:  # fmt: skip
    """The parties an act can be about: of a service those whom papers are due to, of what a party of some role does those of that role; else every one."""
    if "serves" in branch.marks:
        due = {key for paper in state["docs"].values() for key in paper["due"]}
        return [party for party in standing if party.key in due] or [*standing]
    roles = set(branch.by) & set(procedure.text.parties)
    return [party for party in standing if not roles or party.role in roles]


def _context(
    request: Reader, sheet: _Sheet, branch: Branch, command: Command | None, refusal: Any, enters: Joining | None
) -> dict[str, Any]:  # fmt: skip
    procedure, state = sheet.procedure, sheet.state
    reasons = getattr(refusal, "reasons", ()) or ()
    errors = {reason.field: reason.text for reason in reasons if reason.field}
    fields, corrected = _fields(request, sheet, branch), _corrected(request, sheet)
    values = (
        dict(command.form) if command else {**filled(sheet.row, state, branch), **_named(request, fields)}
    )
    if "corrects" in branch.marks and corrected is not None:
        changed = {f"{PRIVATE}{name}": value for name, value in values.pop("fields", {}).items()}
        values = {**page_values(fields, corrected), **values, **changed}
    values = {**standing_values(branch, state), **values}
    waiting = unserved(state) if "serves" in branch.marks and command is None else []
    first = waiting[0] if len(waiting) == 1 else ("", "")
    if first[0]:
        values = {"document": first[0], **values}
    chosen = {role: [str(i) for i in ids] for role, ids in command.by.items()} if command else {}
    fields = as_it_stands(fields, branch, procedure, state)
    rules = rules_of(fields, procedure.text.means if "serves" in branch.marks else None, state["case"])
    shown = shown_fields(fields, sheet.setting(request, branch), values, errors, rules, branch.one_of)
    acting = branch.kind == "act"
    roles = (
        roles_for(request, sheet.row, procedure, state, branch, chosen, command.at if command else None)
        if acting
        else []
    )
    return {
        "case": sheet.row, "procedure": procedure, "branch": branch, "refusal": refusal, "reasons": unplaced(reasons, {*fields, f"parties.{branch.joins}"}),
        "fields": with_tiers(shown, sheet.row, state), "stages": stages_of(procedure, state, sheet.entries), "latest": sheet.timeline[:3],
        "handed": handed_in(sheet.row, state), "roles": roles, "folded": [role for role in roles if role.folded],
        "outcomes": [b for b in procedure.branches[branch.act].values() if b.outcome], "parties": sheet.standing,
        "party": command.party if command else first[1], "news": _news(request, sheet, refusal),
        "from_outside": not acting and not set(branch.by) & set(procedure.text.parties),
        "askable": _askable(branch, procedure, state, sheet.standing), "needs_party": (not acting or "serves" in branch.marks) and enters is None,
        "enters": enters.told(errors.get(f"parties.{enters.role}")) if enters else None, "kinds": KINDS, "irregular_possible": bool(reasons) and acting and not errors,
        "only_fields": bool(errors) and len(errors) == len(reasons),
        "posted": request.POST, "corrected": _told(sheet, corrected) if "corrects" in branch.marks else None, "uploads": any(f.type == "files" for f in branch.fields.values()),
    }  # fmt: skip
