"""The law folder is read without guessing, and every complaint names its file and line."""

from datetime import date
from pathlib import Path

import pytest

from yifa.errors import LawError
from yifa.statutes import Document, read_yaml


def written(folder: Path, text: str) -> Document:
    file = folder / "law.yaml"
    file.write_text(text, encoding="utf-8")
    return read_yaml(file)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9:00", "9:00"),
        ("16:40:00", "16:40:00"),
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("true", True),
        ("12", 12),
        ("-3", -3),
        ("0.05", 0.05),
        ("'12'", "12"),
        ("2026-09-28", date(2026, 9, 28)),
        ("'2026-09-28'", "2026-09-28"),
        ("2026-09-28T16:40", "2026-09-28T16:40"),
        ("~", None),
        ("", None),
        ("七日", "七日"),
    ],
)
def test_a_value_is_what_it_looks_like(tmp_path: Path, text: str, value: object) -> None:
    read = written(tmp_path, f"key: {text}\n").data["key"]
    assert read == value
    assert type(read) is type(value)


def test_every_part_knows_its_line(tmp_path: Path) -> None:
    document = written(
        tmp_path, "name: a\nversions:\n  - from: 2021-07-15\n    articles: 86\n\n  - from: 2018-01-01\n"
    )
    assert document.line() == 1
    assert document.line("versions") == 2
    assert document.line("versions", 0, "articles") == 4
    assert document.line("versions", 1) == 6
    assert document.where("versions", 1, "missing", "deeper").endswith("law.yaml:6")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "given twice"),
        ("a:\n  1: x\n  1: y\n", 3, "given twice"),
        ("a: &x 1\nb: *x\n", 1, "alias"),
        ("a:\n  <<: {b: 1}\n", 2, "merge"),
        ("a: !!python/name:os.system x\n", 1, "tag"),
        ("a: 1\nb: 2026-02-30\n", 2, "no day 2026-02-30"),
        ("a: 1\n- b\n", 2, "not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "not YAML"),
        ("true: 1\n", 1, "cannot be a key"),
        ("[a, b]: 1\n", 1, "cannot be a key"),
        ("", 1, "empty"),
        ("a: \x07\n", 1, "not YAML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(LawError) as caught:
        written(tmp_path, text)
    assert caught.value.where.endswith(f"law.yaml:{line}")
    assert words in caught.value.text.en


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="cannot be read"):
        read_yaml(tmp_path / "none.yaml")
    (tmp_path / "gb.yaml").write_bytes("名: 法".encode("gb18030"))
    with pytest.raises(LawError, match="not UTF-8"):
        read_yaml(tmp_path / "gb.yaml")


def test_a_missing_or_mistyped_value_is_named(tmp_path: Path) -> None:
    document = written(tmp_path, "name: {zh: 法}\narticles: true\n")
    assert document.need(str, "name", "zh") == "法"
    with pytest.raises(LawError, match=r"'name\.en' is nothing.*expected: str"):
        document.need(str, "name", "en")
    with pytest.raises(LawError, match="'articles' is bool"):
        document.need(int, "articles")
    with pytest.raises(LawError, match=r"unknown key 'articles'.*expected: name"):
        document.only({"name"})


def test_a_pair_of_languages_and_a_known_word_are_read(tmp_path: Path) -> None:
    document = written(tmp_path, "name: {zh: 法, en: Law}\nshort: {zh: 法}\nmark: X\n")
    assert document.text("name").as_data() == {"zh": "法", "en": "Law"}
    with pytest.raises(LawError, match=r"'short\.en' is nothing"):
        document.text("short")
    with pytest.raises(LawError, match=r"law\.yaml:3: .*no 'X'.*expected: V, K"):
        document.one_of(("V", "K"), "mark")
