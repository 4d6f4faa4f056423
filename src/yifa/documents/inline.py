"""What stands within a line: text and bold. Pure."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from yifa.documents.frontmatter import Place
from yifa.documents.tree import Line, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["line_of", "split_breaks"]


def line_of(token: Token, number: int, place: Place) -> Line:
    """The spans of an inline token at the template's line `number`; raises `LawError`.

    Stars are counted here and not by Markdown's own rule, which looks at the characters beside them and
    would make bold depend on what a value begins with. A star that came from a value is a star.
    """
    spans: list[Span] = []
    is_bold = False
    for child in token.children or ():
        if child.type == "softbreak":
            spans.append(Span("\ufdd0", is_bold))
        elif child.type == "text_special":
            spans.append(Span(child.content, is_bold))
        elif child.type == "text":
            for place_in, part in enumerate(child.content.split("**")):
                is_bold = is_bold != (place_in > 0)
                if "*" in part:
                    raise place.error(number, "单个 * 无意义", "a single * means nothing", "**bold** or \\*")
                spans.append(Span(part, is_bold))
        else:
            raise place.error(
                number, f"不允许 {child.type}", f"{child.type} is not part of the format", "text, **bold**"
            )
    if is_bold:
        raise place.error(number, "粗体没有结束", "bold is not closed", "**bold**")
    return _joined(_merged(spans))


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].bold == span.bold:
            merged[-1] = Span(merged[-1].text + span.text, span.bold)
        elif span.text:
            merged.append(span)
    return merged


def _joined(spans: list[Span]) -> Line:
    """The spans with each join of two source lines as nothing, or as a blank between two Latin words."""
    text = "".join(span.text for span in spans)
    joined, at = [], 0
    for span in spans:
        kept = ""
        for sign in span.text:
            kept += sign if sign != "\ufdd0" else _between(text[:at], text[at + 1 :])
            at += 1
        joined.append(Span(kept, span.bold))
    return tuple(joined)


def _between(before: str, after: str) -> str:
    beside = (before[-1:] or "　", after[:1] or "　")
    return "" if any(unicodedata.east_asian_width(sign) in "WF" for sign in beside) else " "


def split_breaks(line: Line) -> list[Line]:
    """The lines a line becomes where its values hold line breaks; empty ones fall away."""
    lines: list[list[Span]] = [[]]
    for span in line:
        first, *others = span.text.split("\n")
        lines[-1].append(Span(first, span.bold))
        lines += [[Span(other, span.bold)] for other in others]
    kept = (_unindented(each) for each in lines)
    return [each for each in kept if each] or [()]


def _unindented(spans: list[Span]) -> Line:
    """The spans without blanks before them: indents are the layout's, not the writer's."""
    while spans and not spans[0].text.strip():
        spans = spans[1:]
    return (
        (Span(spans[0].text.lstrip(), spans[0].bold), *filter(lambda span: span.text, spans[1:]))
        if spans
        else ()
    )
