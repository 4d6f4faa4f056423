"""The text as one reads it: scanned line breaks and stray blanks taken out, every place still known.

A report that was scanned or pasted breaks its lines in the middle of a word or of a number. `flatten` joins them and
keeps, for every place of the flat text, the place it came from. Paragraphs stay apart, cells of a table too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Flat", "flatten"]

_GAP = re.compile(r"[ \t\u00a0\u2002-\u200b\u3000\ufeff]+")
_ENDS = frozenset("。！？!?；;：:…")
_OPENS = re.compile(
    r"[-•·●○*\s]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十]+[章节条]|\d{1,2}[、.．](?!\d)|附件|表\d|#)"
)
_HEADING = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|#)[^。；]{0,40}$"
)
_PAGE = re.compile(r"[-—–]+\s*\d{1,3}\s*[-—–]+$|第\s*\d+\s*页(?:[,，共/\s]*\d+\s*页)?$")
_LONE = re.compile(r"\d{1,3}$")
_LINE = re.compile(r"[^\r\n\f\v]*[^\s\u200b\ufeff][^\r\n\f\v]*")
_WIDE = str.maketrans(
    {chr(0xFF10 + n): str(n) for n in range(10)}
    | {"％": "%", "．": ".", "＋": "+", "﹪": "%", "○": "〇", "Ｏ": "〇"}
)
_DOT = re.compile(r"(?<=\d)[·•](?=\d+(?:%|万|亿))")
"""1·8% is 1.8%."""
_CLOSING = re.compile(r"[，,；;。、%）)](?![|\t])")
_DIGITS = re.compile(r"\d[\d,.]*%?$")
_COUNTED = re.compile(r"[余多](?=[一-鿿])|[一-鿿]{1,3}[，,；;。]")
"""A unit and what follows it: 8000 / 余人次，出动 was one line, two cells of a table are not."""
_TITLE = re.compile(r".{0,60}(?:报告|总结|汇报|年报|通知|意见|方案)$")
_COLUMN = re.compile(r"(?:^|[ \t\u3000\u00a0]{2})-?\d[\d,.]*%?(?=[ \t\u3000\u00a0]{2}|$)")
"""A number that fills a cell between blanks; a line with two of them is a row of a table."""
_NUMBERS = re.compile(r"(?: -?\d[\d,.]*%?){2,}$")
"""A line that ends in numbers parted by blanks is a row too."""
_LEAST, _MOST, _FILLED = 14, 30, 0.6
"""A torn line is nearly as long as the longest are, and never shorter than 14 signs: shorter ones are headings, cells, signatures."""


@dataclass(frozen=True, slots=True)
class Flat:
    """The flat text; `origin(i)` is the place in the text handed in from which its `i`-th character came."""

    text: str
    starts: list[int]
    origins: list[int]

    def origin(self, place: int) -> int:
        """The offset in the text handed in."""
        piece = bisect_right(self.starts, place) - 1
        return self.origins[piece] + place - self.starts[piece]


def flatten(text: str) -> Flat:
    """Join what a line break tore, drop page numbers and stray blanks, keep paragraphs as lines.

    >>> flatten("责令改正 1425 次,形成隐患清单并逐项落实整改,建立应急预\\n\\n案。").text
    '责令改正1425次,形成隐患清单并逐项落实整改,建立应急预案。'
    >>> flatten("2207  293\\n0").text
    '2207 293\\n0'
    """
    wide = _DOT.sub(".", text.translate(_WIDE))
    pieces: list[str] = []
    starts, origins, length = [0], [0], 0
    for first, last, joint in _lines(wide):
        starts.append(length)
        origins.append(first)
        done = first
        for gap in _GAP.finditer(wide, first, last):
            start, end = gap.span()
            pieces += (wide[done:start], between := _between(wide, gap))
            length += start - done + len(between)
            starts.append(length)
            origins.append(end)
            done = end
        pieces += (wide[done:last], joint)
        length += last - done + len(joint)
    return Flat("".join(pieces), starts, origins)


def _between(text: str, gap: re.Match[str]) -> str:
    """What stays of a blank inside a line: a cell's edge, or a blank that keeps two numbers or words apart."""
    if "\t" in gap.group():
        return "\t"
    one, two = text[gap.start() - 1], text[gap.end()]
    if one == "." and two.isdigit() and text[gap.start() - 2 : gap.start() - 1].isdigit():
        return " "  # 表2. 2023年 is no 2.2023
    return " " if one.isascii() and two.isascii() and one.isalnum() and two.isalnum() else ""


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Every line that is no page number: where it starts and ends, and what joins it to the next."""
    spans = [_stripped(m) for m in _LINE.finditer(text)]
    lengths = sorted(end - start for start, end in spans) or [0]
    least = min(_MOST, max(_LEAST, int(lengths[len(lengths) * 9 // 10] * _FILLED)))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        line = text[start:end]
        torn = bool(kept) and _goes_on(text[slice(*kept[-1])], least)
        if not (_PAGE.match(line) or (torn and _LONE.match(line))):
            kept.append((start, end))
    for number, (start, end) in enumerate(kept):
        following = kept[number + 1][0] if number + 1 < len(kept) else None
        joined = following is not None and (
            _torn_at_number(text, kept[number : number + 3])
            or (
                _goes_on(text[start:end], least)
                and not _OPENS.match(text, following)
                and not _row(text[slice(*kept[number + 1])])
            )
        )
        yield start, end, "" if joined or following is None else "\n"


def _stripped(line: re.Match[str]) -> tuple[int, int]:
    body = line.group()
    return line.start() + len(body) - len(body.lstrip()), line.end() - len(body) + len(body.rstrip())


def _goes_on(line: str, least: int) -> bool:
    """Whether a line was broken in the middle: long enough, unfinished, no heading, no row of a table."""
    return (
        len(line) >= least
        and line[-1] not in _ENDS
        and "\t" not in line
        and not _row(line)
        and not _NUMBERS.search(line)
        and not _HEADING.match(line)
        and not _TITLE.match(line)
    )


def _row(line: str) -> bool:
    """Whether a line is a row of a table whose cells are parted by blanks."""
    return "  " in line and len(_COLUMN.findall(line)) > 1


def _torn_at_number(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether a line was broken before or after a number: 出动 / 8000 / 余人次，走访; a line that begins with a comma goes on too."""
    first, second, *rest = lines
    if _CLOSING.match(text, second[0]):
        return text[first[1] - 1] not in "|\t"
    if _DIGITS.match(text, first[0], first[1]):
        return bool(_COUNTED.match(text, second[0]))
    number = _DIGITS.match(text, second[0], second[1])
    return bool(number and rest and text[first[1] - 1] not in _ENDS and _COUNTED.match(text, rest[0][0]))
