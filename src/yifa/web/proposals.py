"""Acts that wait for another officer's own confirmation: on the desk, and one by one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yifa.docket.models import Case, Proposal
from yifa.docket.proposals import Opened, confirm_proposal, decline, open_proposal, pending, worked_out
from yifa.docket.reading import entries_of, state_of
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law
from yifa.errors import Text
from yifa.people.models import Officer
from yifa.procedures import Procedure

from .access import Reader, signed_in
from .facts import Reading, officer_names
from .files import kinds_of, shown_files
from .language import language_of
from .parties import names_of, parties_of

__all__ = ["proposal", "proposal_rows", "waiting_on"]


def proposal_rows(found: Iterable[Proposal]) -> list[dict[str, Any]]:
    """Proposals as a list shows them; personal facts are not read."""
    proposals = list(found)
    cases = {c.pk: c for c in Case.objects.filter(pk__in={p.case_id for p in proposals})}
    names = _names(p.proposed_by for p in proposals)
    return [
        {"id": p.pk, "case": cases[p.case_id], "title": _branch(cases[p.case_id], p).told, "by": names[p.proposed_by], "at": p.at,
         "status": p.status, "why": p.why, "stale": cases[p.case_id].head != p.head}
        for p in proposals
    ]  # fmt: skip


def waiting_on(request: Reader, row: CaseRow, procedure: Procedure) -> list[dict[str, Any]]:
    """The acts of a case that wait for confirmations: what, by whom, for whom; a link for those it is put to."""
    found = pending(row["id"], row["head"])
    names = _names({p.proposed_by for p, _ in found}.union(*(who for _, who in found)))
    return [
        {"id": p.pk, "act": p.act, "title": procedure.branches[p.act][p.outcome or None].told, "by": names[p.proposed_by], "at": p.at,
         "names": "、".join(names[one] for one in sorted(who)), "mine": request.actor.id in who | {p.proposed_by}}
        for p, who in found
    ]  # fmt: skip


@signed_in
def proposal(request: Reader, proposal_id: int) -> HttpResponse:
    """One proposal: what it is, all that was filled in, who has confirmed; confirm it or decline with a reason."""
    if request.method == "POST":
        return _answered(request, proposal_id)
    opened = open_proposal(proposal_id, request.actor, "查看待确认的行为")
    case = Case.objects.get(pk=opened.proposal.case_id)
    branch, reading = _branch(case, opened.proposal), _reading(request, case)
    everyone = _names({opened.proposal.proposed_by, *opened.asked})
    context = {
        "proposal": opened.proposal, "case": case, "branch": branch, "facts": _facts(opened, branch, reading), "stale": opened.is_stale,
        "people": [(name, _roles(opened, pk, reading), pk in opened.confirmed) for pk, name in everyone.items()],
        "mine": request.actor.id == opened.proposal.proposed_by, "party": reading.parties.get(opened.command.party or "", ""),
        "may_confirm": request.actor.id in opened.asked - opened.confirmed and not opened.is_stale, "at": opened.command.at,
        "cover": _cover(request, case, reading),
    }  # fmt: skip
    return render(request, "yifa/proposal.html", context)


def _cover(request: Reader, case: Case, reading: Reading) -> list[dict[str, Any]]:
    """What the case is about, in clear, for who may see the case: nobody confirms what they do not know."""
    row: dict[str, Any] = dict(Case.objects.values().get(pk=case.pk))
    fields, facts = reading.procedure.text.case, state_of(row)["case"]
    return [
        {"title": fields[name].title, "text": reading.told(fields[name], value)}
        for name, value in facts.items()
        if request.sees.allows(row)
        and name in fields
        and fields[name].public
        and fields[name].type != "files"
    ]


def _reading(request: Reader, case: Case) -> Reading:
    """How the case of a proposal is told to whoever is asked."""
    row: dict[str, Any] = dict(Case.objects.values().get(pk=case.pk))
    procedure, language = the_law().version(case.version), language_of(request)
    parties = parties_of(request, row, procedure)
    return Reading(language, procedure, names_of(parties, language), entries_of(row))


def _roles(opened: Opened, officer_id: int, reading: Reading) -> str:
    """The roles in which someone takes part in a proposed act."""
    roles = reading.procedure.roles
    held = [role for role, ids in opened.command.by.items() if officer_id in map(int, ids) and role in roles]
    return "、".join(str(getattr(roles[role].title, reading.language)) for role in held)


def _answered(request: Reader, proposal_id: int) -> HttpResponse:
    """What the officer answered; a refusal by law is shown by the middleware as any other."""
    case_id = open_proposal(proposal_id, request.actor, "答复待确认的行为").proposal.case_id
    if request.POST.get("answer") == "confirm":
        receipt = confirm_proposal(proposal_id, request.actor, request.session.session_key or "")
        words = (
            Text("已确认。", "Confirmed.")
            if receipt is None
            else Text("已全部确认，记入案卷。", "All have confirmed: recorded.")
        )
    else:
        decline(proposal_id, request.actor, request.POST.get("why", ""))
        words = Text("已退回提请人。", "Given back to the proposer.")
    messages.success(request, words.in_(language_of(request)))
    row: dict[str, Any] = dict(Case.objects.values().get(pk=case_id))
    return HttpResponseRedirect(reverse("case", args=[case_id]) if request.sees.allows(row) else reverse("desk"))  # fmt: skip


def _facts(opened: Opened, branch: Any, reading: Reading) -> list[dict[str, Any]]:
    """All that was filled in; files open under the proposal itself."""
    given = {**opened.command.form, **worked_out(opened)}
    form = {name: value for name, value in given.items() if name in branch.fields}
    reading.people |= officer_names(
        one for value in form.values() for one in (value if isinstance(value, list) else [value])
    )
    of_files = {name: list(value) for name, value in form.items() if branch.fields[name].type == "files"}
    kinds = kinds_of(sha for value in of_files.values() for sha in value)
    found: list[dict[str, Any]] = []
    for name, value in form.items():
        title = branch.fields[name].title
        if name in of_files:
            files = shown_files(
                of_files[name], kinds, lambda sha: reverse("proposal-file", args=[opened.proposal.pk, sha])
            )
            found.append({"title": title, "files": files})
        else:
            found.append({"title": title, "text": reading.entered(branch.fields[name], value)})
    return found


def _branch(case: Case, found: Proposal) -> Any:
    branch = the_law().version(case.version).branch(found.act, found.outcome or None)
    assert branch is not None
    return branch


def _names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Officer.objects.filter(pk__in=set(ids)).order_by("pk").values_list("pk", "name"))
