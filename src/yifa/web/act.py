"""One act: its form from the law, what came back through the docket's door, and the refusal with its article."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yifa.clock import ZONE
from yifa.docket.door import Command, perform
from yifa.docket.proposals import propose
from yifa.docket.reading import procedure_of, state_of
from yifa.docket.store import CaseRow
from yifa.errors import BadInput, Conflict, Missing, Refused, Text
from yifa.people.models import Officer
from yifa.procedures import Branch, Procedure

from .access import Reader, seen_case, signed_in
from .discretion import with_tiers
from .forms import Choice, people_for, raw_values, shown_fields
from .language import language_of

__all__ = ["act"]


def _branch(procedure: Procedure, name: str, outcome: str | None) -> Branch:
    branches = procedure.branches.get(name)
    if not branches:
        raise Missing("web.no_act", Text("本程序没有这一行为。", "This procedure has no such act."))
    found = branches.get(outcome) if outcome else next(iter(branches.values()))
    if found is None:
        raise Missing("web.no_outcome", Text("没有这一种结果。", "There is no such outcome."))
    return found


def _roles(
    procedure: Procedure, branch: Branch, case: CaseRow, chosen: dict[str, list[str]], me: str
) -> list[dict[str, Any]]:
    """The roles that act, and who can fill them; the reader is chosen beforehand where they can."""
    names = procedure.roles if "any_officer" in branch.by else [n for n in branch.by if n in procedure.roles]
    wanted = [*names, *([branch.approve] if branch.approve and branch.approve not in names else [])]
    found = []
    for name in wanted:
        spec = procedure.roles[name]
        people = people_for(spec.posts, case["body_id"])
        picked = chosen.get(name) or ([me] if any(c.value == me for c in people) else [])
        found.append(
            {
                "name": name,
                "title": spec.title,
                "number": spec.at_least,
                "people": people,
                "picked": picked,
                "approves": name == branch.approve,
            }
        )
    return found


def _command(request: Reader, branch: Branch, procedure: Procedure) -> Command:
    posted = request.POST
    by = {
        name: [int(i) for i in posted.getlist(f"by-{name}")]
        for name in procedure.roles
        if posted.getlist(f"by-{name}")
    }
    form = raw_values(branch.fields, posted, request.FILES)
    if branch.outcome:
        form["outcome"] = branch.outcome
    return Command(
        act=branch.act, by=by, form=form, at=_moment(posted.get("at", "")), seen=posted.get("seen") or None, party=posted.get("party") or None,
        irregular=posted.get("irregular", "").strip() or None, paper=posted.get("paper", "").strip() or None,
    )  # fmt: skip


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)
    except ValueError as problem:
        raise BadInput("web.at", Text("办理时间有误。", "The time cannot be read.")) from problem


@signed_in
def act(request: Reader, case_id: int, name: str) -> HttpResponse:
    """Show an act's form; perform it when posted; show what stands against it without losing what was written."""
    row = seen_case(request, case_id)
    procedure, state = procedure_of(row), state_of(row)
    outcome = request.POST.get("outcome") or request.GET.get("outcome")
    branch = _branch(procedure, name, outcome)
    command, refusal, status = None, None, 200
    if request.method == "POST":
        command = _command(request, branch, procedure)
        try:
            perform(case_id, command, request.actor.id)
            title = branch.title.in_(language_of(request))
            messages.success(
                request, f"已记入案卷：{title}" if language_of(request) == "zh" else f"Recorded: {title}"
            )
            return HttpResponseRedirect(reverse("case", args=[case_id]))
        except (Refused, Conflict, BadInput) as problem:
            if "proposal" in problem.data:
                return _proposed(request, row, command, problem.data["missing"])
            refusal, status = problem, 409
    return render(
        request,
        "yifa/act.html",
        _context(request, row, procedure, state, branch, command, refusal),
        status=status,
    )


def _proposed(request: Reader, row: CaseRow, command: Command, missing: list[int]) -> HttpResponse:
    """The act is lawful but for the others' own confirmation: it is put to them, and stands on their desks."""
    propose(row, command, request.actor.id, request.session.session_key or "")
    names = "、".join(Officer.objects.filter(pk__in=missing).order_by("pk").values_list("name", flat=True))
    words = Text(
        f"已提请{names}以本人账号确认；全部确认后即记入案卷。",
        f"Put to {names}; it is recorded once all have confirmed.",
    )
    messages.success(request, words.in_(language_of(request)))
    return HttpResponseRedirect(reverse("case", args=[row["id"]]))


def _context(
    request: Reader,
    row: CaseRow,
    procedure: Procedure,
    state: dict[str, Any],
    branch: Branch,
    command: Command | None,
    refusal: Any,
) -> dict[str, Any]:
    reasons = getattr(refusal, "reasons", ()) or ()
    errors = {reason.field: reason.text for reason in reasons if reason.field}
    values = dict(command.form) if command else {}
    chosen = {role: [str(i) for i in ids] for role, ids in command.by.items()} if command else {}
    parties = [
        Choice(p["key"], f"{procedure.text.parties[role].title.zh} {p['key']}")
        for role, people in state["parties"].items()
        for p in people
    ]
    return {
        "case": row, "procedure": procedure, "branch": branch, "refusal": refusal, "reasons": [r for r in reasons if not r.field],
        "fields": with_tiers(shown_fields(branch.fields, procedure, state, row["body_id"], values, errors), row, state),
        "roles": _roles(procedure, branch, row, chosen, str(request.actor.id)) if branch.kind == "act" else [],
        "outcomes": [b for b in procedure.branches[branch.act].values() if b.outcome], "parties": parties, "party": command.party if command else "",
        "needs_party": branch.kind == "event" or "serves" in branch.marks, "irregular_possible": bool(reasons) and branch.kind == "act" and not errors,
        "posted": request.POST, "uploads": any(f.type == "files" for f in branch.fields.values()),
    }  # fmt: skip
