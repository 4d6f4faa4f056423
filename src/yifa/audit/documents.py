"""A report as it is handed in: .txt, .html, .docx or .pdf, told by what it holds and not by its name."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from yifa.errors import BadInput, Text

__all__ = ["LARGEST", "text_of"]

LARGEST = 40 * 1024 * 1024
"""Bytes of a report at most; a year's report of a ministry has less than a tenth of it."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its complaints are told as a refusal instead

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tr", "ul",
))  # fmt: skip
_SILENT = frozenset(("script", "style", "noscript", "template", "head", "svg", "select"))
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|div|p|table|span|meta)\b", re.I)
_REFUSALS = {
    "empty": ("是空的", "is empty", "请核对是否选错文件", "Check that it is the right file"),
    "large": ("太大（超过 40 MB）", "is too large (over 40 MB)", "请只交报告正文", "Hand in the report alone"),
    "no_text": ("没有可读的文字（可能是扫描件）", "has no text (it may be a scan)", "请先作文字识别，或者交 Word 原件", "Run text recognition first, or hand in the Word file"),
    "old_word": ("是旧式 Word 或者 WPS 文件", "is an old Word or WPS file", "请另存为 .docx", "Save it as .docx"),
    "kind": ("不是文字、网页、Word 或者 PDF 文件", "is no text, web page, Word or PDF file", "请交 .txt、.html、.docx 或者 .pdf", "Hand in .txt, .html, .docx or .pdf"),
    "encoding": ("的文字编码无法识别", "is in no known encoding", "请另存为 UTF-8", "Save it as UTF-8"),
    "docx": ("不是可读的 Word 文件", "is no readable Word file", "请另存为 .docx 再交", "Save it as .docx again"),
    "encrypted": ("设了密码", "is encrypted", "请交没有密码的文件", "Hand in a file without a password"),
    "pdf": ("不是可读的 PDF 文件", "is no readable PDF file", "请重新导出", "Export it again"),
}  # fmt: skip
_FEWEST = 2
"""Signs a readable page has at least; a scanned PDF without a text layer has none."""


def text_of(name: str, data: bytes) -> str:
    """The text of a report. Raises `BadInput` for what is empty, too large, encrypted, a bare scan or of another kind.

    Cells of a table are parted by tabs, rows and paragraphs by line breaks.

    >>> text_of("a.html", "<p>办理<b>3</b>件</p><table><tr><td>合计</td><td>12</td></tr></table>".encode())
    '办理3件\\n合计\\t12'
    """
    if not data.strip():
        raise _refused(name, "empty")
    if len(data) > LARGEST:
        raise _refused(name, "large")
    text = _kind(name, data)(name, data)
    if len(text.strip()) < _FEWEST:
        raise _refused(name, "no_text")
    return text


def _kind(name: str, data: bytes) -> Callable[[str, bytes], str]:
    if data.startswith(b"%PDF-"):
        return _pdf
    if data.startswith(b"PK\x03\x04"):
        return _docx
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(name, "old_word")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(name, "kind")
    return _html if _MARKUP.search(data[:4096]) else _plain


def _plain(name: str, data: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or GB 18030: what offices write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as problem:
            last = problem
    raise _refused(name, "encoding") from last


class _Page(HTMLParser):
    """Collects what a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line, a cell after the first a tab."""
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in ("td", "th") and self.parts and self.parts[-1] != "\n":
            self.parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        """A block ends its line."""
        self.silent -= tag in _SILENT and self.silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Text, its own line breaks being blanks."""
        if not self.silent and (words := re.sub(r"\s+", " ", data)).strip():
            self.parts.append(words)


def _html(name: str, data: bytes) -> str:
    page = _Page()
    page.feed(_plain(name, data))
    page.close()
    return re.sub(r"\s*\n\s*", "\n", "".join(page.parts)).strip()


def _docx(name: str, data: bytes) -> str:
    try:
        body = Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as problem:
        raise _refused(name, "docx") from problem
    lines = []
    for part in body.iter_inner_content():
        if isinstance(part, Paragraph):
            lines.append(part.text)
        elif isinstance(part, Table):
            lines += ["\t".join(cell.text.replace("\n", "") for cell in row.cells) for row in part.rows]
    return "\n".join(lines)


def _pdf(name: str, data: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _refused(name, "encrypted")
        return "\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise _refused(name, "pdf") from problem


def _refused(name: str, code: str) -> BadInput:
    zh, en, mend_zh, mend_en = _REFUSALS[code]
    text = Text(f"“{name}”{zh}，没有审读。", f"'{name}' {en}; it was not read.")
    return BadInput(f"audit.{code}", text, hint=Text(f"{mend_zh}。", f"{mend_en}."))
