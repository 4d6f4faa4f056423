"""The .docx holds the same words as the composed document, in the fonts and language an office needs."""

import io
import zipfile

import docx
import pytest
from document_samples import CONTEXTS, template
from docx.oxml.ns import qn
from docx.shared import Mm

from yifa.documents.tree import Heading, Item, Paragraph, Table, plain
from yifa.documents.word import render_docx

NAMES = tuple(CONTEXTS)


def made(name: str, *, training: bool = False) -> bytes:
    return render_docx(template(name), CONTEXTS[name], training=training)


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_and_cell_is_in_the_document(name: str) -> None:
    sheet = template(name).compose(CONTEXTS[name])
    document = docx.Document(io.BytesIO(made(name)))
    paragraphs = [each.text for each in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for block in sheet.blocks:
        match block:
            case Paragraph(line) | Heading(_, line):
                assert plain(line) in paragraphs
            case Item(_, number, line):
                assert f"{number}.{plain(line)}" in paragraphs or f"（{number}）{plain(line)}" in paragraphs
            case Table(rows=rows):
                assert all(plain(cell) in cells for row in rows for cell in row)


@pytest.mark.parametrize("name", NAMES)
def test_every_run_names_its_east_asian_font_and_the_language_is_simplified_chinese(name: str) -> None:
    content = made(name)
    document = docx.Document(io.BytesIO(content))
    known = {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"}
    for run in document.element.body.iter(qn("w:r")):
        if run.find(qn("w:t")) is not None:
            fonts = run.find(qn("w:rPr")).find(qn("w:rFonts"))
            assert fonts.get(qn("w:eastAsia")) in known
    assert 'w:eastAsia="zh-CN"' in part(content, "word/styles.xml")


def test_a_letter_has_the_page_of_the_standard() -> None:
    document = docx.Document(io.BytesIO(made("reply")))
    section = document.sections[0]
    margins = [section.top_margin, section.right_margin, section.bottom_margin, section.left_margin]
    for found, wanted in zip(margins, (37, 26, 35, 28), strict=True):
        assert found is not None
        assert abs(found - Mm(wanted)) < Mm(0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert document.settings.odd_and_even_pages_header_footer


def test_a_record_has_places_to_sign_in_the_footer() -> None:
    footer = docx.Document(io.BytesIO(made("inquiry"))).sections[0].footer
    assert "被询问人：" in footer.paragraphs[0].text
    assert "PAGE" in footer._element.xml


@pytest.mark.parametrize("name", NAMES)
def test_a_training_paper_is_marked_and_a_real_one_is_not(name: str) -> None:
    for training in (True, False):
        content = made(name, training=training)
        headers = [each for each in zipfile.ZipFile(io.BytesIO(content)).namelist() if "header" in each]
        assert any("NOT VALID" in part(content, each) for each in headers) is training
        if training and docx.Document(io.BytesIO(content)).settings.odd_and_even_pages_header_footer:
            assert sum("NOT VALID" in part(content, each) for each in headers) == 2


def test_the_place_of_the_seal_is_printed_in_enforcement_papers_only() -> None:
    assert "（印章）" in part(made("decision"), "word/document.xml")
    assert "印章" not in part(made("reply"), "word/document.xml")
