"""Opening a case: fill in the cover of the procedure chosen, then do the first act."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yifa import clock
from yifa.docket.cases import open_case
from yifa.docket.opening import NAMES, Cover, PartyIn, read_cover
from yifa.docket.projection import TOPICS
from yifa.docket.world import the_law
from yifa.errors import BadInput, Reason, Refused, Text
from yifa.people.actors import PostHeld
from yifa.people.models import Body, Party
from yifa.people.parties import Prepared
from yifa.people.scopes import post_for
from yifa.procedures import Procedure

from .access import Reader, signed_in
from .beginning import require_can_begin
from .conditions import rules_of
from .facts import Reading
from .forms import raw_values, shown_fields
from .joining import KINDS, Line, prepared, written
from .picking import Setting, with_case_ids
from .referrals import PassedOn, passed_on

__all__ = ["new", "title_of"]


def _parties(
    procedure: Procedure, posted: Any
) -> tuple[list[PartyIn], list[Prepared], dict[str, list[Line]]]:
    """The parties named on the page, their identities sealed for the vault, and the lines as written with their faults."""
    found: list[PartyIn] = []
    identities: list[Prepared] = []
    lines: dict[str, list[Line]] = {}
    for role in procedure.text.parties:
        for line in written(posted, role):
            lines.setdefault(role, []).append(line)
            if line.empty:
                continue
            try:
                made = prepared(line)
            except BadInput as problem:
                lines[role][-1] = replace(line, error=problem.text)
                continue
            identities.append(made)
            key, ref = made.party.identity_key, str(made.party.pk)
            found.append(PartyIn(role, f"p{len(found) + 1}", line.kind, identity=key, party_id=ref))
    return found, identities, lines


def title_of(procedure: Procedure, facts: dict[str, Any], division: str, of: str = "") -> str:
    """What a case is called that nobody gave a title: what it is about, else of which organisation (`of`), and where; nothing that is personal."""
    fields, reading = procedure.text.case, Reading("zh", procedure)
    items = [n for n, spec in fields.items() if spec.type == "item" and spec.required]
    topic = next((n for n in (*NAMES, *TOPICS, *items) if n in facts and n in fields and fields[n].public), None)  # fmt: skip
    about = (
        reading.told(fields[topic], facts[topic])
        if topic
        else " · ".join(filter(None, (procedure.title.zh, of)))
    )
    return f"{about} · {reading.place(division)}"[:100]


def _organisation(procedure: Procedure, lines: dict[str, list[Line]]) -> str:
    """The first organisation or public body named; none of a shielded procedure or role."""
    roles = (
        {} if procedure.text.shielded else {n: s for n, s in procedure.text.parties.items() if not s.shielded}
    )
    named = (line for role in roles for line in lines.get(role, []) if line.kind in ("organisation", "body"))
    return next((line.name.strip() for line in named if line.name.strip()), "")


def _cover(
    request: Reader, procedure: Procedure, post: PostHeld, source: PassedOn | None, facts: dict[str, Any], parties: list[PartyIn], of: str
) -> Cover:  # fmt: skip
    """The cover as filled in; its place is the place of the case it comes from, else that of the reader's post."""
    posted = request.POST
    division = source.division if source else post.division
    title = posted.get("title", "").strip()[:100] or title_of(procedure, facts, division, of)
    return Cover(
        procedure=procedure.family, body_id=post.body_id, division=division, locality=the_law().locality_of(division), facts=facts,
        parties=parties, office_id=post.office_id, handler_id=request.actor.id, parent_id=source.case_id if source else None,
        field=the_law().field_of(facts.get("violation")), capacity=posted.get("capacity") or _capacity(procedure, post, facts, division), title=title, paper=posted.get("paper") == "yes",
    )  # fmt: skip


def _opened(
    request: Reader, procedure: Procedure, post: PostHeld, source: PassedOn | None, setting: Setting,
    facts: dict[str, Any], named: tuple[list[PartyIn], list[Prepared], dict[str, list[Line]]],
) -> int:  # fmt: skip
    """The id of the case opened. Raises `Refused` with every reason there is, those of numbers and parties too."""
    parties, identities, lines = named
    reasons: list[Reason] = []
    try:
        facts = with_case_ids(procedure.text.case, facts, setting)
    except Refused as problem:
        reasons += problem.reasons
        facts = {n: v for n, v in facts.items() if n not in {reason.field for reason in reasons}}
    faulty = {role for role, listed in lines.items() if any(line.error for line in listed)}
    cover = _cover(request, procedure, post, source, facts, parties, _organisation(procedure, lines))
    if reasons or faulty:
        filled = {party.role for party in parties}
        along = [party for party in (source.parties if source else ()) if party.role not in filled]
        try:
            read_cover(procedure, replace(cover, parties=[*along, *parties]))
        except Refused as problem:
            known = {reason.field for reason in reasons} | {f"parties.{role}" for role in faulty}
            reasons += [reason for reason in problem.reasons if reason.field not in known]
        raise Refused(
            "docket.cover",
            Text("封面还有填写错误。", "The cover is not filled in right."),
            reasons=tuple(reasons),
        )
    return open_case(cover, None, request.actor.id, identities).case_id


