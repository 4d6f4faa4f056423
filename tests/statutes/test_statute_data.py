"""The shipped instruments hold together, and a broken one does not load."""

import re
from collections import Counter
from pathlib import Path

import pytest

from yifa.errors import LawError
from yifa.statutes import LEVELS, Statutes
from yifa.statutes.loading import read_statute

GOOD = """\
name: {zh: 示例法, en: Example Law}
short: {zh: 示例法, en: Example Law}
aliases: []
level: law
number: ""
versions:
  - from: 2010-01-01
    to: 2020-01-01
    edition: {zh: 旧, en: old}
    last_article: 20
    mark: K
  - from: 2020-01-01
    edition: {zh: 新, en: new}
    last_article: 30
    mark: V
    counting: {workdays: [3, 5], article: 29, mark: V}
    articles:
      7: {zh: 七日内办理, en: done in 7 days, mark: V}
"""


@pytest.fixture(scope="module")
def statutes() -> Statutes:
    return Statutes.load(Path(__file__).parents[2] / "law" / "statutes")


def written(folder: Path, text: str, slug: str = "example") -> Path:
    file = folder / f"{slug}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_well_formed_instrument_loads(tmp_path: Path) -> None:
    statute = read_statute(written(tmp_path, GOOD))
    assert [version.last_article for version in statute.versions] == [20, 30]
    assert statute.newest.counting is not None
    assert statute.newest.counting.ground == "示例法/29"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("level: law", "level: rumour", 4, "no 'rumour'"),
        ("level: law", "levels: law", 4, "unknown key 'levels'"),
        ('number: ""', "number: 12", 5, "'number' is int"),
        ("    to: 2020-01-01", "    to: 2009-01-01", 8, "ends before it begins"),
        ("    to: 2020-01-01\n", "", 11, "overlap"),
        ("  - from: 2020-01-01", "  - from: 2019-01-01", 12, "overlap"),
        ("    mark: K", "    mark: X", 11, "no 'X'"),
        ("    mark: K\n", "", 7, "'versions.0.mark' is nothing"),
        ("      7: {", "      31: {", 18, "beyond the last one"),
        ("      7: {", "      seven: {", 18, "no article number"),
        ("      7: {zh: 七日内办理, ", "      7: {", 18, "'versions.1.articles.7.zh' is nothing"),
        ("{workdays: [3, 5], ", "{workdays: [3, 5], workdays_up_to: 10, ", 16, "exactly one rule"),
        ("{workdays: [3, 5], ", "{", 16, "exactly one rule"),
        ("last_article: 30", "last_article: true", 14, "is bool"),
    ],
)
def test_a_broken_instrument_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in GOOD
    with pytest.raises(LawError, match=re.escape(words)) as caught:
        read_statute(written(tmp_path, GOOD.replace(old, new, 1)))
    assert caught.value.where.endswith(f"example.yaml:{line}")


def test_two_instruments_may_not_share_a_name(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, GOOD, "second")
    with pytest.raises(LawError, match="also that of example"):
        Statutes.load(tmp_path)


def test_every_level_is_represented_and_every_file_is_named_in_ascii(statutes: Statutes) -> None:
    assert Counter(statute.level for statute in statutes).keys() == LEVELS.keys()
    assert all(re.fullmatch(r"[a-z0-9-]+", statute.slug) for statute in statutes)


def test_each_version_begins_when_the_one_before_ends(statutes: Statutes) -> None:
    gaps = [
        (statute.slug, earlier.end, later.start)
        for statute in statutes
        for earlier, later in zip(statute.versions, statute.versions[1:], strict=False)
        if earlier.end != later.start
    ]
    assert gaps == []


def test_every_fact_is_short_and_in_both_languages(statutes: Statutes) -> None:
    for statute in statutes:
        for version in statute.versions:
            for article in version.articles.values():
                assert 2 <= len(article.text.zh) <= 60, (statute.slug, article.number)
                assert article.text.en.isascii() or "“" in article.text.en or "–" in article.text.en
