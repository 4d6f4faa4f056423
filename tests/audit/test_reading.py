"""Reading: places, scanned line breaks, ranges, scales, roles; what is no quantity."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring import GOLD, REPORTS, Score, relations, score, whole
from yifa.audit import Reader, Words, audit
from yifa.audit.arithmetic import span
from yifa.procedures.folder import LawFolder, shipped

READER = Reader(Words.load(LawFolder(shipped()).path))
FIGURES = sorted((GOLD / "figures").glob("*.yaml"))


def read(text: str) -> list[tuple[str, float, str, str]]:
    """What is read in a text: as written, in the base unit, the base unit, the kind."""
    return [(f.text, float(f.base_value or 0), f.base_unit, f.kind) for f in READER.read(text).figures]


def test_a_range_is_two_figures_with_their_scale() -> None:
    assert read("每户补助2-3万元") == [("2", 20000, "元", "money"), ("3万元", 30000, "元", "money")]
    assert read("占比8%至11%") == [("8%", 8, "%", "rate"), ("11%", 11, "%", "rate")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.42亿元", 242000000),
        ("1.6万余条", 16000),
        ("20余万元", 200000),
        ("3千人次", 3000),
        ("1,234件", 1234),
        ("8.20万亿元", 8.2e12),
        ("５０件", 50),
        ("3万余份", 30000),
        ("1.2亿人", 120000000),
        ("十余万人次", 100000),
        ("一百二十3件", 123),
        ("3万5千人", 35000),
        ("1亿2千万元", 120000000),
        ("1万2000元", 12000),
        ("三点五万元", 35000),
        ("九成五以上", 95),
        ("百分之三点五", 3.5),
    ],
)
def test_scales_and_signs_of_any_width(text: str, value: float) -> None:
    assert [figure[1] for figure in read(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("走访两三户", 2, "about"),
        ("数十万人", 100000, "at_least"),
        ("几百件", 100, "at_least"),
        ("人数十人", 10, "exact"),
    ],
)
def test_numbers_told_vaguely_keep_their_bound(text: str, value: int, bound: str) -> None:
    (figure,) = READER.read(text).figures
    assert (figure.base_value, figure.bound) == (value, bound)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("增幅为18.38%,增长率为3%,增长到30%", ["change", "change", "rate"]),
        ("具体见表1和图4", ["ordinal", "ordinal"]),
        ("投诉| 8660 | 2046 | 51451 |", ["count", "count", "count"]),
        ("| 甲 | 31392 | 乙 | 1992 |", ["count", "count"]),
        ("| 2019 | 2020 | 2021 |", ["date", "date", "date"]),
        ("第十七届人大三次会议,召开三次会议", ["ordinal", "ordinal", "count"]),
        ("二类占11.5%,两类占20%", ["rate", "count", "rate"]),
        ("前五类依次为,办理五类案件", ["ordinal", "count"]),
        ("4季度、第二季度", ["date", "ordinal"]),
        ("6、7、8三个月,8时至20时,17点前办结", ["date", "date", "date", "duration", "date", "date", "date"]),
        ("手机APP7028件,A3类", ["count", "name"]),
        ("增长1.0倍,死亡率6.0‰,升级2.0版", ["change", "rate", "name"]),
        ("12345市民热线受理", ["name"]),
        ("用电量1018.31亿千瓦时,动力65.44万千瓦", ["measure", "measure"]),
    ],
)
def test_what_stands_around_a_number_settles_its_kind(text: str, kinds: list[str]) -> None:
    assert [figure.kind for figure in READER.read(text).figures] == kinds


def test_a_line_torn_at_its_number_is_one() -> None:
    lines = "今年出动\n8000\n余人次,走访\n300\n户;办结率\n99.8%\n,其中医疗价格上涨1·8%。"
    assert [figure[0] for figure in read(lines)] == ["8000余人次", "300户", "99.8%", "1.8%"]


def test_columns_parted_by_blanks_stay_numbers() -> None:
    assert [figure[1] for figure in read("星级宾馆有多少家单位个数 219 140 115\n城镇单位 34.45 17.79 12.55")] == [
        219, 140, 115, 34.45, 17.79, 12.55,
    ]  # fmt: skip


def test_two_or_three_is_held_against_what_lies_between() -> None:
    two, many = READER.read("走访两三户,慰问二三百人").figures
    assert (span(two), span(many)) == ((2, 3), (200, 300))


def test_two_numbers_side_by_side_are_not_one() -> None:
    assert [figure[1] for figure in read("投入3万2023年")] == [30000, 2023]
    assert [figure[0] for figure in read("拨款5万12345热线")] == ["5万", "12345"]


def test_a_scanned_line_break_tears_no_number_and_no_word() -> None:
    lines = "街道综合执法大队全年累计出动执法人员共计58\n50人次,开展行政 检查 1135 次,责令改正违法行为14\n25次,批评教育 480 次。"
    assert [figure[:2] for figure in read(lines)] == [
        ("5850人次", 5850),
        ("1135次", 1135),
        ("1425次", 1425),
        ("480次", 480),
    ]


def test_cells_of_a_table_stay_apart() -> None:
    assert [figure[1] for figure in read("合计\t12\t30\n2207\n0")] == [12, 30, 2207, 0]


def test_a_page_number_in_the_middle_of_a_sentence_is_taken_out() -> None:
    text = "街道综合执法大队全年累计出动执法人员共计五千余人次并且开展行\n— 3 —\n政检查1135次。"
    assert [figure[0] for figure in read(text)] == ["五千余人次", "1135次"]


def test_nothing_is_counted_in_idioms_and_numbering() -> None:
    text = "1.健全机制。一是进一步统一思想,坚持第一时间办理,千方百计解决问题,一般情况十分稳定。\n(二)万众一心,百姓满意。"
    assert [figure for figure in read(text) if figure[3] not in ("name", "ordinal")] == []


def test_names_are_listed_and_not_counted() -> None:
    kinds = {
        figure[0]: figure[3]
        for figure in read(
            "落实“三项制度”,办理12345热线工单30件,推进1+5+N模式,依据国办发〔2018〕118号,走进500强企业。"
        )
    }
    assert kinds == {
        "三项制度": "name",
        "12345": "name",
        "30件": "count",
        "1+5+N": "name",
        "国办发〔2018〕118号": "name",
        "500强": "name",
    }


def test_plans_are_targets_and_results_are_not() -> None:
    text = "一、主要成效\n全年开展活动12场。\n二、下一步工作打算\n开展活动20场。\n"
    assert [(f.text, f.role) for f in READER.read(text).figures] == [("12场", "achieved"), ("20场", "target")]


def test_nought_is_a_value() -> None:
    assert [figure[1] for figure in read("新增行政复议案件0件,实现零投诉,未发生一起安全事故。")] == [0, 0, 0]


def test_an_empty_text_has_no_figures() -> None:
    assert read("") == read("\n \n") == []


@given(
    st.lists(
        st.sampled_from(
            [
                "办理案件",
                "12件",
                "。",
                "\n",
                " ",
                "　",
                "三百余户",
                "\t",
                "同比下降5.2%",
                "2023年",
                "第三批",
                "《纲要(2021—2025年)》",
                "1-11月",
                "―",
                "，",
                "%",
            ]
        ),
        max_size=40,
    )
)
def test_every_figure_stands_where_it_says(parts: list[str]) -> None:
    """Whatever the line breaks and blanks, the place in the text handed in holds the figure as written."""
    text, last = "".join(parts), 0
    for figure in READER.read(text).figures:
        assert re.sub(r"\s", "", text[figure.start : figure.end]) == figure.text
        assert last <= figure.start < figure.end <= len(text)
        last = figure.start


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_annotated_sentences_are_read_as_well_as_the_reference_says(path) -> None:  # type: ignore[no-untyped-def]
    total = Score()
    score(READER, path, total)
    assert total.ratio("digits.hit", "digits.wanted") >= 0.97, total.misses
    assert total.ratio("digits.right", "digits.given") >= 0.97, total.misses
    assert total.ratio("chinese.hit", "chinese.wanted") >= 0.90, total.misses
    assert total.ratio("chinese.right", "chinese.given") >= 0.90, total.misses
    assert total.ratio("kind.right", "hit") >= 0.90, total.misses


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_whole_reports_are_called_wrong_only_where_they_are(path) -> None:  # type: ignore[no-untyped-def]
    """Every contradiction put into a report is found, and nothing that holds is called impossible or inconsistent."""
    missed, false, _, _ = whole(READER, path)
    assert (missed, false) == ([], [])


@pytest.mark.parametrize("path", sorted((GOLD / "relations").glob("*.yaml")), ids=lambda path: path.stem)
def test_wrong_relations_are_found_and_right_ones_left_alone(path) -> None:  # type: ignore[no-untyped-def]
    lines = relations(READER, path)
    found = re.search(r"= ([\d.]+)", lines[0])
    assert found
    called = re.search(r"called wrong (\d+)/", lines[1])
    assert called
    assert float(found[1]) >= 0.85, lines
    assert int(called[1]) == 0, lines


PIECES = (
    "12", "100%", "2023年", "第", "一", "十", "万", "亿", "余", "近", "件", "元", "级", "成", "‰", "个百分点", "同比", "增长", "下降", "至", "占",
    "其中", "化解率", "全年", "每月", "日均", "共", "“", "”", "《", "(", ")", "分之", "\n", "\t", "，", "。", "整改", "发现", "未发生", "无", "社区",
    "从", "分别", "和", ":", "/", "-", "５", "〔", "〕", "号", "合计",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=50))
def test_no_text_is_too_odd_to_be_audited(parts: list[str]) -> None:
    """Whatever is handed in, the audit answers, and every finding names figures that were read."""
    found = audit(READER, "".join(parts), "".join(parts[::2]))
    known = {figure.id for figure in found.figures}
    assert all(set(finding.figures) <= known and finding.arithmetic for finding in found.findings)


@pytest.mark.parametrize(
    "piece", ["1", "一", "“1", "1+", "占1%", "其中1件", "整改1件发现2件", "1:1", "\n1\t2\t3", "未发生"]
)
def test_endless_texts_take_time_in_proportion(piece: str) -> None:
    """No text makes the reader slow: a hundred thousand signs without a full stop are done in seconds."""
    started = time.process_time()
    audit(READER, piece * (60000 // len(piece)))
    assert time.process_time() - started < 20
