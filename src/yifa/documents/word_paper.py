"""Pages, fonts and small pieces of Word documents: what python-docx leaves to its users.

An office has 仿宋_GB2312 and 方正小标宋, so a .docx names them. Each run names its East Asian font and the
document its language: else the fallback font draws the commas of another region.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from yifa.documents.tree import Line

__all__ = [
    "BODY",
    "FONTS",
    "PITCH",
    "SMALL",
    "add_border",
    "add_field",
    "add_run",
    "add_runs",
    "set_page",
    "set_training_mark",
    "shape",
]

FONTS = {"body": "仿宋_GB2312", "song": "方正小标宋简体", "hei": "黑体", "kai": "楷体_GB2312"}
BODY, SMALL, PITCH = 16.0, 12.0, 28.95
"""Points: the body, tables, and the distance of lines."""

RED = RGBColor(0xD3, 0x14, 0x1B)
_LATIN = "Times New Roman"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_MARGINS = {"letter": (37, 26, 35, 28), "other": (30, 26, 28, 28)}


_MARK = (
    f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'"
    " xmlns:o='urn:schemas-microsoft-com:office:office'>"
    "<w:pict><v:shapetype id='mark' coordsize='21600,21600' o:spt='136' path='m@7,l@8,m@5,21600l@6,21600e'>"
    "<v:textpath on='t' fitshape='t'/></v:shapetype>"
    "<v:shape id='training' type='#mark' fillcolor='#e0a0a0' stroked='f' style='position:absolute;"
    "width:480pt;height:60pt;rotation:315;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    "mso-position-vertical-relative:margin'>"
    "<v:textpath style='font-family:&quot;黑体&quot;' string='培训 TRAINING — NOT VALID'/></v:shape>"
    "</w:pict></w:r>"
)


def set_page(document: WordDocument, form: str) -> None:
    """A4 with the margins of the form, lines on a grid, and the language and font of every style."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, right, bottom, left = _MARGINS.get(form, _MARGINS["other"])
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.footer_distance = Mm(bottom - 12)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(PITCH * 20)))
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = _LATIN, Pt(BODY)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), FONTS["body"])
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def shape(
    paragraph: Any,
    align: str = "both",
    *,
    indent: float = 0,
    left: float = 0,
    size: float = BODY,
    after: float = 0,
) -> Any:
    """Set a paragraph: alignment, first-line and left indents in characters, space after in points."""
    layout = paragraph.paragraph_format
    layout.alignment = _ALIGN[align]
    layout.first_line_indent, layout.left_indent = Pt(indent * size), Pt(left * size)
    layout.space_before, layout.space_after = Pt(0), Pt(after)
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY if size == BODY else WD_LINE_SPACING.SINGLE
    if size == BODY:
        layout.line_spacing = Pt(PITCH)
    return paragraph


def add_run(paragraph: Any, text: str, font: str = "body", size: float = BODY) -> Any:
    """Add text in one of `FONTS`; a line break in it starts a new line."""
    run = paragraph.add_run()
    for at, part in enumerate(text.split("\n")):
        if at:
            run.add_break()
        run.add_text(part)
    run.font.name, run.font.size = _LATIN, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONTS[font])
    return run


def add_runs(paragraph: Any, line: Line, font: str = "body", size: float = BODY) -> None:
    """Add a composed line; bold is 黑体."""
    for span in line:
        add_run(paragraph, span.text, "hei" if span.bold else font, size)


def add_field(paragraph: Any, code: str, size: float) -> None:
    """Add a field that Word fills, such as PAGE or NUMPAGES."""
    run = add_run(paragraph, "", size=size)
    for kind in ("begin", "code", "end"):
        if kind == "code":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)


def add_border(paragraph: Any, sides: Sequence[str], eighths: int, colour: str = "000000") -> None:
    """Rule the given sides of a paragraph; the width in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        element = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
            element.set(qn(f"w:{key}"), value)
        borders.append(element)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def set_training_mark(document: WordDocument) -> None:
    """Lay a mark across every page that no one can take for a valid paper."""
    section = document.sections[0]
    headers = [section.header]
    if document.settings.odd_and_even_pages_header_footer:
        headers.append(section.even_page_header)
    for header in headers:
        header.paragraphs[0]._p.append(parse_xml(_MARK))
