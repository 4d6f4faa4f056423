"""Registers: what is listed on any day, two days compared, an item added, sheets out and in."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yifa import clock
from yifa.docket.world import the_law
from yifa.errors import BadInput, Forbidden, Refused, Text
from yifa.files import read, receive
from yifa.people.scopes import Scope, post_for
from yifa.procedures import Register
from yifa.procedures.register import FAMILY
from yifa.procedures.schema import FormField, Label
from yifa.registers.comparing import Difference, compare
from yifa.registers.counting import Counted, counted
from yifa.registers.keeping import enter
from yifa.registers.reading import Item, alike, items, rates_of, register_of, used_of, valid_on
from yifa.registers.sheets import Outcome, as_xlsx, import_sheet

from .access import Reader, may, signed_in
from .choosing import says
from .conditions import rules_of
from .facts import Reading
from .forms import raw_values, shown_fields
from .language import language_of, told_day
from .moments import moment_of
from .picking import Setting, with_case_ids

__all__ = ["add", "allowed", "file", "register", "registers", "sheet"]

PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "yifa.web.registers.sheet"
A_DAY = 24 * 3600
USED = (Text("首次使用", "First used"), Text("最近使用", "Last used"))
NEVER = Text("没有使用", "Never used")


def _scope(request: Reader, register: Register, action: str) -> Scope:
    """What the reader may do of this register."""
    return may(request, action).narrowed([register.family])


def allowed(request: Reader, register: Register, action: str) -> Scope:
    """The reader's scope in this register. Raises `Forbidden` where there is none."""
    scope = _scope(request, register, action)
    if not scope:
        raise Forbidden("out_of_scope", Text("您的岗位不涉及此登记册。", "Your posts do not extend to this register."), "个人信息保护法/34")  # fmt: skip
    return scope


@signed_in
def registers(request: Reader) -> HttpResponse:
    """Every register the reader may see, with how many items stand, and the ledgers of procedures; or those in whose words something is found."""
    q, found = request.GET.get("q", "").strip()[:60], []
    for name, each in the_law().registers.items():
        told = [each.text.title, each.text.about, *(spec.title for spec in each.text.fields.values())]
        if says(q, *told) and (scope := _scope(request, each, "see")):
            found.append({"name": name, "text": each.text, "count": len(items(each, scope=scope))})
    newest = [
        versions[-1] for family, versions in the_law().families.items() if not family.startswith(FAMILY)
    ]
    ledgers = [p for p in newest if says(q, p.title) and request.sees.narrowed([p.family])]
    return render(request, "yifa/registers.html", {"registers": found, "q": q, "ledgers": ledgers})


