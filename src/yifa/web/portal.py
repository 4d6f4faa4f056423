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
from yifa.errors import BadInput, Conflict, Missing, Reason, Refused, Text, YifaError
from yifa.files import receive as receive_file
from yifa.files.receipts import record
from yifa.intake.channels import Channel, channel_named
from yifa.intake.following import Progress, follow, say
from yifa.intake.reports import Received, Said, receive
from yifa.places.codes import Level
from yifa.places.models import Division
from yifa.procedures import Branch, Procedure
from yifa.procedures.schema import FormField
from yifa.registers.reading import items

from .opening import title_of

__all__ = ["apply_online", "ask_lawyer", "followed", "join_volunteers", "received", "report_matter"]

MOST_PHOTOS = 3
IMAGES = ("image/jpeg", "image/png", "image/webp", "image/heic")
GIVEN = "receipt_given"


@never_cache
def report_matter(request: HttpRequest) -> HttpResponse:
    """The report form; what was filled in stays where something is missing, and everything missing is told at once."""
    return _take_in(request, "portal")


@never_cache
def apply_online(request: HttpRequest) -> HttpResponse:
    """The application form for an item that can be done online; the applicant gives a name and keeps the receipt."""
    return _take_in(request, "applications")


@never_cache
def join_volunteers(request: HttpRequest) -> HttpResponse:
    """The form by which a volunteer registers (志愿服务条例 7); rounds are then taken on the page that follows the receipt."""
    return _take_in(request, "volunteers")


@never_cache
def ask_lawyer(request: HttpRequest) -> HttpResponse:
    """The form by which a question goes to the lawyer on duty (法律援助法 22, 23): free, no account, no name needed."""
    return _take_in(request, "questions")


def _take_in(request: HttpRequest, name: str) -> HttpResponse:
    channel = channel_named(the_law(), name)
    procedure, branch = channel.received(the_law(), clock.today())
    places = _places()
    refusal: YifaError | None = None
    if request.method == "POST":
        try:
            _require_filled(request, channel, procedure, branch, places)
            given = receive(channel, _said(request, channel, procedure, places))
            request.session[GIVEN] = _as_data(given)
            return redirect("received")
        except (Refused, BadInput, Missing, Conflict) as problem:
            refusal = problem
    reasons = tuple(getattr(refusal, "reasons", ()))
    errors = {reason.field: reason.text for reason in reasons if reason.field}
    asked = [
        {
            "name": name,
            "spec": procedure.text.case[name],
            "error": errors.get(name),
            "value": request.POST.get(name, request.GET.get(name, "")),
            "items": _offered(procedure.text.case[name]),
        }
        for name in channel.asks
    ]
    context = {
        "asked": asked, "content": branch.fields[channel.says], "says": channel.says, "said": request.POST.get(channel.says, ""),
        "places": places, "refusal": refusal, "posted": request.POST, "errors": errors,
        "reasons": [r for r in reasons if r.field not in {*channel.asks, "division", channel.says, "photos"}], "most": MOST_PHOTOS,
        "applying": name == "applications", "joining": name == "volunteers", "asking": name == "questions",
        "on_duty": _on_duty() if name == "questions" else [], "said_error": errors.get(channel.says), "photos": "photos" in branch.fields,
    }  # fmt: skip
    return render(request, "yifa/portal_report.html", context, status=409 if refusal else 200)


def _offered(spec: FormField) -> list[tuple[str, str]]:
    """The items of a register that can be done online, by key and name; none for a field that names no item."""
    if spec.type != "item":
        return []
    kept = the_law().registers[str(spec.of)]
    return [
        (item.key, str(item.values.get(kept.text.name) or item.key))
        for item in items(kept)
        if item.values.get("online") != "no_online"
    ]


def _on_duty() -> list[dict[str, str]]:
    """The lawyers on the roster of today, with their hours."""
    today, roster = clock.today().isoformat(), items(the_law().registers["lawyer_duty"])
    return [
        {word: str(item.values.get(word) or "") for word in ("name", "hours", "place")}
        for item in roster
        if item.values.get("day") == today
    ]


def _require_filled(
    request: HttpRequest, channel: Channel, procedure: Procedure, branch: Branch, places: list[Division]
) -> None:
    """Raise `Refused` with every field that is still empty, or that holds none of its choices."""
    posted = request.POST
    wanted = {name: procedure.text.case[name] for name in channel.asks} | {
        channel.says: branch.fields[channel.says]
    }
    reasons = []
    if posted.get("division") not in {place.code for place in places}:
        reasons.append(
            Reason("form.missing", Text("请选择社区。", "Choose the community."), field="division")
        )
    for name, spec in wanted.items():
        value = posted.get(name, "").strip()
        if not value or (isinstance(spec.of, dict) and value not in spec.of):
            text = Text(f"请填写“{spec.title.zh}”。", f"Fill in '{spec.title.en}'.")
            reasons.append(Reason("form.missing", text, field=name))
    if len(request.FILES.getlist("photos")) > MOST_PHOTOS:
        text = Text(f"照片不超过 {MOST_PHOTOS} 张。", f"At most {MOST_PHOTOS} photographs.")
        reasons.append(Reason("portal.photos", text, field="photos"))
    if reasons:
        raise Refused(
            "portal.missing", Text("还有没填的项目。", "Something is still missing."), reasons=tuple(reasons)
        )


def _said(request: HttpRequest, channel: Channel, procedure: Procedure, places: list[Division]) -> Said:
    posted = request.POST
    facts = {name: value for name in channel.asks if (value := posted.get(name, "").strip())}
    form = {channel.says: text} if (text := posted.get(channel.says, "").strip()) else {}
    place = next(each for each in places if each.code == posted.get("division"))
    return Said(
        division=place.code, facts=facts, form=form, name=posted.get("name", "")[:60], phone=posted.get("phone", "")[:30],
        origin=_origin(request), photos=_photos(request), title=title_of(procedure, facts, place.path),
    )  # fmt: skip


def _origin(request: HttpRequest) -> str:
    """Where a report comes from: behind a proxy (`YIFA_HTTPS`) the address it saw, else the whole town were one origin."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _photos(request: HttpRequest) -> list[str]:
    """The photographs, received by their hash. Raises `Refused` at the field for what is no image."""
    kept = []
    for upload in request.FILES.getlist("photos"):
        try:
            with transaction.atomic():
                stored = receive_file(upload, upload.name or "photo", upload.content_type or "")
                if stored.type not in IMAGES:
                    raise BadInput("portal.photo", Text("只能附照片。", "Only photographs can be added."))
                record(stored)
        except BadInput as problem:
            reason = Reason(problem.code, problem.text, field="photos")
            raise Refused(problem.code, problem.text, reasons=(reason,)) from problem
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
    own = (
        [
            (branch, [(name, spec, _offered(spec)) for name, spec in branch.fields.items()])
            for branch in progress.open_events
        ]
        if progress
        else []
    )
    context: dict[str, Any] = {
        "progress": progress,
        "own": own,
        "refusal": refusal,
        "number": number,
        "code": code,
    }
    return render(request, "yifa/portal_follow.html", context, status=404 if refusal else 200)


def _form(request: HttpRequest) -> dict[str, Any]:
    return {name.removeprefix("f-"): value for name, value in request.POST.items() if name.startswith("f-")}
