"""Where each character stands on a page of a PDF, for tests of layout."""

from __future__ import annotations

import pypdfium2

Placed = tuple[str, float, float]
"""A character, its left edge and its bottom edge, in points from the lower left corner."""


def characters(content: bytes, page: int) -> list[Placed]:
    """All visible characters of one page (from 0), in reading order of the file."""
    document = pypdfium2.PdfDocument(content)
    text = document[page].get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    found = [(text.get_text_range(at, 1), box[0], box[1]) for at, box in enumerate(boxes)]
    document.close()
    return [each for each in found if each[0].strip()]
