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

from .load import compiled, merged, validated
from .model import Procedure
from .schema import FormField, Fragment, InForce, Label, Law, Name, Names

__all__ = ["FAMILY", "Register", "RegisterText", "load_register"]

FAMILY = "register."
"""The area of the procedures that registers are made into."""


class Expiry(Law):
    """A date of the item after which it no longer holds, unless renewed."""

    field: str
    title: Label


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
    if text.name not in {"item", *text.fields} or (text.expires and text.expires.field not in text.fields):
        raise LawError("procedures.register", Text("name、expires 应为本册的项目。", "`name` and `expires` name fields of the register."),
                       where=document.where("name"), expected=" | ".join(("item", *text.fields)))  # fmt: skip
    used = {"rectification": fragments["rectification"][1]}
    data = merged(_procedure(document.data), document, used)
    return Register(text, compiled(document, data, used, path, statutes))


def _procedure(data: Mapping[str, Any]) -> dict[str, Any]:
    """The words of the procedure: three acts, one look-up, and a term where items expire."""
    ground, mark = str(data.get("ground", "")), data.get("mark", "V")
    own = {"ground": ground, "mark": mark}
    part = {"ground": ground, "mark": "D"}
    fields: dict[str, Any] = data["fields"]
    reason = {"type": "text", "public": True, "title": {"zh": "原因", "en": "Why"}}
    expires = data.get("expires")
    until = expires["field"] if expires else ""
    already = "lookup.listed_already == 0"
    twice = {
        "zh": "同一编号的项目已经在册，应当变更而不是重复登记。",
        "en": "An item with this key is listed already: change it instead.",
    }
    found: dict[str, Any] = {
        "procedure": f"{FAMILY}{data['register']}",
        **{name: data[name] for name in ("title", "about", "in_force", "number")},
        **own,
        "transition": {
            "substance": {"rule": "time_of_act", **part},
            "procedure": {"rule": "immediate", **part},
        },
        "capacity": {"any_of": ["own"], **part},
        "uses": ["rectification"],
        "case": {"item": {**data["key"], "type": "code", "public": True}},
        "roles": {"keeper": {"title": {"zh": "登记人", "en": "Keeper"}, "posts": data["kept_by"]}},
        "stages": {"listed": {"zh": "在册", "en": "Listed"}},
        "ends": {"removed": {"zh": "已移出", "en": "Removed"}},
        "lookups": {
            "listed_already": {
                "standing": data["register"],
                "key": "case.item",
                "title": {"zh": "已经在册", "en": "Listed already"},
                **part,
            }
        },
        "acts": {
            "enter": {
                "title": {"zh": "登记入册", "en": "Enter"},
                **{"from": "start", "to": "listed", "by": "keeper", "form": fields, **own},
                "needs": [{"if": already, "else": twice, **part}],
            },
            "change": {
                "title": {"zh": "变更登记", "en": "Change"},
                **{"in": "listed", "by": "keeper", **own},
                "form": {
                    "why": reason,
                    **{name: {**f, "required": False} for name, f in fields.items() if name != until},
                },
            },
            "remove": {
                "title": {"zh": "移出登记册", "en": "Remove"},
                **{"from": "listed", "to": "removed", "by": "keeper", "form": {"why": reason}, **own},
            },
        },
        "always": [{"never": "enter", "unless": already, **part}, {"ends": "every case", **part}],
    }
    if expires:
        words = {
            "title": expires["title"],
            "ground": str(expires.get("ground", ground)),
            "mark": expires.get("mark", mark),
        }
        renewed = {"why": reason, until: {**fields[until], "required": True}}
        found["acts"]["renew"] = {
            "title": {"zh": "续期", "en": "Renew"},
            "in": "listed",
            "by": "keeper",
            "form": renewed,
            **own,
        }
        found["terms"] = {
            "expires_on": {**words, "on": f"enter.{until}", "after": "enter", "when": f"enter.{until}", "until": ["remove", "renew"]},
            "expires_then": {**words, "on": f"renew.{until}", "after": "renew", "until": "remove"},
        }  # fmt: skip
    return found
