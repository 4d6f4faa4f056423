"""A citation is read, found, checked against the day and the text, and printed as a document prints it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.errors import LawError
from yifa.statutes import Statutes
from yifa.statutes.citations import parse
from yifa.statutes.numerals import in_chinese, read_number

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def statutes() -> Statutes:
    return Statutes.load(Path(__file__).parents[2] / "law" / "statutes")


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("行政处罚法/44", "《行政处罚法》第四十四条", "Administrative Penalty Law, Art. 44"),
        (
            "行政处罚法/44,62",
            "《行政处罚法》第四十四条、第六十二条",
            "Administrative Penalty Law, Art. 44, 62",
        ),
        ("处罚法/54-62", "《行政处罚法》第五十四条至第六十二条", "Administrative Penalty Law, Art. 54–62"),
        ("行政处罚法/57(4)", "《行政处罚法》第五十七条（四）", "Administrative Penalty Law, Art. 57(4)"),
        ("中华人民共和国行政处罚法/1", "《行政处罚法》第一条", "Administrative Penalty Law, Art. 1"),
        ("《行政处罚法》/1", "《行政处罚法》第一条", "Administrative Penalty Law, Art. 1"),
        (
            "国办发〔2024〕54号",
            "《涉企行政检查意见》（国办发〔2024〕54号）",
            "Enterprise Checks Opinion (国办发〔2024〕54号)",
        ),
        ("GB/T 34300-2017", "GB/T 34300-2017", "GB/T 34300-2017"),
        (
            "行政处罚法/44; 国办发〔2018〕118号/6",
            "《行政处罚法》第四十四条；《行政执法三项制度意见》（国办发〔2018〕118号）第（六）项",
            "Administrative Penalty Law, Art. 44; Three Systems Opinion (国办发〔2018〕118号), item 6",
        ),
    ],
)
def test_a_citation_reads_as_a_document_prints_it(statutes: Statutes, text: str, zh: str, en: str) -> None:
    citation = statutes.cite(text, TODAY)
    assert citation.text("zh") == zh
    assert citation.text("en") == en


def test_ranges_and_lists_are_written_out(statutes: Statutes) -> None:
    assert statutes.cite("行政处罚法/44, 54-56, 54").articles == (44, 54, 55, 56)
    assert statutes.cite("行政处罚法/44；行政强制法/69").parts[1].articles == (69,)


def test_the_cited_articles_say_what_they_rule(statutes: Statutes) -> None:
    facts = statutes.cite("行政处罚法/85; 行政强制法/69").facts
    assert [fact.number for fact in facts] == [85, 69]
    assert all("working days" in fact.text.en and fact.mark == "V" for fact in facts)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("行政处罚法/87", "no known article 87"),
        ("行政处罚法/80-90", "no known article 87"),
        ("国办发〔2018〕118号/7", "no known article 7"),
        ("行政处法/44", "no instrument '行政处法'"),
        ("行政处罚法/0", "no article"),
        ("行政处罚法/62-44", "no range"),
        ("行政处罚法/", "no instrument '行政处罚法/'"),
        ("", "names no instrument"),
        ("行政处罚法/44;", "names no instrument"),
    ],
)
def test_what_is_unknown_is_refused_with_file_and_line(statutes: Statutes, text: str, words: str) -> None:
    with pytest.raises(LawError) as caught:
        statutes.cite(text, TODAY, where="law/procedures/x.yaml:7")
    assert caught.value.where == "law/procedures/x.yaml:7"
    assert words in caught.value.text.en


def test_a_mistyped_name_is_answered_with_the_nearest_known_one(statutes: Statutes) -> None:
    with pytest.raises(LawError, match="expected: 行政处罚法"):
        statutes.cite("行政处法/44")


@pytest.mark.parametrize(
    ("text", "day", "edition"),
    [
        ("行政处罚法/42", date(2021, 7, 14), "as amended in 2017"),
        ("行政处罚法/42", date(2021, 7, 15), "2021 revision"),
        ("行政复议法/23", date(2023, 12, 31), "as amended in 2017"),
        ("行政复议法/23", date(2024, 1, 1), "2023 revision"),
        ("行政复议法实施条例/16", date(2026, 6, 30), "text of 2007"),
        ("治安管理处罚法/119", date(2025, 12, 31), "as amended in 2012"),
        ("安全生产法/102", date(2021, 8, 31), "as amended in 2014"),
    ],
)
def test_the_version_is_that_of_the_day(statutes: Statutes, text: str, day: date, edition: str) -> None:
    assert statutes.cite(text, day).version.edition.en == edition


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("行政处罚法/86", date(2021, 7, 14)),
        ("行政复议法/88", date(2023, 12, 31)),
        ("生态环境法典/1132", date(2026, 8, 14)),
        ("大气污染防治法/118", date(2026, 8, 15)),
        ("噪声污染防治法/77", date(2022, 6, 4)),
        ("行政执法监督条例/27", date(2026, 1, 31)),
        ("民法典/203", date(2020, 12, 31)),
    ],
)
def test_a_text_not_in_force_on_the_day_cannot_be_cited(statutes: Statutes, text: str, day: date) -> None:
    with pytest.raises(LawError):
        statutes.cite(text, day)


def test_a_citation_may_state_the_edition_itself(statutes: Statutes) -> None:
    found = statutes.cite("行政复议法/20; 行政复议法（2017年修正）/9")
    assert [part.version.edition.en for part in found.parts] == ["2023 revision", "as amended in 2017"]
    assert found.text("zh") == "《行政复议法》第二十条；《行政复议法》（2017年修正）第九条"
    assert "行政复议法（2017年修正）" in statutes and "行政复议法（2018年修正）" in statutes
    with pytest.raises(LawError, match="2017年修正"):
        statutes.cite("行政复议法（2018年修正）/9")
    with pytest.raises(LawError):
        statutes.cite("行政复议法（2017年修正）/90")


def test_a_stated_edition_is_no_way_round_the_day(statutes: Statutes) -> None:
    with pytest.raises(LawError):
        statutes.cite("行政处罚法（2021年修订）/51", date(2019, 5, 4))
    assert statutes.cite("行政处罚法（2017年修正）/33", date(2019, 5, 4))


def test_with_a_second_day_what_came_in_between_will_do(statutes: Statutes) -> None:
    begin, end = date(2018, 1, 1), date(2021, 7, 15)
    assert statutes.cite("国办发〔2018〕118号/6", begin, until=end)
    assert statutes.cite("行政处罚法/33", begin, until=end).version.edition.en == "as amended in 2017"
    for text, last in (("国办发〔2018〕118号/6", date(2018, 12, 5)), ("行政处罚法/86", end)):
        with pytest.raises(LawError):
            statutes.cite(text, begin, until=last)


def test_the_code_takes_over_from_the_special_laws_without_a_gap(statutes: Statutes) -> None:
    for name in ("大气污染防治法", "固体废物污染环境防治法", "噪声污染防治法", "环境保护法"):
        assert statutes.get(name).newest.end == statutes.get("生态环境法典").newest.start


@pytest.mark.parametrize(
    ("name", "day", "working", "natural"),
    [
        ("行政处罚法", date(2021, 7, 15), {2, 3, 5, 7}, {1, 4, 10, 15, 90}),
        ("行政处罚法", date(2021, 7, 14), set(), {2, 3, 5, 7}),
        ("行政强制法", TODAY, {1, 3, 10}, {11, 15, 30}),
        ("行政许可法", TODAY, {5, 10, 20, 45}, set()),
        ("行政复议法", TODAY, {3, 5, 7, 10}, {15, 30, 60}),
        ("行政复议法", date(2023, 12, 31), {5, 7}, {10, 60}),
        ("住建部令第55号", TODAY, {3, 5, 7, 10, 15}, {30, 90}),
        ("移送规定", TODAY, set(), {3}),
        ("信访工作条例", TODAY, set(), {15, 30, 60}),
    ],
)
def test_which_short_periods_are_working_days(
    statutes: Statutes, name: str, day: date, working: set[int], natural: set[int]
) -> None:
    rule = statutes.workday_rule(name, day)
    assert {count for count in working | natural if rule is not None and rule.covers(count)} == working
    if rule is not None:
        assert statutes.cite(rule.ground, day).facts or day < TODAY


@given(st.integers(1, 9999))
def test_numbers_are_read_back_as_written(number: int) -> None:
    assert read_number(in_chinese(number)) == number


@pytest.mark.parametrize("text", ["", "零", "十百", "一一", "七日", "0", "二零", "-1"])
def test_what_the_law_does_not_write_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_number(text)


@given(st.text(max_size=40))
def test_any_text_is_a_citation_or_refused(text: str) -> None:
    try:
        parts = parse(text)
    except ValueError:
        return
    assert all(name for name, _ in parts)
