"""An act's form made from the law's own fields: what to show for each, and what came back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import orjson
from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from yifa.errors import BadInput, Text
from yifa.files import receive
from yifa.files.receipts import record
from yifa.procedures.schema import FormField

from .picking import Choice, Setting, choices_for

__all__ = ["Shown", "raw_values", "shown_fields", "unplaced"]

MANY = ("choices", "people", "parties", "files", "violations")
ORDER = "o-"
"""Before the name of a field of people in their order: the place each was given."""
INPUT = {"money": "number", "number": "number", "decimal": "text", "date": "date", "datetime": "datetime-local", "month": "month", "text": "textarea",
         "yes": "yes", "choice": "select", "violation": "select", "violations": "checks", "document": "select", "means": "select", "party": "select",
         "officer": "select", "unit": "select", "choices": "checks", "people": "checks", "parties": "checks", "files": "file",
         "entry": "select", "case": "listed", "place": "select", "fields": "text", "item": "select", "code": "text", "numbers": "text",
         "indicator": "select"}  # fmt: skip
SALT = "yifa.web.forms.files"
A_DAY = 24 * 3600
LISTED = Text(
    "登记册里有的请选上，按它汇总；没有的空着。",
    "If the register has it, choose it: totals go by it. If not, leave it empty.",
)
LONG = 12
"""From so many choices on, a list can be searched, and boxes fold."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as the page shows it; `rule` (JSON) says when a script shows it."""

    name: str
    title: Any
    widget: str
    required: bool
    """Asked for; with a `rule`, where the rule shows it."""
    public: bool
    ground: str
    value: Any = ""
    choices: list[Choice] = field(default_factory=list)
    error: Any = None
    hint: Any = None
    rule: str = ""
    computed: bool = False
    """Left empty, the law works it out."""
    whole: bool = False
    """A number without a part."""
    kept: tuple[str, ...] = ()
    """Files that came with the form before: each named by a token that holds for this reader only."""
    register: str = ""
    """The register it names an item of."""
    lines: int = 3
    """How many lines a text begins with: what is kept in the vault tells a story, what is public mostly a name."""

    @property
    def groups(self) -> list[tuple[Any, list[Choice]]]:
        """The choices under their headings, in their order."""
        return [(group, list(listed)) for group, listed in groupby(self.choices, key=lambda c: c.group)]

    @property
    def placed(self) -> list[tuple[Choice, int | str]]:
        """Of people in their order: each with the place given, empty for none."""
        given = {str(who): place for place, who in enumerate(self.value or (), start=1)}
        return [(choice, given.get(str(choice.value), "")) for choice in self.choices]

    @property
    def searched(self) -> bool:
        """Whether the list is long enough to be searched."""
        return len(self.choices) > LONG

    @property
    def folded(self) -> bool:
        """Whether the boxes stand folded: many, not needed, none ticked and none wrong."""
        return len(self.choices) > LONG and not self.required and not self.value and not self.error


def shown_fields(
    fields: Mapping[str, FormField],
    setting: Setting,
    values: Mapping[str, Any],
    errors: Mapping[str, Any],
    rules: Mapping[str, Any] | None = None,
    one_of: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Shown]:
    """Every field of a form, with what was entered and what was wrong with it; `one_of`: with which others one at least is needed."""
    return [
        Shown(name, spec.title, "order" if spec.ordered else INPUT[spec.type], _asked(spec, name, rules or {}), spec.public, spec.ground, _stands(spec, name, values, setting),
              (listed := choices_for(spec, setting)), errors.get(name),
              _hint(spec, name, fields, one_of or {}, bool(listed)), _json(rules or {}, name), spec.computed is not None, spec.type == "number",
              _tokens(values.get(name, ()), setting.reader) if spec.type == "files" else (), _register_of(spec), 1 if spec.public else 3)
        for name, spec in fields.items()
    ]  # fmt: skip


