"""Sheets of many matters taken in by a clerk: uploaded, tried row by row with every fault named, then received as cases."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from yifa import clock
from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.errors import BadInput, Missing, Text
from yifa.files.office import kind_of_archive
from yifa.files.sheets import write_xlsx
from yifa.intake.channels import OWN_COLUMNS, Channel, channels
from yifa.intake.held import hold, let_go, opened
from yifa.intake.sheets import Outcome, import_sheet
from yifa.people.scopes import Scope
from yifa.procedures.schema import FormField

from .access import Reader, may, signed_in

__all__ = ["blank", "sheet", "sheets", "sheets_for"]

MOST_BYTES = 5 * 1024 * 1024
SHOWN = 200
"""So many refused rows and new cases are listed; the rest is counted."""
OWN: dict[str, Text] = {
    "reference": Text("来源的编号；登记过的不会重复登记", "Number at the source; what came in before is not received again"),
    "at": Text("例如 2026-09-28 16:40；不填为现在", "Such as 2026-09-28 16:40; now if empty"),
    "division": Text("社区的名称或者区划编码", "Name or code of the community"),
    "name": Text("可以空着；存入保险库，页面只显示掩码", "May be empty; kept in the vault, shown as a mask"),
    "phone": Text("可以空着；存入保险库", "May be empty; kept in the vault"),
}  # fmt: skip


def sheets_for(request: Reader) -> list[Channel]:
    """The channels with a sheet whose cases the reader may open."""
    opens = may(request, "open")
    return [c for c in channels(the_law()).values() if c.columns and opens.narrowed([c.procedure])]


def _channel(request: Reader, name: str) -> tuple[Channel, Scope]:
    """A channel the reader may take in sheets of, and the cases they may open by it; `Missing` for any other."""
    found = next((c for c in sheets_for(request) if c.name == name), None)
    if found is None:
        text = Text(
            "没有这种表格，或者不由您登记。", "There is no such sheet, or it is not yours to take in."
        )
        raise Missing("web.intake", text)
    return found, may(request, "open").narrowed([found.procedure])


@signed_in
def sheets(request: Reader) -> HttpResponse:
    """The sheets the reader may take in."""
    listed = [(c, the_law().in_force(c.procedure, clock.today()).title) for c in sheets_for(request)]
    return render(request, "yifa/intake_sheets.html", {"listed": listed})


@signed_in
def blank(request: Reader, name: str) -> HttpResponse:
    """An empty sheet with the header of a channel."""
    channel, _ = _channel(request, name)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(write_xlsx(channel.title.zh, list(channel.columns), []), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, f"{channel.title.zh}.xlsx")
    return response


@signed_in
def sheet(request: Reader, name: str) -> HttpResponse:
    """A sheet uploaded: first what it would do, every row refused named; then, once confirmed, received."""
    channel, within = _channel(request, name)
    context: dict[str, Any] = {"channel": channel, "columns": _columns(channel)}
    if request.method == "POST":
        try:
            context |= _taken_in(request, channel, within) if "held" in request.POST else _tried(request, channel, within)  # fmt: skip
        except BadInput as problem:
            context["problem"] = problem
    return render(request, "yifa/intake_sheet.html", context, status=400 if "problem" in context else 200)


def _tried(request: Reader, channel: Channel, within: Scope) -> dict[str, Any]:
    """What an uploaded sheet would do; it is held, sealed, until the reader confirms."""
    content, suffix = _uploaded(request)
    outcome = _run(channel, content, suffix, within, dry_run=True)
    held = hold(channel, content, suffix, request.actor) if outcome.fitting else None
    return {**_told(outcome), "held": held, "done": False}


def _taken_in(request: Reader, channel: Channel, within: Scope) -> dict[str, Any]:
    """The sheet held is received row by row and let go of."""
    try:
        ref = UUID(request.POST["held"])
    except ValueError as problem:
        raise BadInput("intake.held", Text("请重新上传表格。", "Upload the sheet again.")) from problem
    content, suffix = opened(channel, ref, request.actor)
    outcome = _run(channel, content, suffix, within, dry_run=False)
    let_go(ref, request.actor)
    return {**_told(outcome), "done": True}


def _told(outcome: Outcome) -> dict[str, Any]:
    cases = Case.objects.filter(pk__in=outcome.cases[:SHOWN]).order_by("pk").values("id", "number", "title", "next_due")  # fmt: skip
    return {
        "outcome": outcome, "cases": list(cases), "rejected": outcome.rejected[:SHOWN],
        "more_rejected": max(0, len(outcome.rejected) - SHOWN), "more_cases": max(0, len(outcome.cases) - SHOWN),
    }  # fmt: skip


def _run(channel: Channel, content: bytes, suffix: str, within: Scope, *, dry_run: bool) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sheet{suffix}"
        path.write_bytes(content)
        return import_sheet(channel, path, dry_run=dry_run, within=within)


def _uploaded(request: Reader) -> tuple[bytes, str]:
    """The bytes of the upload and what they are. Raises `BadInput` for none, for too many, for an archive that is no workbook."""
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput("web.sheet", Text("请选择表格文件。", "Choose a sheet."))
    if (upload.size or 0) > MOST_BYTES:
        raise BadInput("web.sheet", Text("表格不能大于 5 MB，请分成几份。", "A sheet has at most 5 MB: split it."))  # fmt: skip
    content = upload.read()
    if not content.startswith(b"PK"):
        return content, ".csv"
    if kind_of_archive(io.BytesIO(content), len(content)) != "xlsx":
        raise BadInput("web.sheet", Text("这不是 .xlsx 表格。", "This is no .xlsx sheet."))
    return content, ".xlsx"


def _columns(channel: Channel) -> list[tuple[str, Any]]:
    """Each header with what stands under it: the words of a choice, or what is meant."""
    procedure, branch = channel.received(the_law(), clock.today())
    fields: dict[str, FormField] = {**procedure.text.case, **branch.fields}
    return [
        (header, OWN[name] if name in OWN_COLUMNS else _words(fields[name]))
        for header, name in channel.columns.items()
    ]


def _words(spec: FormField) -> Text | None:
    """What may stand under the header of a field: the labels of its choices, yes or no."""
    if isinstance(spec.of, dict):
        return Text("、".join(label.zh for label in spec.of.values()), ", ".join(label.en for label in spec.of.values()))  # fmt: skip
    return Text("是、否", "是 (yes), 否 (no)") if spec.type == "yes" else None
