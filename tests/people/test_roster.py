"""A sheet of people is taken in row by row: once, whole or not at all, every fault named with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from people_staff import Staff

from yifa.errors import BadInput
from yifa.people.administration import By
from yifa.people.models import AdminRecord, Body, Certificate, Holding, Office, Officer
from yifa.people.roster import import_roster
from yifa.people.rosterrow import COLUMNS

BY = By("示例")
DING = "丁一,dingyi,塘沽街办,综合行政执法二队,执法人员,990101001,行政执法证,津-1,司法局,2026-01-01,2030-12-31,2026年3月1日,塘街办〔2026〕5号"
MORE = "丁一,dingyi,塘沽街道办事处（示例）,综合行政执法二队,听证记录员,,,,,,,2026/2/1,塘街办〔2026〕6号"


def sheet(folder: Path, *rows: str) -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8-sig")
    return path


def everything() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (Officer, Office, Holding, Certificate, AdminRecord))  # type: ignore[attr-defined]


def test_a_sheet_makes_people_offices_posts_and_certificates_with_days_and_ground(street: Body, tmp_path: Path) -> None:
    taken = import_roster(BY, sheet(tmp_path, DING, MORE))
    assert (taken.rows, taken.faults, dict(taken.made)) == (2, [], {"officer": 1, "office": 1, "post": 2, "certificate": 1})
    office = Office.objects.get(name="综合行政执法二队")
    assert office.valid_from == date(2026, 2, 1), "the office stands from the first day on which the sheet puts someone in it"
    assert {(h.post.kind, h.valid_from) for h in Holding.objects.select_related("post")} == {
        ("enforcement_officer", date(2026, 3, 1)), ("hearing_clerk", date(2026, 2, 1)),
    }  # fmt: skip
    assert set(AdminRecord.objects.values_list("ground", flat=True)) == {"塘街办〔2026〕5号", "塘街办〔2026〕6号"}


def test_the_same_sheet_again_changes_nothing(street: Body, tmp_path: Path) -> None:
    import_roster(BY, sheet(tmp_path, DING, MORE))
    before = everything()
    taken = import_roster(BY, sheet(tmp_path, DING, MORE))
    assert (taken.unchanged, dict(taken.made), taken.faults) == (2, {}, []) and everything() == before


def test_a_trial_keeps_nothing_and_tells_the_same(street: Body, tmp_path: Path) -> None:
    before = everything()
    taken = import_roster(BY, sheet(tmp_path, DING, "丁二,dinger,无此机构,,经办人,,,,,,,2026-03-01,文件一号"), dry_run=True)
    assert taken.made["post"] == 1 and [f.line for f in taken.faults] == [3] and everything() == before


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("丁二,dinger,无此机构,,经办人,,,,,,,2026-03-01,文件一号", "没有机构“无此机构”，已登记：塘沽街道办事处（示例）"),
        ("丁二,dinger,塘沽街办,,经办员,,,,,,,2026-03-01,文件一号", "应为：负责人、"),
        ("丁二,dinger,塘沽街办,,经办人,,,,,,,昨天,文件一号", "任职自：日期“昨天”有误，应如 2026-01-05。"),
        ("丁二,dinger,塘沽街办,,经办人,,,,,,,,文件一号", "岗位与任职自须同时填写。"),
        ("丁二,dinger,塘沽街办,,,,行政执法证,津-9,,2026-01-01,,,文件一号", "证件还须填写：发证机关。"),
        ("丁二,dinger,塘沽街办,,,,,,,,,,文件一号", "岗位、证件至少填写一项。"),
        ("丁二,dinger,塘沽街办,,经办人,,,,,,,2026-03-01,", "依据必填。"),
        ("丁二,dinger,塘沽街办,,经办人,,,,,,,2026-03-01,行政处罚法/999", "没有第 999 条"),
        ("丁二,dinger,塘沽街办,,经办人,990199,,,,,,2026-03-01,文件一号", "没有区划代码 990199。"),
        ("丁二,dinger,塘沽街办,,经办人,990101,,,,,,2026-03-01,文件一号", "不在塘沽街道办事处（示例）的辖区"),
        ("丁二,ding er,塘沽街办,,经办人,,,,,,,2026-03-01,文件一号", "用户名只用字母、数字"),
        ("丁二,dingyi,塘沽街办,,经办人,,,,,,,2026-03-01,文件一号", "用户名 dingyi 已属于丁一"),
        ("丁二,dinger,塘沽街办,科室,,,行政执法证,津-1,司法局,2026-01-01,,,文件一号", "证件 津-1 已登记在丁一名下。"),
        ("丁二,dinger,塘沽街办,,经办人,,行政执法证,津-9,司法局,2026-05-01,2026-01-01,2026-03-01,文件一号", "早于有效期自"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_named_with_what_was_expected_and_nothing_of_it_is_written(
    street: Body, tmp_path: Path, row: str, expected: str
) -> None:
    taken = import_roster(BY, sheet(tmp_path, DING, "", row))
    (fault,) = taken.faults
    assert fault.line == 4 and expected in " ".join(t.zh for t in fault.texts)
    assert list(Officer.objects.values_list("username", flat=True)) == ["dingyi"] and Holding.objects.count() == 1


def test_a_row_that_would_break_the_separation_of_administrators_is_refused(street: Body, tmp_path: Path) -> None:
    rows = [f"丁一,dingyi,塘沽街办,,{kind},,,,,,,2026-03-01,文件一号" for kind in ("系统管理员", "审计管理员")]
    taken = import_roster(BY, sheet(tmp_path, *rows))
    assert [(f.line, f.texts[0].zh) for f in taken.faults] == [(3, "审计管理员与系统管理员不得由同一人担任。")]


def test_a_workbook_with_days_and_codes_as_numbers_reads_as_well(street: Body, staff: Staff, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet()
    page.write_row(0, 0, COLUMNS)
    page.write_row(1, 0, ["丁一", "dingyi", "塘沽街办", "", "网格员", 990101001, "", "", "", "", "", "", "文件一号"])
    page.write_datetime(1, 11, date(2026, 3, 1))
    book.close()
    taken = import_roster(BY, path)
    assert taken.faults == [] and Holding.objects.get().valid_from == date(2026, 3, 1)


def test_a_sheet_with_a_wrong_header_is_not_read(street: Body, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("姓名,账号\n丁一,dingyi\n", encoding="utf-8")
    with pytest.raises(BadInput, match="多出：账号；缺少：用户名、机构、依据"):
        import_roster(BY, path)
