"""A case file reads from its contents to its closing note, each page numbered, each paper found."""

import io
from datetime import date

import pytest
from document_samples import CONTEXTS, template
from pdf_positions import characters
from pypdf import PdfReader, PdfWriter

from yifa.documents import casefile
from yifa.documents.casefile import CaseItem, Cover
from yifa.documents.pdf import render_pdf
from yifa.errors import BadInput

COVER = Cover(
    "某区示例街道办事处",
    "某街综执罚立〔2026〕9号",
    "擅自占用城市道路案",
    note="照片原件存物证室。",
    kind="行政处罚普通程序",
    handler="张三（示例）",
    opened=date(2026, 9, 1),
)
FRONT = 2
"""Pages before the papers: the cover and the contents."""
INQUIRY = CaseItem("询问笔录", render_pdf(template("inquiry"), CONTEXTS["inquiry"]), dated=date(2026, 9, 2))
DECISION = CaseItem(
    "行政处罚决定书",
    render_pdf(template("decision"), CONTEXTS["decision"]),
    "某街综执罚决〔2026〕12号",
    "某区示例街道办事处",
    date(2026, 9, 28),
)


def words(reader: PdfReader, page: int) -> str:
    return "".join(reader.pages[page].extract_text().split())


def scan(width: float, height: float, rotation: int = 0) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width, height).rotate(rotation)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def build(*items: CaseItem) -> PdfReader:
    return PdfReader(io.BytesIO(casefile.build(items, COVER)))


def test_the_sheet_over_the_file_says_what_it_is_who_handled_it_and_how_much_it_holds() -> None:
    reader = build(INQUIRY, DECISION)
    cover = words(reader, 0)
    for told in (
        "某区示例街道办事处",
        "案卷类别行政处罚普通程序",
        "题名擅自占用城市道路案",
        "立案日期2026年9月1日",
        "承办人张三（示例）",
    ):
        assert told in cover
    assert f"2件{len(reader.pages) - FRONT - 1}页" in cover
    assert "结案日期承办人" in cover, "an open case has no day of closing"


def test_the_contents_name_every_paper_with_the_pages_it_stands_on() -> None:
    reader = build(INQUIRY, DECISION)
    contents = words(reader, 1)
    assert "卷内目录" in contents
    for heading in ("序号", "文号", "责任者", "题名", "日期", "页次"):
        assert heading in contents
    length = len(PdfReader(io.BytesIO(INQUIRY.content)).pages)
    assert f"1询问笔录2026年9月2日1-{length}" in contents
    assert "行政处罚决定书2026年9月28日" in contents
    assert f"{length + 1}-{len(reader.pages) - FRONT - 1}" in contents
    assert words(reader, length + FRONT).startswith("某区示例街道办事处")


def test_every_page_bears_its_number_and_the_bookmarks_lead_to_the_papers() -> None:
    reader = build(INQUIRY, DECISION)
    for number in range(1, len(reader.pages) - FRONT):
        assert str(number) in reader.pages[number + FRONT - 1].extract_text().split()
    marks = [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline]  # type: ignore[union-attr,arg-type]
    assert marks[:3] == [("封面", 0), ("卷内目录", 1), ("询问笔录", FRONT)]
    assert marks[-1] == ("卷内备考表", len(reader.pages) - 1)


def test_the_closing_note_counts_papers_and_pages() -> None:
    reader = build(INQUIRY, DECISION)
    note = words(reader, len(reader.pages) - 1)
    assert f"本卷共有文件2件，共{len(reader.pages) - FRONT - 1}页。" in note
    assert "照片原件存物证室。" in note


def test_long_contents_run_over_several_pages() -> None:
    reader = build(*[CaseItem(f"材料{at}", scan(595, 842)) for at in range(60)])
    assert len(reader.pages) > 63
    at = reader.get_destination_page_number(reader.outline[2])  # type: ignore[arg-type]
    assert at == len(reader.pages) - 61


@pytest.mark.parametrize(
    ("size", "rotation"), [((842, 595), 0), ((595, 842), 90), ((300, 400), 270), ((2000, 3000), 180)]
)
def test_a_scan_of_any_size_and_turn_gets_its_number_in_the_upper_corner(
    size: tuple[float, float], rotation: int
) -> None:
    content = casefile.build([CaseItem("扫描件", scan(*size, rotation))], COVER)
    page = PdfReader(io.BytesIO(content)).pages[FRONT]
    [(sign, left, bottom)] = characters(content, FRONT)
    assert sign == "1"
    assert page.rotation == 0
    assert left > float(page.mediabox.right) - 60
    assert bottom > float(page.mediabox.top) - 60


def test_the_same_file_is_built_to_the_same_bytes() -> None:
    assert casefile.build([INQUIRY], COVER) == casefile.build([INQUIRY], COVER)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 cut", b"no pdf at all"])
def test_a_paper_that_cannot_be_read_is_named(content: bytes) -> None:
    with pytest.raises(BadInput, match="现场照片"):
        build(INQUIRY, CaseItem("现场照片", content))


def test_a_locked_paper_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret")
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(BadInput, match="加密"):
        build(CaseItem("加密件", target.getvalue()))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(BadInput):
        build()
