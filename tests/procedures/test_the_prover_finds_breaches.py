"""A law that breaks one of its own properties is caught, with the shortest list of acts."""

from __future__ import annotations

from pathlib import Path

from test_a_broken_law_is_refused import GOOD

from yifa.procedures.load import load_procedure
from yifa.procedures.model import Procedure
from yifa.procedures.prove import prove


def made(tmp_path: Path, text: str) -> Procedure:
    folder = tmp_path / "test" / "tiny"
    folder.mkdir(parents=True)
    (folder / "procedure.yaml").write_text(text, encoding="utf-8")
    return load_procedure(folder / "procedure.yaml", {})


def test_a_stage_skipped_is_shown_as_the_shortest_path(tmp_path: Path) -> None:
    text = GOOD.replace("    from: filed\n    to: done", "    from: [start, filed]\n    to: done")
    broken = [p for p in prove(made(tmp_path, text)) if not p.proved]
    assert [(p.statement, p.path) for p in broken] == [("never decide unless file", ("decide",))]


def test_an_opinion_gone_stale_is_shown(tmp_path: Path) -> None:
    review = "  review: {title: {zh: 审核, en: Review}, in: filed, by: head}\n  change: {title: {zh: 变更, en: Change}, in: filed, by: head}\n  decide:"
    text = GOOD.replace("  decide:", review, 1).replace("if: form.fine <= 200", "if: review")
    text = text.replace(
        "always:\n",
        'always:\n  - {never: decide, unless: "since(review, [change])", ground: 行政处罚法/58}\n',
    )
    broken = [p for p in prove(made(tmp_path, text)) if not p.proved]
    assert [p.path for p in broken] == [("file", "review", "change", "decide")]


def test_a_case_that_cannot_end_is_shown(tmp_path: Path) -> None:
    text = GOOD.replace("stages: {filed", "stages: {stuck: {zh: 卡住, en: Stuck}, filed").replace(
        "  decide:", "  hang: {title: {zh: 卡, en: Hang}, from: filed, to: stuck, by: head}\n  decide:", 1
    )
    broken = [p for p in prove(made(tmp_path, text)) if not p.proved]
    assert [p.path for p in broken] == [("stuck",)]


def test_a_stage_nothing_reaches_is_a_mistake(tmp_path: Path) -> None:
    text = GOOD.replace("stages: {filed", "stages: {lost: {zh: 失, en: Lost}, filed")
    assert [p.statement for p in prove(made(tmp_path, text)) if not p.proved] == ["stage lost can be reached"]


def test_a_role_that_no_act_names_is_shown(tmp_path: Path) -> None:
    text = GOOD.replace("always:\n", "always:\n  - {named: head, ground: 行政处罚法/54}\n")
    broken = [p for p in prove(made(tmp_path, text)) if not p.proved]
    assert [p.statement for p in broken] == ["named: head"]
