"""Acts that wait for another officer's own confirmation: on the desk, and one by one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yifa.docket.models import Case, Proposal
from yifa.docket.proposals import Opened, confirm_proposal, decline, open_proposal
from yifa.docket.world import the_law
from yifa.errors import Text
from yifa.people.models import Officer

from .access import Reader, signed_in
from .facts import entered
from .language import language_of

__all__ = ["proposal", "proposal_rows"]


def proposal_rows(found: Iterable[Proposal]) -> list[dict[str, Any]]:
    """Proposals as a list shows them; personal facts are not read."""
    proposals = list(found)
    cases = {c.pk: c for c in Case.objects.filter(pk__in={p.case_id for p in proposals})}
    names = _names(p.proposed_by for p in proposals)
    return [
        {"id": p.pk, "case": cases[p.case_id], "title": _branch(cases[p.case_id], p).title, "by": names[p.proposed_by], "at": p.at,
         "status": p.status, "why": p.why, "stale": cases[p.case_id].head != p.head}
        for p in proposals
    ]  # fmt: skip


@signed_in
def proposal(request: Reader, proposal_id: int) -> HttpResponse:
    """One proposal: what it is, all that was filled in, who has confirmed; confirm it or decline with a reason."""
    if request.method == "POST":
        return _answered(request, proposal_id)
    opened = open_proposal(proposal_id, request.actor, "查看待确认的行为")
    case = Case.objects.get(pk=opened.proposal.case_id)
    branch = _branch(case, opened.proposal)
    everyone = _names({opened.proposal.proposed_by, *opened.asked})
    context = {
        "proposal": opened.proposal, "case": case, "branch": branch, "facts": _facts(opened, branch), "stale": opened.is_stale,
        "people": [(name, pk in opened.confirmed) for pk, name in everyone.items()], "mine": request.actor.id == opened.proposal.proposed_by,
        "may_confirm": request.actor.id in opened.asked - opened.confirmed and not opened.is_stale, "at": opened.command.at,
    }  # fmt: skip
    return render(request, "yifa/proposal.html", context)


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
    return HttpResponseRedirect(reverse("case", args=[case_id]) if request.sees else reverse("desk"))


def _facts(opened: Opened, branch: Any) -> list[tuple[Any, Any]]:
    people = {str(pk): name for pk, name in Officer.objects.values_list("pk", "name")}
    return [
        (branch.fields[name].title, entered(branch.fields[name], value, people))
        for name, value in opened.command.form.items()
        if name in branch.fields
    ]


def _branch(case: Case, found: Proposal) -> Any:
    branch = the_law().version(case.version).branch(found.act, found.outcome or None)
    assert branch is not None
    return branch


def _names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Officer.objects.filter(pk__in=set(ids)).order_by("pk").values_list("pk", "name"))
