"""The page that audits a report: handed in, marked, told, written out; nothing kept; in a real browser on a phone and on a desk."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from python_calamine import CalamineWorkbook

from street import Sample
from yifa.files.models import StoredFile
from yifa.people.models import Officer

REPORT = """示例街道2023年法治政府建设年度报告
一、主要成效
全年受理各类矛盾纠纷341件,成功化解331件,化解率100%。实施处罚339次,处罚金额57600元,其中:一般程序6次;简易程序333次。全年共计审核处罚案卷340件。
线上线下受教育人数达7万余人次,调处成功率100%以上。规范性文件备案率达100%。落实“三项制度”,办理12345热线工单2611件,同比下降52%。
=1+1 <b>示例</b>
二、存在的不足
宣传形式单一。
"""


@pytest.fixture
def client(sample: Sample) -> Client:
    found = Client()
    found.force_login(
        Officer.objects.get(username="zhang"), backend="django.contrib.auth.backends.ModelBackend"
    )
    return found


def handed(text: str = REPORT, name: str = "报告.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def page(client: Client, **files: Any) -> str:
    answer = client.post("/audit/", files)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_report_is_shown_with_its_numbers_marked_and_what_does_not_hold(client: Client) -> None:
    found = page(client, reports=[handed()])
    assert "331 ÷ 341 = 97.1% ≠ 100%" in found
    assert "340 &gt; 339，差 1" in found
    assert '<mark id="r0f' in found
    assert "&lt;b&gt;示例&lt;/b&gt;" in found
    assert "<b>示例</b>" not in found


def test_nothing_handed_in_is_kept(client: Client) -> None:
    before = StoredFile.objects.count()
    page(client, reports=[handed()])
    assert StoredFile.objects.count() == before


def test_several_reports_stand_side_by_side_and_the_unreadable_is_named(client: Client) -> None:
    found = page(
        client,
        reports=[
            handed(),
            handed("全年办理案件12件。", "another.txt"),
            SimpleUploadedFile("bad.bin", b"\x00\x01"),
        ],
    )
    assert "各份报告" in found
    assert "another.txt" in found
    assert '<rect class="inconsistent"' in found
    assert "bad.bin" in found


def test_last_years_report_is_held_beside(client: Client) -> None:
    found = page(
        client,
        reports=[handed("全年受理信访事项103件,同比下降46.6%。")],
        before=handed("全年受理信访事项200件。", "last.txt"),
    )
    assert "(103 − 200) ÷ 200 = -48.5%" in found


def test_what_cannot_be_read_is_refused_on_the_page(client: Client) -> None:
    answer = client.post("/audit/", {"reports": [SimpleUploadedFile("bad.bin", b"\x00\x01")]})
    assert answer.status_code == 400
    assert "bad.bin" in answer.content.decode()
    assert client.post("/audit/", {}).status_code == 400
    assert client.post("/audit/", {"reports": [handed(name=f"{n}.txt") for n in range(9)]}).status_code == 400


def test_a_report_is_written_out_as_workbook_word_and_json(client: Client) -> None:
    sent = {"text": REPORT, "name": "报告.txt", "before": ""}
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.post("/audit/export/", {**sent, "as": "xlsx"}).content)
    )
    findings, figures = (book.get_sheet_by_name(name).to_python() for name in ("审读意见", "数字"))
    assert findings[0][:2] == ["等级", "规则"]
    assert findings[1][:2] == ["不可能", "over_hundred"]
    assert any(row[1] == "340件" and row[4] == 340 for row in figures)
    word = Document(io.BytesIO(client.post("/audit/export/", {**sent, "as": "docx"}).content))
    assert "\n".join(paragraph.text for paragraph in word.paragraphs) == REPORT
    assert any("331 ÷ 341" in comment.text for comment in word.comments)
    data = json.loads(client.post("/audit/export/", {**sent, "as": "json"}).content)
    assert data["year"] == 2023
    assert client.post("/audit/export/", {**sent, "as": "exe"}).status_code == 400
    assert client.get("/audit/export/").status_code == 405


def test_nobody_without_an_account_hands_anything_in(sample: Sample) -> None:
    answer = Client().post("/audit/", {"reports": [handed()]})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_in_a_browser_a_finding_leads_to_its_number_and_grades_are_filtered(
    standing: Sample, live_server: Any, page: Any, width: int, tmp_path: Path
) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    client, report = Client(), tmp_path / "示例街道报告.txt"
    client.force_login(
        Officer.objects.get(username="zhang"), backend="django.contrib.auth.backends.ModelBackend"
    )
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    report.write_text(REPORT, encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/audit/")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_input_files("#reports", report)
    with page.expect_navigation(wait_until="load"):  # a count or a script does not wait for the next page by itself
        page.click("button.main")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("h1").count() == 1
    shown = page.locator(".finding:visible").count()
    page.check("input[value=impossible]")
    assert 0 < page.locator(".finding:visible").count() < shown
    page.locator(".finding:visible a").first.click()
    assert page.locator("mark:target").inner_text() == "100%以上"
    page.locator("mark:target a").click()
    assert page.locator(".finding:target .tag").inner_text() == "不可能"
    with page.expect_download() as download:
        page.click("button[value=docx]")
    assert download.value.suggested_filename == "示例街道报告-审读.docx"
    assert complaints == []
