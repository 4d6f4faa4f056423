"""A quantity before its surroundings are known, and what its unit and the words before it settle: kind, sign, bound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .grammar import Grammar
from .words import Unit

__all__ = ["Draft", "Settling"]

_CLAUSE = "，,。；;：:"
_LEVEL = re.compile(
    r".{0,8}?(?:审核|审批|审查|预警|管理|实体|组织|体系|网络|模式|联动|架构|平台|机制|书记|干部|网格|贯通|政务|服务|阵地)"
)


@dataclass(slots=True)
class Draft:
    """A quantity before its surroundings are known."""

    at: int
    to: int
    value: Decimal | None
    base: Decimal | None
    unit: str
    base_unit: str
    bound: str
    kind: str
    places: int = 0
    chinese: bool = False
    compared: str = ""


class Settling:
    """Settles what the unit of a quantity leaves open."""

    def __init__(self, grammar: Grammar) -> None:
        """`grammar` holds the words."""
        self.grammar, self.words = grammar, grammar.words

    def kind(self, draft: Draft, unit: Unit, before: str, text: str) -> Draft:
        """Settle what a unit leaves open: years of the calendar, levels, changes."""
        if unit.kind == "rank":
            draft.kind = "name"
        elif unit.kind == "points":
            draft.kind = "change"
            return self.moved(draft, before)
        elif unit.kind == "multiple":
            draft.kind = "change"
        elif (draft.unit == "级" and not _LEVEL.match(text, draft.to)) or (
            draft.unit == "届" and draft.chinese
        ):
            draft.kind = "ordinal"
        elif self.grammar.named_unit.match(text, draft.to):
            draft.kind = "name"
        elif unit.base == "成":
            draft.value, draft.unit, draft.base_unit = draft.base, "%", "%"
        elif unit.kind == "duration":
            self._lasting(draft, before, text)
        return self.moved(draft, before) if draft.kind in ("rate", "count", "money", "area") else draft

    def _lasting(self, draft: Draft, before: str, text: str) -> None:
        """近三年 is the last three years, 20个工作日内 at most twenty."""
        if before[-1:] == "近":
            draft.bound = "exact"
        if text.startswith("内", draft.to):
            draft.bound = "at_most"

    def moved(self, draft: Draft, before: str) -> Draft:
        """A level or a change: growth stands just before it, and it is no 增长到."""
        near = before[max(map(before.rfind, _CLAUSE)) + 1 :]
        compared = self.grammar.compared.search(near)
        if compared:
            draft.compared = compared.lastgroup or ""
        elif draft.kind not in ("rate", "change"):
            return draft
        growth = self.grammar.change.search(near)
        down = bool(growth and growth["down"])
        grown = growth and not _to_level(growth) and (draft.kind == "rate" or compared)
        if draft.unit == "‰":
            return draft
        if grown or (draft.kind == "rate" and near.endswith(("同比", "环比"))):
            draft.kind = "change"
        if draft.kind == "change" and down and draft.base is not None:
            draft.base = -draft.base
        return draft

    def bound(self, before: str, after: str) -> str:
        """The bound of a number: what stands after it, or the words just before."""
        if after:
            return after
        found = self.grammar.bound.search(before[-6:]) if before[-1:] in self.grammar.bounded else None
        if not found:
            return "exact"
        if found.group().startswith("上") and len(found.group()) == 1:
            return "at_least"
        return found.lastgroup or "exact"


def _to_level(growth: re.Match[str]) -> bool:
    """Whether growth is told by what it led to: 增长到30%; 增幅为30% and 增长率为30% are changes."""
    named = growth["noun"] or growth["word"][-1] in "幅速"
    return bool(growth["to"]) and not (named and growth["to"] == "为")
