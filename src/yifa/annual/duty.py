"""The legal part of a leader's year-end report, collected from the docket: nobody remembers it, and nobody types it.

What is collected are the leader's own acts: hours of training and results of tests entered for the leader, decisions the leader took,
cases the leader acted in, appearances in court (第一责任人职责规定; 法治宣传教育法 36, 38). It grades nobody and ranks nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from yifa.docket.models import Act, Case
from yifa.people.models import Officer

__all__ = ["LegalPart", "legal_part"]

DECISIONS = {"decide", "discuss", "deliberate", "decide_result", "decide_start"}
"""Acts by which a head decides with the others or alone."""
DECIDED_IN = ("decision.", "norm.", "contract.")
CASES_OF = (
    "inspection.",
    "penalty.",
    "coercion.",
    "enforcement.",
    "review.",
    "suit.",
    "petition.",
    "permit.",
)
"""Areas whose cases a leader answers for in person."""
TESTED = ("passed", "failed")


@dataclass(frozen=True, slots=True)
class LegalPart:
    """What a leader did in a year: hours, tests (subject and result), and the numbers of the cases behind each count."""

    name: str
    year: int
    hours: int
    tests: tuple[tuple[str, str], ...]
    decisions: tuple[str, ...]
    cases: tuple[str, ...]
    appearances: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data, with the text."""
        return {**asdict(self), "text": self.text}

    @property
    def text(self) -> str:
        """The passage of the report, as it stands."""
        passed = sum(1 for _, result in self.tests if result == "passed")
        tests = (
            f"参加考试（测试）{len(self.tests)} 次，合格 {passed} 次"
            if self.tests
            else "没有考试（测试）记录"
        )
        return (
            f"{self.year}年，{self.name}参加法治培训 {self.hours} 学时，{tests}；主持（参与）决策 {len(self.decisions)} 件，"
            f"办理（审批）案件 {len(self.cases)} 件，出庭应诉 {len(self.appearances)} 件。"
        )


def legal_part(officer: Officer, year: int) -> LegalPart:
    """The legal part of one officer's year, from acts that hold and cases that are no training."""
    hours, tests, decisions, cases, appearances = 0, [], {}, {}, {}
    for case, entry in _acts(officer.pk, year):
        form, family = entry["form"], case.procedure
        if family == "study.training" and entry["act"] == "attend" and form.get("trainee") == str(officer.pk):
            hours += int(form["hours"])
            tests += [(case.number, form["result"])] if form["result"] in TESTED else []
        if (
            family == "suit.response"
            and entry["act"] == "appear"
            and form.get("outcome") == "head"
            and form.get("who") == str(officer.pk)
        ):
            appearances[case.pk] = case.number
        if not any(str(officer.pk) in people for people in entry["by"].values()):
            continue
        if family.startswith(DECIDED_IN) and entry["act"] in DECISIONS:
            decisions[case.pk] = case.number
        if family.startswith(CASES_OF):
            cases[case.pk] = case.number
    told = (tuple(found.values()) for found in (decisions, cases, appearances))
    return LegalPart(officer.name, year, hours, tuple(tests), *told)


def _acts(officer_id: int, year: int) -> Iterator[tuple[Case, dict[str, Any]]]:
    """Every act of the year that names the officer, with its case, in order; what was struck out or invalid is left out."""
    named = Act.objects.filter(
        at__gte=f"{year}-01-01", at__lt=f"{year + 1}-01-01", entry__contains=f'"{officer_id}"'
    ).exclude(kind="opening")
    rows = list(named.order_by("pk").values_list("case_id", "entry"))
    known = {
        case.pk: case
        for case in Case.objects.filter(pk__in={case_id for case_id, _ in rows}, training=False).exclude(
            stage="struck"
        )
    }
    for case_id, text in rows:
        entry = orjson.loads(text)
        if case_id in known and entry["valid"]:
            yield known[case_id], entry
