"""The grammar of sentences and what is not published, as data: read, and refused with file and line where it is malformed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from yifa.annual.forbidden import forbidden
from yifa.annual.wording import wording
from yifa.errors import LawError
from yifa.procedures import Law
from yifa.procedures.folder import LawFolder


def overlaid(law: Law, tmp_path: Path, name: str, old: str, new: str) -> Law:
    text = law.folder.path(f"annual/{name}").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "annual").mkdir()
    (tmp_path / "annual" / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return replace(law, folder=LawFolder(law.folder.base, tmp_path))


def test_the_wording_names_indicators_and_every_change(law: Law) -> None:
    assert {each.figure for each in wording(law).figures} >= {"grid_reworked", "penalties_revoked", "review_corrected"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("figure: grid_reworked", "figure: nothing_of_the_kind"), ("  same:", "  equal:"), ("lapse: late_terms", "lapse: early_terms"), ("farthest: 0.1", "farthest: 2")],
)
def test_a_wording_that_cannot_be_is_refused_with_its_place(law: Law, tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(LawError) as refused:
        wording(overlaid(law, tmp_path, "wording.yaml", old, new))
    assert "wording.yaml:" in refused.value.where


@pytest.mark.parametrize(("old", "new"), [("check: luhn", "check: nothing"), ("words: [绝密", "word: [绝密"), ("find: '(?<![0-9])[0-9]{17}", "find: '((")])
def test_words_that_cannot_be_looked_for_are_refused_with_their_place(law: Law, tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(LawError) as refused:
        forbidden(overlaid(law, tmp_path, "words.yaml", old, new))
    assert "words.yaml:" in refused.value.where


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("identity_card", "身份号码990101199003071237。", True), ("identity_card", "文号990101199003071238。", False),
        ("phone", "电话138 0000 1234。", True), ("phone", "共13800001234567件", False), ("bank_card", "卡号6222 0212 3456 7894", True), ("bank_card", "编号6222 0212 3456 7890", False),
        ("address", "住幸福路3号2单元501室", True), ("address", "在示例小区十二号楼", True), ("address", "新港街道办理第3号提案", False),
        ("secret_mark", "见机密文件", True), ("secret_mark", "依法保守商业秘密", False),
    ],
)  # fmt: skip
def test_what_is_looked_for_is_found_and_its_likeness_is_not(law: Law, kind: str, text: str, found: bool) -> None:
    rules = forbidden(law)
    rule = next(each for each in [*rules.patterns, *rules.words] if each.kind == kind)
    assert bool(rule.in_(text)) is found
