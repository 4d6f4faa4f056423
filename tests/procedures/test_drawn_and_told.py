"""A procedure is drawn so that it can be read, and told without a word of the machine."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from yifa.people.vocabulary import vocabulary
from yifa.procedures import Law
from yifa.procedures.draw import draw
from yifa.procedures.model import Procedure
from yifa.procedures.sheet import wrapped
from yifa.procedures.show import show

BOX = re.compile(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="8"')
TEXT = re.compile(r'<text x="([\d.]+)" y="([\d.]+)" class="(\w*)">([^<]*)')
PATH = re.compile(r'<path d="(M[^"]+)" class="[av]"')


def points(path: str) -> list[tuple[float, float]]:
    """The corners of a line of horizontal and vertical strokes."""
    found, x, y = [], 0.0, 0.0
    for letter, numbers in re.findall(r"([MHV])([\d. ]+)", path):
        given = [float(n) for n in numbers.split()]
        x, y = (given[0], given[1]) if letter == "M" else (given[0], y) if letter == "H" else (x, given[0])
        found.append((x, y))
    return found


def families(law: Law) -> list[Procedure]:
    return [versions[-1] for versions in law.families.values()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_crosses_a_box_and_no_words_leave_theirs(law: Law, language: str) -> None:
    for procedure in families(law):
        svg = draw(procedure, language)
        boxes: list[Any] = [tuple(map(float, each)) for each in BOX.findall(svg)]
        for path in PATH.findall(svg):
            for (x1, y1), (x2, y2) in pairwise(points(path)):
                for x, y, wide, tall in boxes:
                    inside = max(min(x1, x2), x + 2) < min(max(x1, x2), x + wide - 2) or x + 2 < x1 == x2 < x + wide - 2
                    across = max(min(y1, y2), y + 2) < min(max(y1, y2), y + tall - 2) or y + 2 < y1 == y2 < y + tall - 2
                    assert not (inside and across), (procedure.family, path)
        for left, top, _, words in TEXT.findall(svg)[2:]:
            assert any(x < float(left) < x + wide and y < float(top) < y + tall for x, y, wide, tall in boxes), words


def test_a_move_out_of_an_end_has_its_line(law: Law) -> None:
    moved = [p for p in families(law) for bs in p.branches.values() for b in bs.values() if b.stages and b.stages & set(p.text.ends) and b.to]
    assert moved
    for procedure in moved:
        assert len(PATH.findall(draw(procedure, "zh"))) > len(procedure.text.stages)


def test_words_are_cut_to_the_width_of_their_box() -> None:
    assert wrapped("查封、扣押场所设施财物", 60, 12) == ["查封、扣押", "场所设施财", "物"]
    assert wrapped("Decision of the head of the body", 100, 12) == ["Decision of", "the head of", "the body"]
    assert wrapped("", 60, 12) == []


def test_a_clerk_reads_no_identifier(law: Law) -> None:
    names = {key: word.title for key, word in vocabulary().certificates.items()}
    for procedure in families(law):
        told = show(procedure, "zh", names).split("\n", 1)[1]
        assert set(re.findall(r"[A-Za-z][A-Za-z_.]+", told)) <= {"GB", "CJJ", "App"}, procedure.family


def test_an_outcome_is_named_with_its_act(law: Law) -> None:
    told = show(law.families["penalty.ordinary"][-1], "zh")
    branch = law.families["penalty.ordinary"][-1].branch("decide", "penalise")
    assert branch is not None and f"：{branch.title.zh}" in told
