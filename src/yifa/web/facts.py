"""A kept value as people read it, in the language of the page: money in yuan, and everything that has a name by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson

from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.errors import Text
from yifa.people.models import Office, Officer
from yifa.places.models import Division
from yifa.procedures import Procedure, is_reprojection
from yifa.procedures.register import FAMILY
from yifa.procedures.schema import FormField

from .language import told_day, told_month

__all__ = ["Reading", "officer_names"]

JOINT = {"zh": "、", "en": ", "}
NAMING = ("officer", "text", "item", "unit", "place", "choice")
"""Fields by which people tell one entry from another."""


def officer_names(ids: Iterable[Any]) -> dict[str, str]:
    """Names of officers by id as text."""
    wanted = {int(one) for one in ids if str(one).isdigit() and len(str(one)) < 19}
    return {str(pk): name for pk, name in Officer.objects.filter(pk__in=wanted).values_list("pk", "name")}


def _called(register: str, case: Case | None) -> str:
    """What people call an item of a register: the field it is called by, else the title of its case."""
    kept = the_law().registers.get(register)
    if case is None or kept is None or kept.text.name == "item":
        return case.title if case else ""
    entered = orjson.loads(case.state)["done"].get("enter", {}).get("form", {})
    return str(entered.get(kept.text.name) or case.title)


class Reading:
    """How the facts of one case are told to one reader."""

    def __init__(
        self,
        language: str,
        procedure: Procedure,
        parties: Mapping[str, str] | None = None,
        entries: Sequence[Mapping[str, Any]] = (),
        people: Mapping[str, str] | None = None,
    ) -> None:
        self.language = language
        self.procedure = procedure
        self.parties = parties or {}
        self.entries = {entry["seq"]: entry for entry in entries}
        self.people = dict(people or {})
        self.by_type: Mapping[str, Callable[[Any], str]] = {
            "date": lambda v: told_day(v, language), "datetime": lambda v: told_day(v, language), "month": lambda v: told_month(v, language), "document": self._document,
            "means": self._means, "officer": self._officer, "people": self._officer, "unit": self._unit, "place": self.place,
            "party": self._party, "parties": self._party, "violation": self._violation, "violations": self._violation,
            "case": self._case, "entry": self._entry,
        }  # fmt: skip

    def told(self, spec: FormField | None, value: Any) -> str:
        """A kept value."""
        if spec is not None and spec.type == "money" and isinstance(value, int):
            return self._money(f"{value / 100:,.2f}")
        if spec is not None and spec.type == "fields" and isinstance(value, Mapping):
            return self._corrections(value)
        if isinstance(value, list):
            return JOINT[self.language].join(self._one(spec, item) for item in value)
        return self._one(spec, value)

    def entered(self, spec: FormField, value: Any) -> str:
        """A value as someone filled it in, before the law has read it: money as written, boxes as yes or no."""
        if spec.type == "money":
            return self._money(str(value))
        if spec.type == "yes":
            return self._yes(value in (True, "yes"))
        return self.told(spec, value)

    def _one(self, spec: FormField | None, value: Any) -> str:
        if isinstance(value, bool):
            return self._yes(value)
        if spec is None:
            return str(value)
        if isinstance(spec.of, dict) and value in spec.of:
            return self._label(spec.of[value])
        if spec.type == "item":
            return self._item(str(spec.of), str(value))
        tell = self.by_type.get(spec.type)
        return tell(value) if tell else str(value)

    def _label(self, label: Any) -> str:
        return str(getattr(label, self.language))

    def _yes(self, value: bool) -> str:
        return Text("是" if value else "否", "Yes" if value else "No").in_(self.language)

    def _money(self, yuan: str) -> str:
        return f"{yuan} 元" if self.language == "zh" else f"{yuan} yuan"

    def _document(self, value: Any) -> str:
        found = self.procedure.text.documents.get(str(value))
        return self._label(found.title) if found else str(value)

    def _means(self, value: Any) -> str:
        found = self.procedure.text.means.get(str(value))
        return self._label(found.title) if found else str(value)

    def _officer(self, value: Any) -> str:
        if str(value) not in self.people:
            self.people |= officer_names([value])
        return self.people.get(str(value), str(value))

    def _unit(self, value: Any) -> str:
        known = str(value).isdigit() and len(str(value)) < 19
        name = Office.objects.filter(pk=int(value)).values_list("name", flat=True).first() if known else None
        return str(name or value)

    def place(self, value: Any) -> str:
        """A division by its name."""
        name = Division.objects.filter(path=str(value)).values_list("name", flat=True).first()
        return str(name or value)

    def _party(self, value: Any) -> str:
        return self.parties.get(str(value), str(value))

    def _violation(self, value: Any) -> str:
        found = the_law().violations.known.get(str(value))
        return self._label(found.title) if found else str(value)

    def _case(self, value: Any) -> str:
        known = str(value).isdigit() and len(str(value)) < 19
        number = (
            Case.objects.filter(pk=int(value)).values_list("number", flat=True).first() if known else None
        )
        return str(number or value)

    def _entry(self, value: Any) -> str:
        """An entry by its number, what it was, and whom or what it named."""
        number = str(value)
        entry = self.entries.get(int(number)) if number.isdigit() and len(number) < 10 else None
        words = Text(f"第 {number} 条", f"entry {number}").in_(self.language)
        if entry is None or is_reprojection(entry) or entry["seq"] == 0:
            return words
        branch = self.procedure.branch(entry["act"], entry["form"].get("outcome"))
        if branch is None:
            return words
        named = next((self.told(spec, entry["form"][n]) for n, spec in branch.fields.items() if n in entry["form"] and spec.type in NAMING), "")  # fmt: skip
        return f"{words} {branch.told.in_(self.language)}" + (f"：{named}" if named and self.language == "zh" else f": {named}" if named else "")  # fmt: skip

    def _item(self, register: str, key: str) -> str:
        """An item of a register by its name and key."""
        found = Case.objects.filter(procedure=FAMILY + register, topic=key).order_by("-id")
        name = _called(register, found.first())
        return f"{name}（{key}）" if name and name != key else key

    def _corrections(self, value: Mapping[str, Any]) -> str:
        known: dict[str, FormField] = dict(self.procedure.text.case)
        for branches in self.procedure.branches.values():
            for branch in branches.values():
                known |= branch.fields
        joint = "：" if self.language == "zh" else ": "
        told = [
            f"{self._label(known[name].title) if name in known else name}{joint}{self.told(known.get(name), one)}"
            for name, one in value.items()
        ]
        return JOINT[self.language].join(told)
