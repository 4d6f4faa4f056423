"""A register as one file of data: what is listed, under which key, by whom; made into a procedure.

`law/registers/kinds/NAME.yaml` says what an item is. Each item is then a case of `register.NAME`: entered,
changed, removed, every entry chained and dated like any act, so that the list of any day can be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from yifa.errors import LawError, Text
from yifa.statutes import Document, Statutes, read_yaml

from .counts import Count
from .load import Source, compiled, merged, validated
from .model import Procedure
from .schema import FormField, Fragment, InForce, Label, Law, Name, Names

__all__ = ["FAMILY", "Register", "RegisterText", "load_register"]

FAMILY = "register."
"""The area of the procedures that registers are made into."""


class Expiry(Law):
    """A date of the item after which it no longer holds, unless renewed."""

    field: str
    title: Label
    valid: dict[str, str | int | bool] = Field(default_factory=dict)
    """Public fields that must have these values besides, for the item to be valid."""


class Rate(Law):
    """A percentage that follows from two numbers or counts of an item, so that nobody types it."""

    of: str
    over: str
    title: Label


class NamedIn(Law):
    """Another register whose items name items of this one: what is named is not removed."""

    register_: str = Field(alias="register", pattern=r"^[a-z][a-z_]*$")
    field: str
    title: Label


class Use(Law):
    """Acts of other cases by which an item was put to use; the cover of those cases names it."""

    by: Names
    """`family/act`."""
    field: Name
    """The fact of the cover that names the item."""


class RegisterText(Law):
    """A register as written."""

    name_: str = Field(alias="register", pattern=r"^[a-z][a-z_]*$")
    title: Label
    about: Label
    in_force: InForce
    number: str
    key: FormField
    name: str
    """The field by which people call an item: its title in lists; `item` for the key itself."""
    fields: dict[Name, FormField]
    kept_by: Names
    expires: Expiry | None = None
    rates: dict[Name, Rate] = Field(default_factory=dict)
    """Shown beside the fields of each item, as of the day asked."""
    named_in: list[NamedIn] = Field(default_factory=list)
    """An item that a standing item of these names is not removed before that one is changed."""
    alike: Names = Field(default_factory=list)
    """Fields that tell one thing: items that agree in all of them may be one thing entered twice, and the page says so."""
    used: Use | None = None
    """Beside each item the first and the last day on which such an act was done, so that nobody types them."""
    counts: dict[Name, Count] = Field(default_factory=dict)
    """Shown beside the fields of each item; those with fewer than there should be can be listed alone."""
    examples: Annotated[list[dict[str, Any]], BeforeValidator(lambda v: v or [])]
    """Rows as a clerk would enter them; `refused: FIELD` names the field for which a row is refused."""


@dataclass(frozen=True)
class Register:
    """A register ready to run: its words, and the family of the procedure it was made into."""

    text: RegisterText
    procedure: Procedure

    @property
    def family(self) -> str:
        """`register.NAME`."""
        return self.procedure.family


def load_register(
    path: Path, fragments: Mapping[str, tuple[Fragment, Document]], statutes: Statutes | None = None
) -> Register:
    """Read one register and make its procedure. Raises `LawError` with file and line."""
    document = read_yaml(path)
    text = validated(RegisterText, document.data, document.where)
    if path.stem != text.name_:
        raise LawError("procedures.folder", Text("登记册名与文件名不符。", "The name differs from the file."),
                       where=document.where("register"), expected=path.stem)  # fmt: skip
    if "item" in text.fields:
        raise LawError("procedures.register", Text("“item”是本册的编号，项目不能再用这个名字。", "`item` is the key of the register: no field may have its name."),
                       where=document.where("fields", "item"), expected="item")  # fmt: skip
    if text.name not in {"item", *text.fields} or (text.expires and text.expires.field not in text.fields):
        raise LawError("procedures.register", Text("name、expires 应为本册的项目。", "`name` and `expires` name fields of the register."),
                       where=document.where("name"), expected=" | ".join(("item", *text.fields)))  # fmt: skip
    for name, rate in text.rates.items():
        numbers = [
            each for each, field in text.fields.items() if field.type in ("number", "money") and field.public
        ]
        numbers += list(text.counts)
        if not {rate.of, rate.over} <= set(numbers):
            raise LawError("procedures.register", Text("比率应由本册的两个数字（计数）算出。", "A rate follows from two numbers or counts of the register."),
                           where=document.where("rates", name), expected=" | ".join(numbers))  # fmt: skip
    if text.expires and (stray := set(text.expires.valid) - {n for n, f in text.fields.items() if f.public}):
        raise LawError("procedures.register", Text("expires.valid 应为本册的公开项目。", "`expires.valid` names public fields of the register."),
                       where=document.where("expires"), expected=" | ".join(sorted(stray)))  # fmt: skip
    if stray := set(text.alike) - {each for each, field in text.fields.items() if field.public}:
        raise LawError("procedures.register", Text("alike 应为本册的公开项目。", "`alike` names public fields of the register."),
                       where=document.where("alike"), expected=" | ".join(sorted(stray)))  # fmt: skip
    names = ["register", "rectification", *(["register_expiry"] if text.expires else [])]
    used = {name: fragments[name][1] for name in names}
    data = _with_fields(merged(_cover(document.data, names), document, used), text, document.data["fields"])
    return Register(text, compiled(data, Source(document, used, data), path, statutes))


def _cover(data: Mapping[str, Any], uses: list[str]) -> dict[str, Any]:
    """The words of the procedure beside its acts: the key stands on the cover of each item."""
    derived = {"ground": str(data["ground"]), "mark": "D"}
    already = {"zh": "已经在册", "en": "Listed already"}
    return {
        "procedure": f"{FAMILY}{data['register']}",
        **{name: data[name] for name in ("title", "about", "in_force", "ground", "number")},
        "mark": data.get("mark", "V"),
        "kept": True,
        "uses": uses,
        "transition": {
            "substance": {"rule": "time_of_act", **derived},
            "procedure": {"rule": "immediate", **derived},
        },
        "capacity": {"any_of": ["own"], **derived},
        "case": {"item": {**data["key"], "type": "code", "public": True}},
        "roles": {"keeper": {"title": {"zh": "登记人", "en": "Keeper"}, "posts": data["kept_by"]}},
        "stages": {"listed": {"zh": "在册", "en": "Listed"}},
        "ends": {"removed": {"zh": "已移出", "en": "Removed"}},
        "lookups": {
            "listed_already": {"standing": data["register"], "key": "case.item", "title": already, **derived},
            **{
                _naming(each["register"], each["field"]): {"named": f"{FAMILY}{each['register']}/{each['field']}", "key": "case.item", "title": each["title"], **derived}
                for each in data.get("named_in", [])
            },
        },
        "always": [],
    }  # fmt: skip


def _naming(register: str, field: str) -> str:
    return f"named_by_{register}_{field}"


def _held_back(each: NamedIn) -> dict[str, Any]:
    """The rule that keeps a named item in its register."""
    zh, en = each.title.zh, each.title.en
    told = {
        "zh": f"“{zh}”中还有项目写着它，应当先变更那些项目。",
        "en": f"Items under '{en}' still name it: change those first.",
    }
    return {"if": f"lookup.{_naming(each.register_, each.field)} == 0", "else": told, "mark": "D"}


def _with_fields(data: dict[str, Any], text: RegisterText, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The acts with the register's fields as their forms, and the terms of an item that expires."""
    until = text.expires.field if text.expires else ""
    acts = data["acts"]
    acts["enter"]["form"] = dict(fields)
    acts["change"]["form"] |= {
        # What another value makes necessary stays so: of the item as it would stand.
        name: field if field.get("when") else {**field, "required": False}
        for name, field in fields.items()
        if name != until
    }
    for each in text.named_in:
        rule = _held_back(each)
        acts["remove"].setdefault("needs", []).append(rule)
        data["always"].append({"never": "remove", "unless": rule["if"], "mark": "D"})
    if text.expires:
        acts["renew"]["form"][until] = {**fields[until], "required": True}
        words = {
            "title": text.expires.title.as_data(),
            "ground": text.expires.ground or text.ground,
            "mark": text.expires.mark,
        }
        data["terms"] = {
            "expires_on": {**words, "on": f"enter.{until}", "after": "enter", "when": f"enter.{until}", "until": ["remove", "renew"]},
            "expires_then": {**words, "on": f"renew.{until}", "after": "renew", "until": "remove"},
        }  # fmt: skip
    return data