def _day(text: str) -> date | None:
    """A day as typed, None where it is empty. Raises `BadInput`."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise BadInput("web.day", Text("日期有误。", "The day cannot be read.")) from problem


@signed_in
def register(request: Reader, name: str) -> HttpResponse:
    """One register as of a day, searched, and compared with another day."""
    kept = register_of(the_law(), name)
    scope = allowed(request, kept, "see")
    on, other = _day(request.GET.get("on", "")) or clock.today(), _day(request.GET.get("compare", ""))
    listed, reading = items(kept, on, scope=scope), Reading(language_of(request), kept.procedure)
    difference = compare(items(kept, other, scope=scope), listed) if other else None
    q, start = request.GET.get("q", "").strip()[:60], request.GET.get("from", "")
    counts = counted(the_law(), kept, listed, on)
    short = {case_id for case_id, found in counts.items() if any(one.off for one in found.values())}
    valid = {item.case_id for item in listed if valid_on(kept, item, on)}
    rows = [item for item in listed if item.key > start and _matches(kept, item, q, reading) and (item.case_id in short or "short" not in request.GET)]  # fmt: skip
    rows = [item for item in rows if item.case_id in valid or "valid" not in request.GET]
    query = request.GET.copy()
    query.pop("from", None)
    fields = {n: f for n, f in kept.text.fields.items() if f.public}
    used = used_of(kept, rows[:PAGE])
    context = {
        "name": name, "text": kept.text, "total": len(listed), "on": on.isoformat(), "compare": other.isoformat() if other else "", "q": q,
        "twice": [[(item.case_id, item.key, _name(kept, item)) for item in same] for same in alike(kept, listed)],
        "columns": [*_columns(kept, fields), *(USED if kept.text.used else ())],
        "rows": [_row(kept, item, fields, reading, counts[item.case_id], used.get(item.case_id)) for item in rows[:PAGE]],
        "expires": bool(kept.text.expires), "valid": valid,
        "counts": any(count.least is not None or count.most is not None for count in kept.text.counts.values()),
        "short": len(short), "capped": any(count.most is not None for count in kept.text.counts.values()),
        "difference": _told(kept, difference, listed, reading) if difference else None, "query": query.urlencode(),
        "more": rows[PAGE - 1].key if len(rows) > PAGE else "", "may_open": bool(_scope(request, kept, "open")),
        "may_export": bool(_scope(request, kept, "export")),
    }  # fmt: skip
    return render(request, "yifa/register.html", context)


def _columns(kept: Register, fields: Any) -> list[Any]:
    """The heads of a list: fields, percentages, counts."""
    return [each.title for part in (fields, kept.text.rates, kept.text.counts) for each in part.values()]


def _name(kept: Register, item: Item) -> str:
    return item.key if kept.text.name == "item" else str(item.values.get(kept.text.name) or item.key)


def _matches(kept: Register, item: Item, words: str, reading: Reading) -> bool:
    """Whether the words stand in the item as people read it: its key, its number, or a value shown (a state, a grade, an owner)."""
    if not words or words.lower() in f"{item.key} {_name(kept, item)} {item.number}".lower():
        return True
    fields = kept.text.fields
    return any(
        words.lower() in str(reading.told(fields[n], item.values[n])).lower()
        for n in fields
        if n in item.values and fields[n].public
    )


def _counted(one: Counted, language: str) -> str:
    """A count as people read it; one that is short of its norm, or over it, says so in words."""
    if not one.least and one.most is None:
        return f"{one.number:,.2f}".removesuffix(".00") if isinstance(one.number, float) else str(one.number)
    said = Text(" 不足", " short") if one.short else Text(" 超出", " over") if one.over else Text("", "")
    return f"{one.number} / {one.least or one.most}{said.in_(language)}"


def _days(kept: Register, used: tuple[str, str] | None, language: str) -> list[tuple[Text, str]]:
    """The first and last day an item was used, as cells; none where its register does not tell."""
    if not kept.text.used:
        return []
    told = [told_day(day, language) for day in used] if used else [NEVER.in_(language)] * 2
    return list(zip(USED, told, strict=True))


def _row(
    kept: Register,
    item: Item,
    fields: Any,
    reading: Reading,
    counts: dict[str, Counted],
    used: tuple[str, str] | None,
) -> dict[str, Any]:
    cells = [
        (spec.title, reading.told(spec, item.values[n]) if n in item.values else "")
        for n, spec in fields.items()
    ]
    for name, value in rates_of(kept, item, {n: one.number for n, one in counts.items()}).items():
        cells.append((kept.text.rates[name].title, "—" if value is None else f"{value:g}%"))
    cells += [(kept.text.counts[name].title, _counted(one, reading.language)) for name, one in counts.items()]
    cells += _days(kept, used, reading.language)
    return {"case_id": item.case_id, "key": item.key, "since": item.since, "cells": cells}


def _told(kept: Register, difference: Difference, listed: list[Item], reading: Reading) -> dict[str, Any]:
    """A difference as the page tells it: items by name, values as people read them."""
    now, fields = {item.key: item for item in listed}, kept.text.fields

    def told(name: str, value: Any) -> str:
        return "" if value is None else reading.told(fields.get(name), value)

    def named(item: Item) -> dict[str, Any]:
        return {"case_id": item.case_id, "key": item.key, "name": _name(kept, item)}

    changed = [
        {**named(now[each.key]), "fields": [(fields[n].title, told(n, then), told(n, later)) for n, (then, later) in each.fields.items() if n in fields]}
        for each in difference.changed
    ]  # fmt: skip
    return {
        "added": [named(i) for i in difference.added],
        "dropped": [named(i) for i in difference.dropped],
        "changed": changed,
    }


def _key(kept: Register) -> FormField:
    """The key as a form asks for it, with one of the examples of the register to write it by."""
    spec = kept.procedure.text.case["item"]
    example = next(
        (str(row["item"]) for row in kept.text.examples if "refused" not in row and "item" in row), ""
    )
    hint = Label(
        zh=f"每条一个，不与别的条目相同。例如：{example}",
        en=f"One for each entry, unlike any other. Such as: {example}",
    )
    return spec if spec.hint or not example else spec.model_copy(update={"hint": hint})


@signed_in
def add(request: Reader, name: str) -> HttpResponse:
    """Add an item: its key and its first values in one form."""
    kept = register_of(the_law(), name)
    allowed(request, kept, "open")
    post = post_for(request.actor, "open", kept.family)
    fields = {"item": _key(kept), **kept.text.fields}
    refusal, values = None, dict[str, Any]()
    setting = Setting(
        kept.procedure, {"docs": {}}, post.body_id, post.division, sees=request.sees, reader=request.actor.id
    )
    if request.method == "POST":
        values = raw_values(fields, request.POST, request.FILES, request.actor.id)
        given = {n: v for n, v in values.items() if n != "item"}
        try:
            at = moment_of(request.POST.get("at", ""))
            given = with_case_ids(kept.text.fields, given, setting)
            made = enter(the_law(), kept, request.actor, str(values.get("item", "")), given, at)
            return HttpResponseRedirect(reverse("case", args=[made.case_id]))
        except (Refused, BadInput) as problem:
            refusal = problem
    reasons: tuple[Any, ...] = getattr(refusal, "reasons", ()) or ((refusal,) if refusal else ())
    errors = {field: reason.text for reason in reasons if (field := getattr(reason, "field", ""))}
    shown = shown_fields(fields, setting, values, errors, rules_of(fields))
    already = next((i.case_id for i in items(kept, scope=allowed(request, kept, "see")) if i.key == values.get("item")), None) if refusal else None  # fmt: skip
    context = {
        "name": name, "text": kept.text, "fields": shown, "refusal": refusal, "reasons": [r for r in reasons if getattr(r, "field", "") not in fields],
        "already": already, "posted": request.POST, "uploads": any(one.widget == "file" for one in shown),
    }  # fmt: skip
    return render(request, "yifa/register_add.html", context, status=409 if refusal else 200)


@signed_in
def file(request: Reader, name: str) -> HttpResponse:
    """The list of a day as a workbook."""
    kept = register_of(the_law(), name)
    on = _day(request.GET.get("on", "")) or clock.today()
    content = as_xlsx(kept, items(kept, on, scope=allowed(request, kept, "export")))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{on.isoformat()}.xlsx"'
    return response


@signed_in
def sheet(request: Reader, name: str) -> HttpResponse:
    """A sheet uploaded: first what it would do, row by row refused ones named; then, once confirmed, done."""
    kept = register_of(the_law(), name)
    allowed(request, kept, "open")
    columns = [
        (kept.text.key.title.zh, True),
        *((f.title.zh, f.required and f.when is None) for f in kept.text.fields.values() if f.public),
    ]
    context: dict[str, Any] = {"name": name, "text": kept.text, "columns": columns}
    if request.method == "POST":
        try:
            token, done = _token(request, name), "sheet" in request.POST
            context |= {"outcome": _imported(request, kept, *token[1:], done=done), "done": done}
            context["token"] = signing.dumps(list(token), salt=SALT)
        except BadInput as problem:
            context["problem"] = problem
    return render(request, "yifa/register_sheet.html", context, status=400 if "problem" in context else 200)


def _imported(request: Reader, kept: Register, digest: str, suffix: str, *, done: bool) -> Outcome:
    """What the sheet does: entered where it was confirmed; else tried whole, so that every faulty row is known, and undone."""
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / f"sheet{suffix}"
        path.write_bytes(read(digest))
        outcome = import_sheet(the_law(), kept, request.actor, path)
        transaction.set_rollback(not done)
    return outcome


def _token(request: Reader, name: str) -> tuple[str, str, str]:
    """The sheet meant: received now, or named by the token of its preview, which holds for this register and reader only."""
    mine = f"{name}:{request.actor.id}"
    if "sheet" in request.POST:
        try:
            owner, digest, suffix = signing.loads(request.POST["sheet"], salt=SALT, max_age=A_DAY)
        except (signing.BadSignature, ValueError) as problem:
            raise BadInput(
                "web.sheet",
                Text("预览已过期，请重新上传。", "The preview is too old: upload the sheet again."),
            ) from problem
        if owner != mine:
            raise BadInput("web.sheet", Text("请重新上传表格。", "Upload the sheet again."))
        return owner, digest, suffix
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput("web.sheet", Text("请选择表格文件。", "Choose a sheet."))
    stored = receive(upload, upload.name or "sheet.xlsx", upload.content_type or "")
    return mine, stored.hash, ".csv" if stored.kind in ("csv", "txt") else ".xlsx"
