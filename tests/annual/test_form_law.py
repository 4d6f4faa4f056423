"""A form is read line by line: its English beside it, sentences for some and for none, and what is malformed refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from shipped_law import LAW
from yifa.annual.form_reading import read_form
from yifa.errors import LawError
from yifa.indicators.loading import load_indicators

INDICATORS = load_indicators(LAW)
HEAD = "---\nreport: sample\ntitle: {zh: 示例, en: Sample}\nground: 法治政府建设督察规定/25\n---\n"
SENTENCE = "处罚{{ penalties_imposed }}。\n> Penalties {{ penalties_imposed }}.\n"


def form(folder: Path, body: str) -> Path:
    (folder / "sample.md").write_text(HEAD + body, encoding="utf-8")
    return folder / "sample.md"


@pytest.mark.parametrize("path", list(LAW.folder.find("annual/*.md")), ids=lambda path: path.stem)
def test_every_heading_and_sentence_of_the_law_has_english(path: Path) -> None:
    for block in read_form(path, INDICATORS).blocks:
        english = "".join(piece.text for piece in block.english)
        assert bool(english) == bool(block.pieces) and not any("\u4e00" <= letter <= "\u9fff" for letter in english)


def test_a_sentence_stands_under_the_condition_above_it(tmp_path: Path) -> None:
    some, none = read_form(form(tmp_path, f"::: some penalties_imposed\n{SENTENCE}\n::: none penalties_imposed\n无。\n> None.\n"), INDICATORS).blocks
    assert (some.when, some.of, none.when, none.of) == ("some", "penalties_imposed", "none", "penalties_imposed")
    assert none.heading.en == "None."


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("# 一、标题\n\n::: prose other\n", 6),
        ("> English alone\n", 6),
        ("处罚{{ penalties_imposed }}。\n> Penalties.\n", 6),
        ("::: some penalties_imposed\n::: prose other\n", 7),
        (f"{SENTENCE}\n::: none penalties_imposed\n", 9),
        (f"::: some unicorns\n{SENTENCE}", 7),
        ("::: chapter one\n", 6),
        ("::: table\n", 6),
        ("::: prose other always\n", 6),
    ],
)
def test_what_is_no_line_of_a_form_is_refused_with_its_place(tmp_path: Path, body: str, line: int) -> None:
    with pytest.raises(LawError) as refused:
        read_form(form(tmp_path, body), INDICATORS)
    assert refused.value.where.endswith(f"sample.md:{line}")
