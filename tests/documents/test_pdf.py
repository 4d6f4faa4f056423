"""The PDF holds every word of the composed document, looks as the form wants, and is the same each time."""

import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from document_samples import CONTEXTS, DECISION, REPLY, template
from pdf_positions import characters
from pypdf import PdfReader

from yifa.documents.pdf import render_pdf, render_sheet
from yifa.documents.tree import Fence, Paragraph, Sheet, Span, plain
from yifa.errors import Unavailable

NAMES = tuple(CONTEXTS)
MILLIMETRE = 72 / 25.4


def made(name: str, *, training: bool = False) -> bytes:
    return render_pdf(template(name), CONTEXTS[name], training=training)


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


def test_every_paper_declares_itself_as_pdf_a_2b() -> None:
    content = made("decision")
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
    line = "国" * 1300
    head = Fence("head", "", (((Span("某街道文件"),),),))
    sheet = Sheet("letter", "函", "某街道", "", (), (), (head, Paragraph((Span(line),))))
    rows = Counter(
        round(bottom / 10) for sign, _, bottom in characters(render_sheet(sheet), 1) if sign == "国"
    )
    body = [sign for sign, _, bottom in characters(render_sheet(sheet), 1) if bottom > 35 * MILLIMETRE]
    assert len(body) == 22 * 28
    assert len(rows) == 22


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


def test_a_rare_character_no_font_has_stops_the_paper_and_is_named() -> None:
    with pytest.raises(Unavailable) as caught:
        render_pdf(template("decision"), {**DECISION, "bank": "𠮷野"})
    assert caught.value.data == {"lacking": "𠮷"}
    assert "YIFA_FONTS" in str(caught.value)


def test_ruled_rows_items_and_signatures_are_on_the_paper() -> None:
    content = made("checklist")
    assert len(PdfReader(io.BytesIO(content)).pages) == 2
    found = text_of(content)
    for word in (
        "先行登记保存证据审批表",
        "审批意见",
        "拟予先行登记保存。",
        "经办人：",
        "1.丁",
        "（1）戊",
        "（己）",
    ):
        assert word in found
