"""For everyone, without an account: report a matter, keep the receipt, follow it like a parcel."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from yifa import clock
from yifa.docket.world import the_law
from yifa.errors import BadInput, Conflict, Missing, Refused, Text, YifaError
from yifa.files import receive as receive_file
from yifa.files.receipts import record
from yifa.intake.channels import channel_named
from yifa.intake.following import Progress, follow, say
from yifa.intake.reports import Received, Said, receive
from yifa.places.codes import Level
from yifa.places.models import Division

__all__ = ["followed", "received", "report_matter"]

MOST_PHOTOS = 3
IMAGES = ("image/jpeg", "image/png", "image/webp", "image/heic")
GIVEN = "receipt_given"


@never_cache
def report_matter(request: HttpRequest) -> HttpResponse:
    """The report form; what was filled in stays where something is missing."""
    channel = channel_named(the_law(), "portal")
    procedure, branch = channel.received(the_law(), clock.today())
    refusal: YifaError | None = None
    if request.method == "POST":
        try:
            given = receive(channel, _said(request, channel.asks))
            request.session[GIVEN] = _as_data(given)
            return redirect("received")
        except (Refused, BadInput, Missing, Conflict) as problem:
            refusal = problem
    asked = [{"name": name, "spec": procedure.text.case[name]} for name in channel.asks]
    context = {
        "asked": asked, "content": branch.fields["content"], "places": _places(), "refusal": refusal, "posted": request.POST,
        "reasons": list(getattr(refusal, "reasons", ())), "most": MOST_PHOTOS,
    }  # fmt: skip
    return render(request, "yifa/portal_report.html", context, status=409 if refusal else 200)


def _said(request: HttpRequest, asks: tuple[str, ...]) -> Said:
    posted = request.POST
    facts = {name: value for name in asks if (value := posted.get(name, "").strip())}
    form = {"content": text} if (text := posted.get("content", "").strip()) else {}
    return Said(
        division=posted.get("division", ""), facts=facts, form=form, name=posted.get("name", "")[:60], phone=posted.get("phone", "")[:30],
        origin=_origin(request), photos=_photos(request),
    )  # fmt: skip


def _origin(request: HttpRequest) -> str:
    """Where a report comes from: behind a proxy (`YIFA_HTTPS`) the address it saw, else the whole town were one origin."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _photos(request: HttpRequest) -> list[str]:
    """The photographs, received by their hash. Raises `BadInput` for too many, and for what is no image."""
    uploads = request.FILES.getlist("photos")
    if len(uploads) > MOST_PHOTOS:
        raise BadInput(
            "portal.photos", Text(f"照片不超过 {MOST_PHOTOS} 张。", f"At most {MOST_PHOTOS} photographs.")
        )
    kept = []
    for upload in uploads:
        with transaction.atomic():
            stored = receive_file(upload, upload.name or "photo", upload.content_type or "")
            if stored.type not in IMAGES:
                raise BadInput("portal.photo", Text("只能附照片。", "Only photographs can be added."))
            record(stored)
        kept.append(stored.hash)
    return kept


def _places() -> list[Division]:
    """The communities one may report from, as they stand today."""
    return list(Division.objects.standing_on(clock.today()).filter(level=Level.COMMUNITY).order_by("path"))


def _as_data(given: Received) -> dict[str, str]:
    return {"number": given.number, "code": f"{given.code[:5]}-{given.code[5:]}"}


@never_cache
def received(request: HttpRequest) -> HttpResponse:
    """The receipt: number and word, shown once; from then on nothing here holds the word."""
    given = request.session.pop(GIVEN, None)
    if given is None:
        return redirect("report-matter")
    return render(request, "yifa/portal_received.html", given)


@never_cache
def followed(request: HttpRequest) -> HttpResponse:
    """Where a matter stands, for whoever holds its receipt; the reporter asks or gives a view."""
    progress: Progress | None = None
    refusal: YifaError | None = None
    number, code = request.POST.get("number", "").strip(), request.POST.get("code", "").strip()
    if request.method == "POST":
        try:
            if event := request.POST.get("event", ""):
                say(number, code, event, _form(request))
            progress = follow(number, code)
        except YifaError as problem:
            refusal = problem
    context: dict[str, Any] = {"progress": progress, "refusal": refusal, "number": number, "code": code}
    return render(request, "yifa/portal_follow.html", context, status=404 if refusal else 200)


def _form(request: HttpRequest) -> dict[str, Any]:
    return {name.removeprefix("f-"): value for name, value in request.POST.items() if name.startswith("f-")}
