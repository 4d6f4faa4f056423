"""A whole case as one paged PDF: cover and contents first, the papers with their page numbers, the closing note last.

The cover (卷皮), the contents (卷内目录) and the closing note (卷内备考表) are not counted as pages of the file.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from yifa.documents.pdf import compile_layout
from yifa.documents.wording import day
from yifa.errors import BadInput, Text, Unavailable

__all__ = ["CaseItem", "Cover", "build", "stand_in"]


@dataclass(frozen=True, slots=True)
class Cover:
    """What the sheet over the file (卷皮) and the contents say: the body that keeps it, number, title and kind of the case,
    who handled it, when it was opened and ended, a note for the end."""

    body: str
    number: str
    title: str
    note: str = ""
    kind: str = ""
    handler: str = ""
    opened: date | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One paper of the file: 题名, its bytes (PDF), 文号 (may be empty), 责任者, 日期 (None if undated)."""

    title: str
    content: bytes
    number: str = ""
    author: str = ""
    dated: date | None = None


def build(items: Sequence[CaseItem], cover: Cover) -> bytes:
    """The case file of `items` in the order given, as PDF with a bookmark for each paper.

    Raises `BadInput` naming the paper that is no readable PDF, or when there is none at all.
    """
    if not items:
        raise BadInput("documents.casefile", Text("卷内没有文件。", "There is nothing to file."))
    writer = PdfWriter()
    lengths = [_append(writer, item) for item in items]
    file = {
        "body": cover.body,
        "number": cover.number,
        "title": cover.title,
        "note": cover.note,
        "kind": cover.kind,
        "handler": cover.handler,
        "opened": day(cover.opened) if cover.opened else "",
        "ended": day(cover.ended) if cover.ended else "",
        "items": _listed(items, lengths),
        "total": sum(lengths),
        "sizes": [[float(page.mediabox.width), float(page.mediabox.height)] for page in writer.pages],
    }
    _number_pages(writer, _part(file, "numbers"))
    front = [_part(file, "cover"), _part(file, "contents")]
    for part in reversed(front):
        writer.merge(0, part, import_outline=False)
    writer.append(_part(file, "note"), import_outline=False)
    _add_bookmarks(writer, items, lengths, [len(part.pages) for part in front])
    writer.add_metadata({"/Title": cover.title, "/Author": cover.body})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def stand_in(title: str, problem: Unavailable) -> bytes:
    """The page that stands for a paper no font can print, so that the rest of the file is there; the characters by their numbers."""
    lacking = [f"U+{ord(char):04X}" for char in str(problem.data.get("lacking", ""))]
    file = {
        "title": title,
        "body": "",
        "number": "",
        "note": "",
        **dict.fromkeys(("kind", "handler", "opened", "ended"), ""),
        "items": [],
        "total": 0,
        "sizes": [],
        "lacking": lacking,
    }
    return compile_layout("casefile", {"file": orjson.dumps(file).decode(), "part": "stand-in"})


def _append(writer: PdfWriter, item: CaseItem) -> int:
    """Add the pages of a paper, turned upright; how many. Raises `BadInput` if there are none to read."""
    before = len(writer.pages)
    try:
        writer.append(PdfReader(io.BytesIO(item.content)), import_outline=False)
        added = writer.pages[before:]
        for page in added:
            page.transfer_rotation_to_content()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(item) from error
    if not added:
        raise _unreadable(item)
    return len(added)


def _number_pages(writer: PdfWriter, numbers: PdfReader) -> None:
    for page, number in zip(writer.pages, numbers.pages, strict=True):
        origin = Transformation().translate(float(page.mediabox.left), float(page.mediabox.bottom))
        page.merge_transformed_page(number, origin)


def _add_bookmarks(
    writer: PdfWriter, items: Sequence[CaseItem], lengths: Sequence[int], front: Sequence[int]
) -> None:
    """Bookmarks of the cover, the contents (`front`: their pages), each paper and the closing note."""
    writer.add_outline_item(title="封面", page_number=0)
    writer.add_outline_item(title="卷内目录", page_number=front[0])
    at = sum(front)
    for item, length in zip(items, lengths, strict=True):
        writer.add_outline_item(title=item.title, page_number=at)
        at += length
    writer.add_outline_item(title="卷内备考表", page_number=at)


def _unreadable(item: CaseItem) -> BadInput:
    return BadInput(
        "documents.casefile",
        Text(
            f"“{item.title}”不是可读的 PDF，无法入卷。",
            f"'{item.title}' is no readable PDF and cannot be filed.",
        ),
        hint=Text("请转换为未加密的 PDF。", "Convert it to a PDF without encryption."),
    )


def _listed(items: Sequence[CaseItem], lengths: Sequence[int]) -> list[dict[str, str]]:
    listed, at = [], 1
    for item, length in zip(items, lengths, strict=True):
        last = at + length - 1
        listed.append(
            {
                "number": item.number,
                "author": item.author,
                "title": item.title,
                "date": day(item.dated) if item.dated else "",
                "pages": str(at) if last == at else f"{at}-{last}",
            }
        )
        at = last + 1
    return listed


def _part(file: Mapping[str, Any], part: str) -> PdfReader:
    return PdfReader(
        io.BytesIO(compile_layout("casefile", {"file": orjson.dumps(file).decode(), "part": part}))
    )
