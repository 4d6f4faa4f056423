"""Every rule's examples, as they stand beside it: what it must say, and what it must not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import yifa.audit
from yifa.audit import RULES, Reader, Report, Words
from yifa.procedures.folder import LawFolder, shipped

FOLDER = Path(yifa.audit.__file__).parent / "rules"


def examples() -> list[Any]:
    """Every example with its rule."""
    return [
        pytest.param(path.stem, example, id=f"{path.stem}: {example['says']}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for example in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Words.load(LawFolder(shipped()).path))


@pytest.mark.parametrize(("rule", "example"), examples())
def test_a_rule_says_what_its_examples_say(rule: str, example: dict[str, Any], reader: Reader) -> None:
    before = Report(reader.read(example["before"]), reader.words) if "before" in example else None
    report = Report(reader.read(example["text"]), reader.words, before)
    found = list(RULES[rule](report))
    assert [finding.grade for finding in found] == example["finds"], found
    assert example.get("arithmetic", "") in "".join(finding.arithmetic for finding in found)
    for finding in found:
        assert finding.rule == rule
        assert set(finding.figures) <= {figure.id for figure in report.figures}
        assert finding.message.zh
        assert finding.message.en
        assert finding.mend.zh


def test_every_rule_has_an_example_that_holds_and_one_that_does_not() -> None:
    for rule in RULES:
        finds = [
            bool(e["finds"]) for e in yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8"))
        ]
        assert set(finds) == {True, False}, rule
