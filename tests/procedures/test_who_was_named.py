"""`only_in`: once an act has named who fills a role, only those the latest act named act in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from test_a_broken_law_is_refused import GOOD

from yifa.clock import ZONE
from yifa.procedures import Law, World, judge, opening
from yifa.procedures.fold import fold
from yifa.procedures.load import load_procedure
from yifa.procedures.model import Actor, Attempt, Procedure, Verdict

LIU, ZHOU = (Actor(name, frozenset({"head"}), frozenset()) for name in ("liu", "zhou"))
NAMED = """  name_one: {title: {zh: 指定, en: Name}, in: filed, by: officer, form: {who: {type: people, public: yes, title: {zh: 何人, en: Who}}}}
  rename: {title: {zh: 更换, en: Replace}, in: filed, by: officer, form: {who: {type: officer, public: yes, title: {zh: 何人, en: Who}}}}
  decide:"""
OFFICERS = tuple(Actor(name, frozenset({"enforcement_officer"}), frozenset()) for name in ("zhang", "wang"))


@pytest.fixture
def trial(tmp_path: Path) -> Procedure:
    text = GOOD.replace("posts: [head]}", "posts: [head], only_in: [name_one.who, rename.who]}").replace(
        "  decide:", NAMED, 1
    )
    folder = tmp_path / "test" / "tiny"
    folder.mkdir(parents=True)
    (folder / "procedure.yaml").write_text(text, encoding="utf-8")
    return load_procedure(folder / "procedure.yaml", {})


class Docket:
    """A case of the trial procedure, minute by minute."""

    def __init__(self, procedure: Procedure, law: Law) -> None:
        self.procedure, self.state, self.minute = procedure, opening({}, {}), 0
        self.calendar = law.calendar_on("2023-05-08T09:00:00+08:00")

    def judge(self, act: str, by: Mapping[str, tuple[Actor, ...]], **form: Any) -> Verdict:
        at = datetime(2023, 5, 8, 9, self.minute, tzinfo=ZONE)
        return judge(self.procedure, self.state, Attempt(act, at, by, form), World(), self.calendar)

    def do(self, act: str, by: Mapping[str, tuple[Actor, ...]], **form: Any) -> None:
        self.minute += 1
        verdict = self.judge(act, by, **form)
        assert verdict.accepted and verdict.entry is not None, verdict.reasons
        entry = {**verdict.entry, "seq": self.minute, "recorded": verdict.entry["at"]}
        fold(self.procedure, self.state, entry, self.calendar)


def codes(verdict: Verdict) -> list[str]:
    return [reason.code for reason in verdict.reasons]


def test_before_anyone_is_named_whoever_holds_the_post_acts(trial: Procedure, law: Law) -> None:
    assert Docket(trial, law).judge("file", {"head": (LIU,)}).accepted


def test_once_named_nobody_else_acts_and_the_latest_naming_counts(trial: Procedure, law: Law) -> None:
    case = Docket(trial, law)
    case.do("file", {"head": (LIU,)})
    case.do("name_one", {"officer": OFFICERS}, who=["zhou"])
    assert codes(case.judge("decide", {"head": (LIU,)}, fine=100)) == ["people.not_named"]
    assert case.judge("decide", {"head": (ZHOU,)}, fine=100).accepted
    case.do("rename", {"officer": OFFICERS}, who="liu")
    assert codes(case.judge("decide", {"head": (ZHOU,)}, fine=100)) == ["people.not_named"]
    case.do("decide", {"head": (LIU,)}, fine=100)
    assert case.state["stage"] == "done"
