"""The text of a document as published: every line masked, what is signed by hand left out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yifa.documents.tree import Block, Fence, Heading, Item, Line, Paragraph, Sheet, Table, plain

__all__ = ["text_of"]

_NOT_PUBLISHED = frozenset({"signatures", "receipt", "copies", "head", "title"})


def text_of(sheet: Sheet, mask: Callable[[str], str]) -> str:
    """The plain text of a composed document, with `mask` applied to the whole of it.

    `mask` takes a text and gives it back fit for publication, as `people.masking.mask_text` does for
    the names it is told. It sees the whole text at once, so that one person keeps one mask. Places to sign,
    receipts and the list of copies are not published.
    """
    own = sheet.fence("title")
    head = [sheet.body, plain(own.rows[0][0]) if own else sheet.title, *filter(None, [sheet.number])]
    lines = [line for block in sheet.blocks for line in _lines(block)]
    return mask("\n".join([*head, *lines]))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(line) | Heading(_, line):
            yield plain(line)
        case Item(level, number, line):
            yield (f"{number}." if level == 1 else f"（{number}）") + plain(line)
        case Table(head=head, rows=rows):
            yield from (_cells(row) for row in (head, *rows))
        case Fence(name=name, label=label, rows=rows) if name not in _NOT_PUBLISHED:
            yield from filter(None, [label])
            yield from (_cells(row) for row in rows)


def _cells(row: tuple[Line, ...]) -> str:
    return "　".join(plain(cell).replace("\n", " ") for cell in row)
