"""An act's form made from the law's own fields: what to show for each, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from yifa import clock
from yifa.docket.world import the_law
from yifa.files import receive
from yifa.files.receipts import record
from yifa.people.models import Body, Holding, Office
from yifa.people.models.dated import valid_on
from yifa.places.models import Division
from yifa.procedures import Procedure
from yifa.procedures.schema import FormField

__all__ = ["Choice", "Shown", "people_for", "raw_values", "shown_fields"]

MANY = ("choices", "people", "parties", "files", "violations")
INPUT = {"money": "number", "number": "number", "decimal": "text", "date": "date", "datetime": "datetime-local", "text": "textarea",
         "yes": "yes", "choice": "select", "violation": "select", "violations": "checks", "document": "select", "means": "select", "party": "select",
         "officer": "select", "unit": "select", "choices": "checks", "people": "checks", "parties": "checks", "files": "file",
         "entry": "number", "case": "number", "place": "select", "fields": "text"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select or a list of boxes."""

    value: str
    title: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as the page shows it."""

    name: str
    title: Any
    widget: str
    required: bool
    public: bool
    ground: str
    value: Any = ""
    choices: list[Choice] = field(default_factory=list)
    error: Any = None
    hint: Any = None


def people_for(posts: list[str], body_id: int) -> list[Choice]:
    """Officers of a body who hold one of these posts today."""
    day = clock.today()
    held = Holding.objects.filter(valid_on(day), post__body_id=body_id, officer__is_active=True)
    if posts:
        held = held.filter(post__kind__in=posts)
    return [
        Choice(str(pk), name)
        for pk, name in held.values_list("officer_id", "officer__name").distinct().order_by("officer__name")
    ]


def _choices(spec: FormField, procedure: Procedure, state: Mapping[str, Any], body_id: int) -> list[Choice]:
    if isinstance(spec.of, dict):
        return [Choice(key, title) for key, title in spec.of.items()]
    if isinstance(spec.of, list):
        return [Choice(key, key) for key in spec.of]
    match spec.type:
        case "violation" | "violations":
            return [Choice(key, v.title) for key, v in the_law().violations.known.items()]
        case "document":
            return [Choice(name, procedure.text.documents[name].title) for name in state.get("docs", {})]
        case "means":
            return [Choice(name, means.title) for name, means in procedure.text.means.items()]
        case "officer" | "people":
            return people_for([], body_id)
        case "unit":
            return [
                Choice(str(pk), name)
                for pk, name in Office.objects.filter(valid_on(clock.today()), body_id=body_id).values_list(
                    "pk", "name"
                )
            ]
        case "place":
            return _places(body_id)
        case "party" | "parties":
            return [
                Choice(p["key"], p["key"]) for people in state.get("parties", {}).values() for p in people
            ]
    return []


def _places(body_id: int) -> list[Choice]:
    """The divisions of a body's area, from itself down, as the tree stands today."""
    body = Body.objects.select_related("division").get(pk=body_id)
    found = Division.objects.standing_on(clock.today()).within(body.division.path)
    return [Choice(path, f"{name} {code}") for path, name, code in found.values_list("path", "name", "code")]


def shown_fields(
    fields: Mapping[str, FormField],
    procedure: Procedure,
    state: Mapping[str, Any],
    body_id: int,
    values: Mapping[str, Any],
    errors: Mapping[str, Any],
) -> list[Shown]:
    """Every field of a form, with what was entered and what was wrong with it."""
    return [
        Shown(name, spec.title, INPUT[spec.type], spec.required and spec.when is None, spec.public, spec.ground, values.get(name, ""),
              _choices(spec, procedure, state, body_id), errors.get(name), spec.hint)
        for name, spec in fields.items()
    ]  # fmt: skip


def raw_values(
    fields: Mapping[str, FormField], posted: QueryDict, files: MultiValueDict[str, Any]
) -> dict[str, Any]:
    """What came back from the page, field by field; uploads are received and become hashes."""
    found: dict[str, Any] = {}
    for name, spec in fields.items():
        if spec.type == "files":
            hashes = [_received(upload) for upload in files.getlist(f"f-{name}")]
            if hashes:
                found[name] = hashes
        elif spec.type in MANY:
            if values := posted.getlist(f"f-{name}"):
                found[name] = values
        elif (value := posted.get(f"f-{name}", "").strip()) != "":
            found[name] = value
    return found


def _received(upload: Any) -> str:
    with transaction.atomic():
        stored = receive(upload, upload.name or "file", upload.content_type or "")
        record(stored)
    return stored.hash
