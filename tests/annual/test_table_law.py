"""The tables of the statutory reports as shipped: they read, and published numbers balance in them as they were printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from table_samples import by_hand, column, figure, printed, row, table_of

from shipped_law import LAW
from yifa.annual.form_reading import read_form
from yifa.annual.grid import Grid
from yifa.annual.tables import Table
from yifa.annual.text import Form
from yifa.indicators.loading import load_indicators

INDICATORS = load_indicators(LAW)
TABLES = {path.stem: table_of(LAW, path.stem, INDICATORS) for path in LAW.folder.find("annual/tables/*.yaml")}
FORMS = {path.stem: read_form(path, INDICATORS) for path in LAW.folder.find("annual/*.md")}
KINDS = ["warning", "fine", "confiscation", "suspension", "revocation", "restriction", "closure", "detention", "others"]
COUNTY = dict(zip(KINDS, [12175, 94929, 235, 189, 101, 0, 11, 504, 12], strict=True))
"""The penalties a county published for 2024."""


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_is_named_as_its_file_and_printed_in_both_languages(name: str) -> None:
    table = TABLES[name]
    labels = [table.title, table.unit, *(r.title for r in table.rows), *(c.title for c in table.columns)]
    assert table.table == name and table.ground
    assert all(label.zh and label.en for label in labels)
    assert len({r.row for r in table.lines()}) == len(table.lines())
    assert len({c.column for c in table.columns}) == len(table.columns)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_with_nothing_in_it_balances(name: str) -> None:
    assert by_hand(TABLES[name], {}).faults() == []


def test_every_table_stands_in_a_report() -> None:
    assert {name for form in FORMS.values() for name in form.tables} == set(TABLES)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_report_is_named_as_its_file(form: Form) -> None:
    assert form.report.replace("_", "-") in FORMS
    assert form.period == ("month" if form.report == "bulletin" else "year")


def test_the_disclosure_report_has_its_six_parts_and_states_the_fees() -> None:
    form = FORMS["information-disclosure"]
    heads = ["".join(p.text for p in block.pieces) for block in form.blocks if block.level == 1]
    assert [head[:2] for head in heads] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert {"foi_fees_charged", "foi_fees_paid"} <= {p.name for block in form.blocks for p in block.pieces}


def test_a_heading_that_tells_the_title_of_its_table_is_enough() -> None:
    assert FORMS["enforcement-data"].headed == set(FORMS["enforcement-data"].tables)
    grid = by_hand(TABLES["enforcement_penalties"], {})
    assert grid.caption == "行政处罚实施情况统计表" and not replace(grid, headed=True).caption


def test_no_fee_is_nought_and_a_fee_is_told_to_the_fen() -> None:
    table = TABLES["foi_published"]
    fees, line = column(table, "fees"), next(r for r in table.lines() if "fees" in r.cells)
    told = [Grid(table, {"cents": figure("", v), line.cells["fees"]: figure("", v)}).told(line, fees) for v in (0, 18376500.5)]
    assert told == ["0", "1837.650050"]


def disputes(**change: int) -> dict[str, int]:
    names = [f"{path}_{result}" for path in ("review", "direct", "after") for result in ("upheld", "corrected", "other", "pending")]
    return dict(zip(names, [119, 25, 91, 24, 7, 0, 15, 6, 21, 1, 7, 9], strict=True)) | change


def test_the_disputes_of_a_city_come_to_what_it_published() -> None:
    grid = by_hand(TABLES["foi_disputes"], {"cases": disputes()})
    assert printed(grid, "cases", "review_all", "direct_all", "after_all") == [259, 28, 38]
    assert grid.faults() == []


def test_the_requests_of_a_city_come_to_what_it_published_and_a_lost_one_is_named() -> None:
    table = TABLES["foi_requests"]
    columns = [column.column for column in table.columns if column.is_]
    received = dict(zip(columns, [3746, 63, 0, 0, 19, 2], strict=True))
    grid = by_hand(table, {"received": received, "given": received})
    assert printed(grid, "received", "all") == [3830] and grid.faults() == []
    lost = by_hand(table, {"received": received, "given": {**received, "person": 3745}})
    assert [fault.zh for fault in lost.faults()] == [
        "第一项加第二项之和，等于第三项加第四项之和：自然人，3746 ≠ 3745。",
        "第一项加第二项之和，等于第三项加第四项之和：总计，3830 ≠ 3829。",
    ]


def penalties(**numbers: int) -> Grid:
    """The table of penalties with a cell in every column, as the police of a county fill it."""
    table = TABLES["enforcement_penalties"]
    body = row(table, "body")
    whole = body.model_copy(update={"cells": {**body.cells, "detention": "detained", "others": "otherwise"}})
    return by_hand(table.model_copy(update={"rows": [whole]}), {"body": {**COUNTY, "amount": 17537900, **numbers}})


def test_the_penalties_of_a_county_come_to_what_it_published() -> None:
    assert sum(COUNTY.values()) == 108156 and penalties(all=108156).faults() == []
    assert [fault.zh for fault in penalties(all=108157).faults()] == ["合计等于各种类之和：本机关，108156 ≠ 108157。"]


def test_a_fine_without_an_amount_is_named() -> None:
    assert [fault.zh for fault in penalties(all=108156, amount=0).faults()] == ["有罚款的，应当有罚没金额：本机关，94929 > 0。"]


def test_a_column_that_is_not_the_bodys_prints_nothing() -> None:
    grid = by_hand(TABLES["enforcement_penalties"], {"body": {"fine": 2, "all": 2, "amount": 200}})
    assert printed(grid, "body", "fine", "detention", "others", "all") == [2, None, None, 2] and grid.faults() == []


def test_the_licences_of_a_county_stay_within_what_was_applied_for() -> None:
    numbers = {"applied": 26569, "accepted": 26569, "granted": 26462, "refused": 102, "revoked": 5}
    whole = {line: {"new": number} for line, number in numbers.items()}
    assert by_hand(TABLES["enforcement_permits"], whole).faults() == []
    more = by_hand(TABLES["enforcement_permits"], {**whole, "refused": {"new": 108}})
    assert [fault.zh.partition("：")[2] for fault in more.faults()] == ["新办，26570 > 26569。", "合计，26570 > 26569。"]
    anew = {**whole, "refused": {"new": 108}, "anew": {"new": 1}}
    assert by_hand(TABLES["enforcement_permits"], anew).faults() == []


RESULTS = {"upheld": 3509, "withdrawn": 678, "mediated": 295, "changed": 77, "annulled": 63, "unlawful": 43, "ordered": 0, "void": 8, "dismissed": 23}
"""The results a city of the rank of a province published for 2014."""


def reviews(**pending: int) -> Grid:
    numbers = {name: {"penalty": number} for name, number in RESULTS.items()}
    return by_hand(
        TABLES["review_statistics"],
        {**numbers, "received": {"penalty": 4600}, "carried_in": {"penalty": 196}, "pending": pending},
    )


def test_the_reviews_of_a_city_come_to_what_it_published() -> None:
    grid = reviews(penalty=100)
    assert printed(grid, "concluded", "penalty", "all") == [4696, 4696]
    assert printed(grid, "corrected", "all") == [191] and grid.faults() == []


def test_a_review_that_is_neither_concluded_nor_pending_is_named() -> None:
    assert "收到与结转之和，等于审结与未审结之和：行政处罚，4796 ≠ 4795。" in [fault.zh for fault in reviews(penalty=99).faults()]


def test_a_case_without_a_matter_is_in_no_column_and_named() -> None:
    grid = reviews(penalty=100)
    short = Grid(grid.table, {**grid.figures, "review_received": figure("review_received", 4601)})
    assert [fault.zh for fault in short.faults()] == ["“本期收到”各列之和 4600，应为 4601。"]


def held(table: Table) -> set[str]:
    return {name for r in table.lines() for name in [r.figure, *r.cells.values()] if name}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_what_a_table_counts_says_on_what_ground(name: str) -> None:
    assert all(INDICATORS[each].ground for each in held(TABLES[name]))
