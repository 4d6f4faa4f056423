"""The PDF holds every word of the composed document, looks as the form wants, and is the same each time."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from document_samples import CONTEXTS, REPLY, template
from pypdf import PdfReader

from yifa.documents import compile_template, render_pdf, render_sheet
from yifa.documents.tree import Fence, Paragraph, Sheet, Span, plain
from yifa.errors import Unavailable

NAMES = tuple(CONTEXTS)
MILLIMETRE = 72 / 25.4


def made(name: str, *, training: bool = False, archive: bool = False) -> bytes:
    return render_pdf(template(name), CONTEXTS[name], training=training, archive=archive)


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_title_and_number_is_on_the_paper(name: str) -> None:
    sheet = template(name).compose(CONTEXTS[name])
    found = text_of(made(name))
    assert "".join(sheet.number.split()) in found
    for block in sheet.blocks:
        if isinstance(block, Paragraph):
            words = "".join(plain(block.line).split())
            assert words[:12] in found
            assert words[-8:] in found


@pytest.mark.parametrize("name", NAMES)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert made(name) == made(name)


def test_documents_made_at_the_same_time_do_not_mix() -> None:
    alone = [made(name) for name in NAMES]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(made, NAMES * 6))
    assert together == alone * 6


@pytest.mark.parametrize("name", NAMES)
def test_a_training_paper_says_so_on_every_page_and_a_real_one_on_none(name: str) -> None:
    for training in (True, False):
        for page in PdfReader(io.BytesIO(made(name, training=training))).pages:
            assert ("TRAINING" in page.extract_text()) is training


def test_the_archive_form_declares_itself_as_pdf_a_2b() -> None:
    content = made("decision", archive=True)
    metadata = PdfReader(io.BytesIO(content)).xmp_metadata
    assert metadata is not None
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata.stream.get_data()
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata.stream.get_data()


def test_all_fonts_are_embedded_and_none_is_the_machines() -> None:
    for page in PdfReader(io.BytesIO(made("decision"))).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "NotoS" in str(font.get_object()["/BaseFont"])


def test_a_letter_has_twenty_two_lines_of_twenty_eight_characters_on_a_page() -> None:
    """GB/T 9704-2012: 22 lines of 28 characters within 156 by 225 mm."""
    line = "一二三四五六七八九十" * 60
    head = Fence("head", "", (((Span("某街道文件"),),),))
    sheet = Sheet("letter", "函", "某街道", "", (), (), (head, Paragraph((Span(line),))))
    pages = PdfReader(io.BytesIO(render_sheet(sheet))).pages
    rows: dict[float, str] = {}

    def visit(text: str, _: object, matrix: list[float], *__: object) -> None:
        rows[round(matrix[5])] = rows.get(round(matrix[5]), "") + text.strip()

    pages[1].extract_text(visitor_text=visit)
    full = [text for text in rows.values() if len(text) > 20]
    assert {len(text) for text in full} == {28}
    assert float(pages[1].mediabox.height) == pytest.approx(297 * MILLIMETRE, abs=0.1)


def test_a_record_has_places_to_sign_on_every_page() -> None:
    pages = PdfReader(io.BytesIO(made("inquiry"))).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        words = "".join(page.extract_text().split())
        assert "被询问人：" in words
        assert f"第{number}页共{len(pages)}页" in words


def test_no_seal_is_drawn_only_its_place_is_printed() -> None:
    content = made("decision")
    assert "（印章）" in text_of(content)
    for page in PdfReader(io.BytesIO(content)).pages:
        assert not page.images
    assert "印章" not in text_of(render_pdf(template("reply"), REPLY))


def test_a_block_without_a_layout_fails_loudly() -> None:
    sheet = Sheet("list", "清单", "某街道", "", (), (), (Fence("unheard", "", ()),))
    with pytest.raises(Unavailable) as caught:
        render_sheet(sheet)
    assert "unheard" in str(caught.value.data["diagnostic"])


def test_every_block_of_the_format_has_a_layout(tmp_path: Path) -> None:
    body = (
        "::: title\n题\n:::\n\n::: grid\n甲 | 乙\n丙 | 丁 | 戊 | 己\n:::\n\n::: opinion 审批意见\n:::\n\n"
        "::: opinion 承办意见\n同意。\n:::\n\n::: lines\n甲 | 乙\n:::\n\n::: signatures\n经办人： | 日期：\n:::\n\n"
        "# 一、甲\n\n## （一）乙\n\n### 1.丙\n\n1. 丁\n\n   1. 戊\n\n---\n\n::: seal\n某街道\n2026年1月1日\n:::\n\n::: note\n己\n:::\n"
    )
    path = tmp_path / "paper.md"
    front = "---\ndocument: paper\ntitle: {zh: 清单, en: List}\nform: list\nground: 行政处罚法/56\n---\n"
    path.write_text(front + body, encoding="utf-8")
    found = text_of(render_pdf(compile_template(path), {"body": "某街道", "issued_on": "2026-01-01"}))
    for word in ("审批意见", "承办意见同意。", "经办人：", "1.丁", "（1）戊", "（己）", "（印章）"):
        assert word in found
