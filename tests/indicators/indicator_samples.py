"""Indicators of a test's own beside the law as shipped, and lawful acts for them to count."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from street import RECORDING, Sample, moment
from yifa import clock
from yifa.docket.bulk import bulk
from yifa.docket.cases import open_case
from yifa.docket.door import Command, perform
from yifa.docket.opening import PartyIn
from yifa.indicators import segments
from yifa.indicators.composing import Composer
from yifa.indicators.compute import Engine, Question, wanted
from yifa.indicators.figure import Figure
from yifa.indicators.figures import shown
from yifa.indicators.loading import load_indicators
from yifa.indicators.periods import named
from yifa.people.actors import actor_for
from yifa.people.models import Party
from yifa.people.parties import Identity, NumberKind, prepare
from yifa.procedures import Law
from yifa.procedures.folder import LawFolder
from yifa.registers.keeping import enter

WORD = {"zh": "示例", "en": "Sample"}


def with_indicators(law: Law, folder: Path, *indicators: dict[str, Any]) -> Law:
    """The law with these indicators beside its own."""
    target = folder / "indicators" / "zz_test.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    filled = [{"title": WORD, "unit": {"zh": "件", "en": "n"}, "base": WORD, "formula": WORD, **each} for each in indicators]
    target.write_text(json.dumps({"indicators": filled}, ensure_ascii=False), encoding="utf-8")
    return replace(law, folder=LawFolder(law.folder.base, folder))


class Counted:
    """The figures of some indicators, asked one by one."""

    def __init__(self, law: Law, folder: Path, **indicators: dict[str, Any]) -> None:
        self.law = with_indicators(law, folder, *({"indicator": name, **words} for name, words in indicators.items()))
        load_indicators(self.law)

    def figure(self, name: str, period: str = "2023", **words: Any) -> Figure:
        """One figure of a period."""
        found = shown(self.law, name, Question(*named(period), **words))
        assert found is not None
        return found.figure

    def __call__(self, name: str, period: str = "2023", **words: Any) -> float | int | None:
        """The bare value, without a trace: the quickest way to ask."""
        question, indicators = Question(*named(period), **words), load_indicators(self.law)
        segments.export(wanted(indicators.values()))
        return Composer(Engine(self.law, question.as_of), indicators, question, [name], ids=False).value(name)

    def acts(self, name: str, period: str = "2023", **words: Any) -> list[Any]:
        """The acts behind one."""
        found = shown(self.law, name, Question(*named(period), **words))
        assert found is not None
        return found.acts


def activity(sample: Sample, kind: str = "publicity", people: int = 10, at: str = "2023-05-08 09:00", **cover: Any) -> int:
    """An activity recorded by Luo."""
    form = {"held_on": at[:10], "sessions": 1, "people": people, "evidence": [RECORDING], "has_procedure": "no"}
    made = sample.cover(procedure="activity.record", facts={"kind": kind, "subject": "示例"}, parties=[], capacity="own", field="",
                        opened_at=moment(at), **cover)  # fmt: skip
    record = Command("record", {"organiser": [sample.id("luo")]}, form, at=moment(at), paper="示例")
    return open_case(made, record, sample.id("liu")).case_id


def opening_figure(sample: Sample, indicator: str, value: float, year: int = 2022) -> int:
    """A figure of a published report, approved by the head."""
    cover = sample.cover(procedure="figures.opening", facts={"indicator": indicator, "year": year}, parties=[], capacity="own", field="",
                         opened_at=moment("2023-05-08 09:00"))  # fmt: skip
    people = {"clerk": [sample.id("luo")], "head": [sample.id("liu")]}
    form = {"value": value, "source": "2022年度报告第3页（示例）"}
    return open_case(cover, Command("enter", people, form, at=moment("2023-05-08 09:00"), paper="示例"), sample.id("liu")).case_id


def known_person(number: str, key: str = "p1") -> PartyIn:
    """A party whose identity number is on record."""
    made = prepare(Identity(Party.Kind.PERSON, "某某（示例）", number, NumberKind.OTHER))
    return PartyIn("respondent", key, "person", identity=made.party.identity_key, party_id=str(made.party.pk))


def enter_lives(sample: Sample, law: Law, script: str, count: int, values: dict[str, Any], **words: Any) -> None:
    """Lives of a year-book script, all begun in June."""
    _, rejected = bulk(sample.lives(law, script, count, values, **words), sample.id("feng"))
    assert not rejected, rejected[0].error


def team(sample: Sample, law: Law, key: str, members: int, kind: str = "rapid", day: str = "2023-03-01") -> int:
    """A team entered in its register."""
    values = {"name": f"示例{key}", "kind": kind, "level": "street", "duty": "示例", "responsible": "示例科", "members": members, "formed_on": day}
    at = datetime.fromisoformat(f"{day} 09:00").replace(tzinfo=clock.ZONE)
    return enter(law, law.registers["team"], actor_for(sample.id("li"), at), key, values, at).case_id


def keep(sample: Sample, case_id: int, act: str, day: str, **form: Any) -> None:
    """A later act on an item of a register."""
    at = datetime.fromisoformat(f"{day} 09:00").replace(tzinfo=clock.ZONE)
    perform(case_id, Command(act, {"keeper": [sample.id("li")]}, {"why": "示例", **form}, at=at), sample.id("li"))


def moved(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Which figures differ, and by how much."""
    return {name: after[name] - before[name] for name in after if after[name] != before[name]}