@signed_in
def new(request: Reader, family: str) -> HttpResponse:
    """The cover: facts, parties; then the case page, where the first act waits."""
    procedure = the_law().in_force(family, clock.today())
    source = passed_on(request, family)
    if source is None:
        require_can_begin(request, procedure)
    post = post_for(request.actor, "open", family)
    setting = Setting(
        procedure,
        {"docs": {}, "parties": {}},
        post.body_id,
        source.division if source else post.division,
        sees=request.sees,
        reader=request.actor.id,
    )
    refusal, values, lines = (
        None,
        {**_linked(request, procedure), **(dict(source.facts) if source else {})},
        dict[str, list[Line]](),
    )
    if request.method == "POST":
        values = raw_values(procedure.text.case, request.POST, request.FILES, request.actor.id)
        named = _parties(procedure, request.POST)
        lines = named[2]
        try:
            case_id = _opened(request, procedure, post, source, setting, values, named)
            return HttpResponseRedirect(reverse("case", args=[case_id]))
        except Refused as problem:
            refusal = problem
    reasons = refusal.reasons if refusal else ()
    errors = {reason.field: reason.text for reason in reasons if reason.field}
    shown = shown_fields(procedure.text.case, setting, values, errors, rules_of(procedure.text.case))
    placed = procedure.text.case.keys() | {f"parties.{role}" for role in procedure.text.parties}
    context = {
        "procedure": procedure, "refusal": refusal, "reasons": [r for r in reasons if r.field not in placed], "fields": shown, "kinds": KINDS, "source": source,
        "capacities": _capacities(procedure, post), "by_list": "violation" in procedure.text.case, "posted": request.POST, "uploads": any(f.widget == "file" for f in shown),
        "parties": [_role(procedure, role, lines.get(role, []), errors, source) for role in procedure.text.parties],
    }  # fmt: skip
    return render(request, "yifa/new.html", context, status=409 if refusal else 200)


def _linked(request: Reader, procedure: Procedure) -> dict[str, Any]:
    """What the link that led here says of the cover: public facts only, shown and open to change."""
    return {n: request.GET[n] for n, spec in procedure.text.case.items() if spec.public and n in request.GET}


def _capacities(procedure: Procedure, post: PostHeld) -> list[str]:
    """In what capacity this body may run the procedure: a committee as one, any other body as what it may be."""
    body = Body.objects.get(pk=post.body_id)
    any_of = procedure.text.capacity.any_of
    fitting = [c for c in any_of if (c == "committee") == (body.kind == "committee")]
    held = [c for c in fitting if c == "committee" or c in body.capacities]
    return [*(held or fitting or any_of)]


def _capacity(procedure: Procedure, post: PostHeld, facts: dict[str, Any], division: str) -> str:
    """In whose name a case is opened when nobody chose: as the list of powers has it for the violation, else as what the body first may be."""
    law, violation, fitting = the_law(), str(facts.get("violation")), _capacities(procedure, post)
    if violation in law.violations.known:
        place, today = law.locality(law.locality_of(division)), clock.today()
        listed = (c for c in fitting if law.violations.may_punish(violation, place, c, today).allowed)
        return next(listed, fitting[0])
    return fitting[0]


def _role(
    procedure: Procedure, role: str, lines: list[Line], errors: dict[str, Any], source: PassedOn | None
) -> dict[str, Any]:
    """The lines for the parties of a role, at least two where there may be several, and what is wrong with their number.

    Who goes along from the case it is opened from stands there by mask, and is not to be written again.
    """
    spec = procedure.text.parties[role]
    ids = [p.party_id for p in (source.parties if source else ()) if p.role == role]
    masks = {str(p.pk): p.mask for p in Party.objects.filter(pk__in=[one for one in ids if one])}
    along = [masks.get(one, "") for one in ids]
    least = 1 if spec.at_most == 1 or along else 2
    rows = [*lines, *[Line()] * max(0, least - len(lines))]
    return {"role": role, "spec": spec, "rows": rows, "error": errors.get(f"parties.{role}"), "along": along}
