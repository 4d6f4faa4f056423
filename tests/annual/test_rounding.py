"""A number shown rounded is a rounding of the exact one, in words and in units, or it is refused."""

from __future__ import annotations

import pytest

from yifa.annual.rounding import Shown, shown_in, unlawful
from yifa.annual.wording import Wording
from yifa.errors import Text
from yifa.indicators import Figure
from yifa.procedures import Law
from yifa.statutes import read_yaml


def figure(value: float | None, unit: str) -> Figure:
    said = Text("", "")
    return Figure("sample", said, value, Text(unit, ""), said, said, "", {})


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (12_034, "件", "约1.2万件"), (12_034, "件", "1.2万余件"), (12_034, "件", "超1.2万件"), (11_980, "件", "近1.2万件"), (12_034, "件", "12,034件"),
        (57.58, "%", "57.6%"), (57.58, "%", "约58%"), (53_160, "元", "5.32万元"), (53_160, "元", "5.3万元"), (459, "件", "450余件"), (459, "件", "450多件"),
        (1_234, "件", "约１２００件"), (50, "元", "50元"),
    ],
)  # fmt: skip
def test_a_rounding_that_holds_is_taken(law: Law, value: float, unit: str, shown: str) -> None:
    assert unlawful(Shown("sample", shown), {"sample": figure(value, unit)}, rules(law).rounding) is None


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (12_034, "件", "1.2万件"), (12_034, "件", "约1.3万件"), (450, "件", "450余件"), (460, "件", "450余件"), (12_034, "件", "约1.2万次"), (12_034, "件", "约1.2万"),
        (57.58, "%", "57.5%"), (53_160, "元", "5.31万元"), (14_900, "件", "约1万件"), (19_000, "件", "1万余件"), (12_034, "件", "近1.2万件"),
        (None, "%", "约50%"), (5, "件", "几件"), (5, "件", "约5余件"), (0, "件", "约1件"),
    ],
)  # fmt: skip
def test_what_is_no_rounding_is_refused_with_the_reason(law: Law, value: float | None, unit: str, shown: str) -> None:
    why = unlawful(Shown("sample", shown), {"sample": figure(value, unit)}, rules(law).rounding)
    assert why is not None and why.zh and why.en


def rules(law: Law) -> Wording:
    return Wording.model_validate(read_yaml(law.folder.path("annual/wording.yaml")).data)


def test_what_a_passage_shows_rounded_is_found() -> None:
    text = "办理{grid_filed|约1.2万件}，罚款{penalty_fines_amount}，{ {grid_filed}。"
    assert shown_in(text) == [Shown("grid_filed", "约1.2万件")]
