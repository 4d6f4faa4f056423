"""The handbook's thirty-four worked examples, as written in `worked_examples.yaml`."""

from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from yifa.statutes import Statutes, read_yaml
from yifa.workdays import Calendar, Due, Extend, Length, Pause, Restart, Roll, due, surcharge
from yifa.workdays.asked import moment_of
from yifa.workdays.ledger import day_of

EXAMPLES = read_yaml(Path(__file__).with_name("worked_examples.yaml")).data
ASKS = [(number, ask) for number, example in EXAMPLES.items() for ask in example["asks"]]
SURCHARGES = [(number, ask) for number, example in EXAMPLES.items() for ask in example.get("surcharge", [])]


def asked(ask: dict[str, Any], calendar: Calendar, statutes: Statutes) -> Due:
    """The answer to one line of an example; its ledger in the order restart, pauses, extensions."""
    ledger: list[Any] = [Restart(ask["restart"], "政府信息公开条例/30")] if "restart" in ask else []
    ledger += [Pause(start, end, "征求意见", "政府信息公开条例/33") for start, end in ask.get("pauses", [])]
    ledger += [Extend(Length.parse(length), ask["under"]) for length in ask.get("extend", [])]
    start = ask["from"] if isinstance(ask["from"], date) else moment_of(ask["from"])
    return due(
        start,
        ask["length"],
        under=ask.get("under"),
        statutes=statutes,
        calendar=calendar,
        roll=cast(Roll, statutes.roll_rule(ask["under"], day_of(start)) if "under" in ask else "") or "next",
        ledger=ledger,
        backward=ask.get("backward", False),
    )


def test_all_thirty_four_are_here() -> None:
    assert list(EXAMPLES) == list(range(1, 35))


@pytest.mark.parametrize(
    ("number", "ask"), ASKS, ids=lambda value: str(value) if isinstance(value, int) else ""
)
def test_worked_example(number: int, ask: dict[str, Any], calendar: Calendar, statutes: Statutes) -> None:
    answer = asked(ask, calendar, statutes).as_data()
    for field in ("due", "raw", "safe"):
        if field in ask:
            expected = ask[field].isoformat() if isinstance(ask[field], date) else ask[field]
            assert answer[field] == expected, EXAMPLES[number]["case"]
    assert answer["provisional"] == ask.get("provisional", False)
    assert answer["rolled"] == (answer["due"] != answer["raw"])


@pytest.mark.parametrize(("number", "ask"), SURCHARGES)
def test_worked_surcharge(number: int, ask: dict[str, Any]) -> None:
    found = surcharge(ask["fine_yuan"] * 100, ask["from"], ask["to"])
    assert (found.days, found.amount) == (ask["days"], ask["owed_yuan"] * 100)
    assert found.capped_on == ask.get("capped_on")


@pytest.mark.parametrize(
    ("number", "ask"), ASKS, ids=lambda value: str(value) if isinstance(value, int) else ""
)
def test_the_reasons_of_a_worked_example_cite_what_exists(
    number: int, ask: dict[str, Any], calendar: Calendar, statutes: Statutes
) -> None:
    answer = asked(ask, calendar, statutes)
    assert answer.explanation.zh.endswith("。")
    assert answer.explanation.en.endswith(".")
    for step in answer.explanation.steps:
        assert step.mark in {"V", "K", "D", "L"}
        if step.ground:
            on = None if step.ground.startswith("国办发明电") else date(2026, 11, 24)
            assert statutes.cite(step.ground, on).text()