def _hint(
    spec: FormField, name: str, fields: Mapping[str, FormField], one_of: Mapping[str, tuple[str, ...]], listed: bool
) -> Text | None:  # fmt: skip
    """What is said beside a field: the law's own hint, with which others one at least is needed, what an item that need not be named is for."""
    others = [fields[other].title for other in one_of.get(name, ()) if other != name and other in fields]
    if not others:
        optional = spec.type == "item" and not spec.required and listed
        return spec.hint or (LISTED if optional else None)
    zh, en = "”“".join(each.zh for each in others), "', '".join(each.en for each in others)
    told = Text(f"与“{zh}”至少填一项。", f"This or '{en}': one at least is filled in.")
    return Text(f"{spec.hint.zh}{told.zh}", f"{spec.hint.en} {told.en}") if spec.hint else told


def _stands(spec: FormField, name: str, values: Mapping[str, Any], setting: Setting) -> Any:
    """What stands in a field: what was entered (a month without the day it is kept with), else the only choice there is."""
    value = values.get(name, _only_one(spec, setting))
    return value[:7] if spec.type == "month" and isinstance(value, str) else value


def _only_one(spec: FormField, setting: Setting) -> str:
    """The one item there is to choose where one must be chosen of a narrowed list (the lawyer on duty today); else nothing."""
    if not (spec.type == "item" and spec.required and spec.only and spec.when is None):
        return ""
    listed = choices_for(spec, setting)
    return str(listed[0].value) if len(listed) == 1 else ""


def _asked(spec: FormField, name: str, rules: Mapping[str, Any]) -> bool:
    """Whether a field is marked as needed: always, or whenever its rule shows it; what no rule of the page decides is not."""
    return spec.required and spec.computed is None and (spec.when is None or bool(rules.get(name)))


def _register_of(spec: FormField) -> str:
    return str(spec.of) if spec.type == "item" else ""


def _tokens(hashes: Any, reader: int) -> tuple[str, ...]:
    return tuple(signing.dumps([reader, sha], salt=SALT) for sha in hashes)


def _kept(tokens: list[str], reader: int) -> list[str]:
    """The files of a form sent before, by their tokens. Raises `BadInput` for a token that is not this reader's."""
    try:
        listed = [signing.loads(token, salt=SALT, max_age=A_DAY) for token in tokens]
    except signing.BadSignature as problem:
        raise BadInput(
            "web.kept", Text("附件已过期，请重新上传。", "The files are too old: upload them again.")
        ) from problem
    return [sha for owner, sha in listed if owner == reader]


def _json(rules: Mapping[str, Any], name: str) -> str:
    return orjson.dumps(rules[name]).decode() if rules.get(name) else ""


def unplaced(reasons: Any, fields: Collection[str]) -> list[Any]:
    """The reasons that no field of the page shows."""
    return [reason for reason in reasons or () if reason.field not in fields]


def raw_values(
    fields: Mapping[str, FormField], posted: QueryDict, files: MultiValueDict[str, Any], reader: int = 0
) -> dict[str, Any]:
    """What came back from the page, field by field; uploads are received and become hashes.

    A field the form does not have is passed on as it came, so that the law refuses it as it does from anywhere.
    """
    found: dict[str, Any] = {}
    for name, spec in fields.items():
        if spec.type == "files":
            hashes = _kept(posted.getlist(f"k-{name}"), reader)
            hashes += [_received(upload) for upload in files.getlist(f"f-{name}")]
            if hashes:
                found[name] = list(dict.fromkeys(hashes))
        elif spec.ordered:
            if values := _in_order(name, posted):
                found[name] = values
        elif spec.type in MANY:
            if values := posted.getlist(f"f-{name}"):
                found[name] = values
        elif (value := posted.get(f"f-{name}", "").strip()) != "":
            found[name] = value
    for key in (*posted, *files):
        if key.startswith("f-") and (name := key.removeprefix("f-")) not in fields:
            found[name] = posted.get(key, "")
    return found


def _in_order(name: str, posted: QueryDict) -> list[str]:
    """The people given a place, from the first place to the last; two with the same place stay as they are listed."""
    prefix = f"{ORDER}{name}-"
    placed = [(int(place), key.removeprefix(prefix)) for key in posted if key.startswith(prefix) and (place := posted.get(key, "").strip()).isdigit()]  # fmt: skip
    return [who for _, who in sorted(placed, key=lambda each: each[0])]


def _received(upload: Any) -> str:
    with transaction.atomic():
        stored = receive(upload, upload.name or "file", upload.content_type or "")
        record(stored)
    return stored.hash
