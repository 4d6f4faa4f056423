"""The forms of administration as data: what each change asks for, and how an answer is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from yifa import clock
from yifa.errors import BadInput, Missing, Text, YifaError
from yifa.people.vocabulary import Word

from .language import language_of
from .middleware import status_of

__all__ = [
    "FIRST", "GROUND", "LAST", "Choice", "Field", "Form", "Posted", "answered", "choices_of", "day_in", "day_of_form", "first_day", "form_of",
    "last_day", "pick", "today_in",
]  # fmt: skip

Posted = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    title: Any


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks for; `kind` is text, date, select or check."""

    name: str
    title: Text
    kind: str = "text"
    required: bool = True
    choices: tuple[Choice, ...] = ()
    hint: Text | None = None
    value: str = ""
    length: int = field(default=100)


GROUND = Field(
    "ground", Text("依据", "Ground"), length=200,
    hint=Text("任命文件的文号或者标题，如 塘街办〔2026〕5号；援引法条时写 法律名/条号，如 行政处罚法/42。",
              "Number or title of the appointment document, such as 塘街办〔2026〕5号; an article as NAME/NUMBER, such as 行政处罚法/42."),
)  # fmt: skip
"""Every change asks for it."""


def choices_of(words: Mapping[str, Word], without: Iterable[str] = ()) -> tuple[Choice, ...]:
    """The words of the register as options."""
    barred = set(without)
    return tuple(Choice(key, word.title) for key, word in words.items() if key not in barred)


def form_of(fields: Iterable[Field], posted: Mapping[str, str] | None) -> list[dict[str, Any]]:
    """The fields with what was written, for the page."""
    return [
        {"spec": each, "value": posted.get(each.name, "") if posted is not None else each.value}
        for each in fields
    ]


def day_in(posted: Mapping[str, str], name: str) -> date | None:
    """A day as a browser sends it; None for none. Raises `BadInput`."""
    text = posted.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        said = Text(f"日期“{text}”有误，应如 2026-01-05。", f"'{text}' is no day; such as 2026-01-05.")
        raise BadInput("people.day", said) from problem


FIRST = Field("first", Text("自", "From"), "date")
LAST = Field("last", Text("至（含当日）", "Until (that day included)"), "date", required=False)


@dataclass(frozen=True, slots=True)
class Form:
    """A change as a page: its title, what it asks, what it does."""

    title: Text
    fields: tuple[Field, ...]
    do: Callable[[Posted], object]
    lead: Text | None = None


def answered(request: Any, form: Form, back: Callable[[object], HttpResponse], about: str) -> HttpResponse:
    """Show the form, or do what it says; what is refused is shown above it with all that was written."""
    posted = request.POST if request.method == "POST" else None
    problem: YifaError | None = None
    if posted is not None:
        try:
            lacking = [f.title for f in form.fields if f.required and not posted.get(f.name, "").strip()]
            if lacking:
                zh, en = "、".join(t.zh for t in lacking), ", ".join(t.en for t in lacking)
                raise BadInput("people.form", Text(f"请填写：{zh}。", f"Fill in: {en}."))
            done = form.do(posted)
        except YifaError as error:
            problem = error
        else:
            messages.success(request, Text("已办理并记录。", "Done and recorded.").in_(language_of(request)))
            return back(done)
    context = {"form": form, "fields": form_of(form.fields, posted), "problem": problem, "about": about}
    return render(request, "yifa/people_change.html", context, status=status_of(problem) if problem else 200)


def today_in(spec: Field) -> Field:
    """The field with today in it."""
    return Field(spec.name, spec.title, spec.kind, spec.required, value=clock.today().isoformat())


def last_day() -> Field:
    """The field for a last day."""
    return Field("last", Text("最后一日", "Last day"), "date")


def pick(rows: Any, pk: str) -> Any:
    """The one of `rows` with this number. Raises `Missing`."""
    for row in rows:
        if str(row.pk) == pk:
            return row
    raise Missing(
        "people.choice",
        Text("所选内容不存在或者不归您管理。", "What was chosen is not there, or not yours to administer."),
    )


def day_of_form(posted: Posted, name: str) -> date:
    """A day that has to be given. Raises `BadInput`."""
    found = day_in(posted, name)
    if found is None:
        raise BadInput("people.day", Text("请填写日期。", "Give the day."))
    return found


def first_day(posted: Posted) -> date:
    """The first day of the form. Raises `BadInput`."""
    return day_of_form(posted, "first")
