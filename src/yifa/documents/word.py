"""A composed document as .docx, by python-docx.

The bytes differ at every call, since the archive holds times: hash the content, or keep the file.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm

from yifa.documents.template import Template
from yifa.documents.tree import Sheet, plain
from yifa.documents.word_blocks import WIDTH, add_block, add_spacer, is_ruled
from yifa.documents.word_paper import (
    RED,
    SMALL,
    add_border,
    add_field,
    add_run,
    set_page,
    set_training_mark,
    shape,
)
from yifa.statutes.numerals import in_chinese

__all__ = ["WORD_TYPE", "docx_of", "render_docx"]

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TITLE, _OFFICE, _MARK = 22.0, 18.0, 36.0


def render_docx(template: Template, context: Mapping[str, Any], *, training: bool = False) -> bytes:
    """The document of `template` and `context` as .docx; raises `BadInput` for a context that does not fit.

    With `training`, every page bears a mark that it is not valid.
    """
    return docx_of(template.compose(context), training=training)


def docx_of(sheet: Sheet, *, training: bool = False) -> bytes:
    """A composed document as .docx; see `render_docx`."""
    document = docx.Document()
    set_page(document, sheet.form)
    document.core_properties.title, document.core_properties.author = sheet.title, sheet.body
    _add_head(document, sheet)
    for at, block in enumerate(sheet.blocks):
        if at and is_ruled(sheet.blocks[at - 1]) and not is_ruled(block):
            add_spacer(document)
        add_block(document, block, sheet.form)
    add_spacer(document)  # a Word document may not end with a table
    if sheet.copies:
        shared = "，".join(f"{each}一份" for each in sheet.copies)
        count = in_chinese(len(sheet.copies))
        add_run(
            shape(document.add_paragraph(), size=SMALL), f"（本文书一式{count}份：{shared}。）", size=SMALL
        )
    _add_footer(document, sheet)
    if training:
        set_training_mark(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _add_head(document: WordDocument, sheet: Sheet) -> None:
    own = sheet.fence("title")
    title = plain(own.rows[0][0]) if own else sheet.title
    if sheet.form == "letter":
        _add_letter_head(document, sheet)
    elif sheet.form != "record":
        _add_centred(document, sheet.body, _OFFICE)
    _add_centred(document, title, _TITLE)
    if sheet.form != "letter" and sheet.number:
        add_run(shape(document.add_paragraph(), "right"), sheet.number)
    if sheet.form == "letter":
        add_run(shape(document.add_paragraph()), "")


def _add_centred(document: WordDocument, text: str, size: float) -> None:
    add_run(shape(document.add_paragraph(), "center", size=size, after=4), text, "song", size)


def _add_letter_head(document: WordDocument, sheet: Sheet) -> None:
    """The red mark, two blank lines, the number, the red line, two blank lines."""
    head = sheet.fence("head")
    assert head is not None, "the template's check requires it"
    mark = plain(head.rows[0][0])
    size = min(_MARK, WIDTH / 0.353 / len(mark))
    paragraph = shape(document.add_paragraph(), "center", size=size)
    paragraph.paragraph_format.space_before = Mm(25)
    add_run(paragraph, mark, "song", size).font.color.rgb = RED
    add_run(shape(document.add_paragraph()), "")
    line = shape(document.add_paragraph(), "center")
    if len(head.rows) > 1:
        shape(line, "left", left=1)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH - 6), WD_TAB_ALIGNMENT.RIGHT)
        label, _, name = plain(head.rows[1][0]).partition("：")
        add_run(line, f"{sheet.number}\t{label}：")
        add_run(line, name, "kai")
    else:
        add_run(line, sheet.number)
    add_border(line, ["bottom"], 12, str(RED))
    add_run(shape(document.add_paragraph()), "")
    add_run(shape(document.add_paragraph()), "")


def _add_footer(document: WordDocument, sheet: Sheet) -> None:
    """Page numbers; in a letter outside (odd right, even left), in a record under the places to sign."""
    section = document.sections[0]
    if sheet.form == "letter":
        document.settings.odd_and_even_pages_header_footer = True
        for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
            paragraph = shape(footer.paragraphs[0], align, size=14)
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(5)
            add_run(paragraph, "— ", size=14)
            add_field(paragraph, "PAGE", 14)
            add_run(paragraph, " —", size=14)
        return
    paragraph = section.footer.paragraphs[0]
    if sheet.each_page:
        places = "　".join(f"{name}：＿＿＿＿＿＿" for name in sheet.each_page)
        add_run(shape(paragraph, "left", size=SMALL, after=6), places, size=SMALL)
        paragraph = section.footer.add_paragraph()
    shape(paragraph, "center", size=10.5)
    for text, field in (("第", "PAGE"), ("页　共", "NUMPAGES")):
        add_run(paragraph, text, size=10.5)
        add_field(paragraph, field, 10.5)
    add_run(paragraph, "页", size=10.5)
