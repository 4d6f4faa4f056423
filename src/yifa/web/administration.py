"""What the other two administrators see: the record of administration, and accounts with their sign-ins and refusals; invitations.

The system administrator invites once, to an account that never had a password; a lost password is the security
administrator's, so that who gives posts cannot also take accounts over unseen (decision 0011).
"""

from __future__ import annotations

from typing import Any

import orjson
from axes.models import AccessAttempt
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yifa import clock
from yifa.docket.models import Refusal
from yifa.errors import Forbidden, Missing, Text
from yifa.people.administration import CHANGES, GUARDS, MANAGES, WATCHES, By, bodies_of
from yifa.people.models import AdminRecord, Officer

from .access import Reader, signed_in
from .invitation import invite
from .people import told
from .second_factor import factored

__all__ = ["accounts", "admin_record", "invite_person"]

PAGE = 50


@signed_in
def admin_record(request: Reader) -> HttpResponse:
    """The record of administration of the bodies watched, newest first; by kind of change, by words."""
    bodies = bodies_of(request.actor, WATCHES)
    found = (
        AdminRecord.objects.filter(body__in=bodies)
        .select_related("officer", "office", "body")
        .order_by("-pk")
    )
    change, words = request.GET.get("change", ""), request.GET.get("q", "").strip()[:60]
    if change in CHANGES:
        found = found.filter(change=change)
    if words:
        named = Officer.objects.filter(name__icontains=words).values("pk")
        found = (
            found.filter(officer__in=named)
            | found.filter(by_name__icontains=words)
            | found.filter(ground__icontains=words)
        )
    before = request.GET.get("before", "")
    if before.isdigit():
        found = found.filter(pk__lt=int(before))
    rows = list(found[:PAGE])
    context = {
        "rows": told(rows),
        "changes": CHANGES,
        "change": change,
        "words": words,
        "next": rows[-1].pk if len(rows) == PAGE else "",
    }
    return render(request, "yifa/admin_record.html", context)


@signed_in
def accounts(request: Reader) -> HttpResponse:
    """Accounts of the bodies guarded: second factor, last sign-in, wrong tries; and acts refused of late, without their cases."""
    bodies = bodies_of(request.actor, GUARDS)
    officers = list(Officer.objects.filter(body__in=bodies).order_by("body_id", "name", "pk"))
    tries = dict(
        AccessAttempt.objects.filter(username__in=[o.username for o in officers]).values_list(
            "username", "failures_since_start"
        )
    )
    factors = factored(officers)
    names = {o.pk: o.name for o in officers}
    refusals = Refusal.objects.filter(officer_id__in=names).order_by("-pk")[:PAGE]
    context = {
        "rows": [{"officer": o, "factor": o.pk in factors, "tries": tries.get(o.username, 0), "invited": o.has_usable_password(),
                  "seen": o.last_login.astimezone(clock.ZONE).isoformat(timespec="minutes") if o.last_login else ""} for o in officers],
        "refusals": [{"name": names[r.officer_id], "at": r.at, "reasons": orjson.loads(r.reasons)} for r in refusals],
        "without": sum(o.pk not in factors for o in officers if o.is_active),
    }  # fmt: skip
    return render(request, "yifa/accounts.html", context)


@signed_in
@require_POST
@never_cache
def invite_person(request: Reader, officer_id: int) -> HttpResponse:
    """A link for the first password, shown once; renewed by the security administrator only."""
    officer = Officer.objects.filter(pk=officer_id).first()
    kind = GUARDS if officer is not None and officer.has_usable_password() else MANAGES
    allowed = bodies_of(request.actor, kind)
    if officer is None or officer.body_id not in allowed:
        raise Missing("no_officer", Text("没有这位工作人员。", "There is no such officer."))
    if officer.pk == request.actor.id:
        raise Forbidden("people.own", Text("不得为本人发出邀请。", "Nobody invites themselves."))
    link: Any = request.build_absolute_uri(invite(By.officer(request.actor), officer))
    return render(
        request, "yifa/invitation.html", {"officer": officer, "link": link, "renewed": kind == GUARDS}
    )
