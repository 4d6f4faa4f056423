"""What begins at a digit or a numeral: a name, a day, a fraction, an ordinal, or the general form."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from .dates import days_at
from .grammar import CHINESE, Grammar
from .halves import half_at
from .numerals import between_two, chinese_number, mixed_number
from .settling import Draft, Settling

__all__ = ["Drafting"]

_DOCUMENT = re.compile(r"\d{4}[〕\]］】）)]\s*(?:第)?\d+号")
_BODY = re.compile(r"(?:依据|根据|按照|贯彻|落实|以及|印发|和|及)?([一-鿿A-Z]{1,10}[〔\[［【（(])$")
_JOINED = re.compile(
    r"\d+(?:\+(?:\d+|[NnXx]))+|\d{1,2}[·•]\d{1,2}(?![\d%])|\d+[×xX*]\d+(?:小时|天)?|0?\d{2,3}-\d{7,8}|\d\.0(?!\d|%|万|亿)|\d+(?:\.\d+)?(?:[:：︰∶]\d+(?:\.\d+)?){2,}|\d{1,2}(?:\.\d+)?[:：︰∶]\d(?:\.\d+)?(?!\d)"
)
_DIGITS = frozenset("0123456789")
_OPENED = re.compile(
    r"\d+(?:\.\d+)?(?:[〕\]］】）)、．.+·•×xX*\-—–―~～－至到:：︰∶/分年月日时点份]|$|[两三四五六]个月)|\d\.0(?!\d)"
)
"""Digits that may be a name, a day or a fraction, by the sign after them; before all other signs they are a number."""
_IN_TURN = re.compile(r"\d+(?:\.\d+)?[十百千万亿]+[零\d]")
_FRACTION = re.compile(r"(\d{1,3})/(\d{1,4})(?![/\d])")
_PARTS = re.compile(rf"(百|[{CHINESE}]+|\d+)分之([{CHINESE}]+(?:点[〇零一二三四五六七八九]+)?|\d+(?:\.\d+)?)")
_TENTHS = re.compile(r"([一二两三四五六七八九])成(半|[一二三四五六七八九])(?!个|成)(左右|以上|多)?")
"""九成五 is 95 %, 三成半 35 %."""
_SOME = re.compile(r"(?<![人件次户个总额期参基指系岁天分名])(?:好几|数|几)$")
"""数十 and 几百 are several tens and hundreds; 人数十人 is ten."""
_ORDINAL = re.compile(rf"(\d+|[{CHINESE}]+)")
_NUMBERED = re.compile(r"\d{1,2}(?:[、．.](?!\d)|[)）])")
_LETTERS = re.compile(r"[A-Za-z]")
_NUMBER_OF = re.compile(
    r"(?:电话|热线|传真|手机|邮编|邮政编码|账号|帐号|编号|代码|索引号)(?:号码?)?(?:为|是)?[:：]?(?:\d{3,4}[-—－])?$"
)
"""After these, digits are a telephone, a postcode, an account."""
_CALLS = frozenset("件个次条起宗通")
"""But 电话46908个 are calls."""
_CODE = re.compile(r"(?<![A-Za-z])[A-Za-z]$")
"""A single letter before digits is a code (A3类); 手机APP7028件 counts."""
_RANKED = frozenset([None, "名", "位", "强", "类", "项", "种", "大", "家"])
_QUARTER = re.compile(r"[1-4]季度")
_REFERENCE = re.compile(r"(?:表|图|附件|附录)$")
_REFERRED = re.compile(r"\d{1,2}(?![\d%]|\.\d)")
"""表1, 图4: a number that tells where to look."""
_MEETING = re.compile(r"次(?:全体)?会议?|次全会")
_SESSION = re.compile(r"(?:届|委员会|常委会)[^，,。；;\d]{0,8}$")
"""十七届人大三次会议 is the third, 召开三次会议 are three."""
_PEOPLE = frozenset("人名位口户")
_FIRST = re.compile(r"(?<![目之此年])前$")
_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)")
_CELLS = re.compile(r"(?<![\d.])(\d[\d,.]*)[|\t]+$"), re.compile(r"[|\t]+(\d[\d,.]*%?)[|\t\n]|[|\t]*(?:\n|$)")
"""The cells before and after one, where they hold numbers."""
_NUMERIC, _PAIRS = re.compile(r"\d[\d,.]*"), 4
_THING = re.compile(r"[一-鿿”》](?<![跑每年月周季天日度再首又上下另这那同唯统进第之其某哪任何最])$")
_PLACES = frozenset("号页卷条款年季")
_AROUND = 14
_LONGEST = 15
"""Digits beyond which a number counts nothing a government has: it is an account, an identity, a code."""


class Drafting:
    """Tries the patterns of the grammar at one place."""

    def __init__(self, grammar: Grammar) -> None:
        """`grammar` holds the patterns and the words."""
        self.grammar, self.words, self.settling = grammar, grammar.words, Settling(grammar)

    def at(self, text: str, at: int) -> tuple[list[Draft], int]:
        """What begins at a place, and where to go on."""
        if at and text[at - 1] == "第" and (number := _ORDINAL.match(text, at)):
            return self._ordinal(text, number)
        first = text[at]
        if first in self.grammar.named_with and (name := self.grammar.name.match(text, at)):
            return ([] if name["idiom"] else [_name(at, name.end())]), name.end()
        if first in _DIGITS:
            return self._digits(text, at)
        if first in "未无" and (none := self.grammar.none.match(text, at)):
            zero = Decimal(0)
            return [Draft(at, none.end(), zero, zero, "", "", "exact", "count", chinese=True)], none.end()
        if first in "半翻" or text.startswith("一半", at):
            draft = half_at(text, at, text[max(0, at - _AROUND) : at])
            return ([self.settling.moved(draft, "")], draft.to) if draft else ([], at + 1)
        return self._mixed(text, at) or self._chinese(text, at)

    def _mixed(self, text: str, at: int) -> tuple[list[Draft], int] | None:
        """Digits and places in turn: 3万5千人, 一百二十3件."""
        mixed = self.grammar.mixed.match(text, at)
        if not mixed or mixed["u"] in (None, "年") or not mixed_number(mixed["n"]):
            return None
        return self._general(mixed, text[max(0, at - _AROUND) : at], text, mixed_number)

    def _ordinal(self, text: str, number: re.Match[str]) -> tuple[list[Draft], int]:
        at, end, unit = number.start(), number.end(), ""
        value = chinese_number(number[1]) if number[1][0] in CHINESE else Decimal(number[1])
        for length in (2, 1):
            written = text[end : end + length]
            if written in self.words.units or written in _PLACES:
                unit = written
                break
        if value is None or (not unit and number[1][0] in CHINESE):
            return [], end
        return [
            Draft(
                at - 1,
                end + len(unit),
                value,
                value,
                unit,
                unit,
                "exact",
                "ordinal",
                chinese=number[1][0] in CHINESE,
            )
        ], end + len(unit)

    def _digits(self, text: str, at: int) -> tuple[list[Draft], int]:
        """What the sign after the digits allows: names, days, fractions; then the general form."""
        before = text[max(0, at - _AROUND) : at]
        number = _REFERRED.match(text, at) if _REFERENCE.search(before) else None
        if number and not self.grammar.unit.match(text, number.end()):
            value = Decimal(number.group())
            return [Draft(at, number.end(), value, value, "", "", "exact", "ordinal")], number.end()
        if _OPENED.match(text, at) and (other := self._no_quantity(text, at, before)):
            return other
        if _IN_TURN.match(text, at) and (mixed := self._mixed(text, at)):
            return mixed
        match = self.grammar.digits.match(text, at)
        assert match
        return self._closed(text, match, before)

    def _no_quantity(self, text: str, at: int, before: str) -> tuple[list[Draft], int] | None:
        """Numbers of documents and of headings, names, fractions, days; None where the digits count."""
        if (document := _DOCUMENT.match(text, at)) and (body := _BODY.search(before)):
            return [_name(at - len(body[1]), document.end())], document.end()
        if (
            (numbered := _NUMBERED.match(text, at))
            and (not before or before[-1] in "\n。；;：:（(，")
            and (text[numbered.end() - 1] not in ")）" or before[-1:] in ("(", "（"))
        ):
            return [], numbered.end()
        if (joined := _JOINED.match(text, at)) and not self._version_of_a_unit(text, joined):
            return [_name(at, joined.end())], joined.end()
        if parts := _PARTS.match(text, at) or _FRACTION.match(text, at):
            return self._fraction(text, parts, before)
        if days := days_at(text, at):
            drafts = [
                Draft(d.at, d.to, Decimal(d.number), Decimal(d.number), d.unit, d.unit, "exact", "date")
                for d in days
            ]
            return drafts, days[-1].to
        return None

    def _version_of_a_unit(self, text: str, joined: re.Match[str]) -> bool:
        """1.0倍 and 6.0‰ count, 2.0版 does not."""
        return joined.group().endswith(".0") and bool(self.grammar.unit.match(text, joined.end()))

    def _closed(self, text: str, match: re.Match[str], before: str) -> tuple[list[Draft], int]:
        """The general form in digits, unless it is too long for a number, or has no unit."""
        at = match.start()
        if max(len(match["n"]), len(match["n2"] or "")) > _LONGEST:
            return [_name(at, match.end("n2") if match["n2"] else match.end("n"))], match.end("n2") if match[
                "n2"
            ] else match.end("n")
        if len(match["n"]) > 4 and match["u"] not in _CALLS and _NUMBER_OF.search(before):
            return [_name(at, match.end("n"))], match.end("n")
        if _FIRST.search(before) and match["u"] in ("名", "位", "强") and not match["s1"] and not match["n2"]:
            rank, unit = _decimal(match["n"]), match["u"]
            return [Draft(at - 1, match.end("u"), rank, rank, unit, "", "exact", "ordinal")], match.end("u")
        if not match["u"] or (_CODE.search(before) and not match["s1"]):
            return self._bare(text, match, before)
        return self._general(match, before, text, _decimal)

    def _bare(self, text: str, match: re.Match[str], before: str) -> tuple[list[Draft], int]:
        """Digits without a unit: a year, a name, or a count whose unit was left out."""
        at = match.start()
        end = match.end("s0") if match["s0"] else match.end("n")
        following = text[end : end + 4]
        if (
            (before[-1:].isascii() and _LETTERS.match(before[-1:]))
            or _LETTERS.match(following)
            or self.grammar.named_after.match(following)
        ):
            return [_name(at, end)], end
        value = _decimal(match["n"])
        if _QUARTER.match(text, at) and not before[-1:].isdigit():
            return [Draft(at, at + 3, value, value, "季度", "季度", "exact", "date")], at + 3
        if (
            _YEAR.match(match["n"])
            and len(match["n"]) == 4
            and not match["s0"]
            and not _in_a_row(text, at, end)
        ):
            return [Draft(at, end, value, value, "年", "年", "exact", "date")], end
        if len(match["n"]) >= 5 and before[-1:] in ('"', "“"):
            return [_name(at, end)], end
        if len(match["n"]) >= 11:
            return [_name(at, end)], end
        times = self.words.scales[match["s0"]] if match["s0"] else Decimal(1)
        return [
            Draft(
                at,
                end,
                value,
                value * times,
                match["s0"] or "",
                "",
                self.settling.bound(before, ""),
                "count",
                _places(match["n"]),
            )
        ], end

    def _chinese(self, text: str, at: int) -> tuple[list[Draft], int]:
        """Chinese numerals: nought, fractions, years, then the general form where it can be a quantity."""
        before = text[max(0, at - _AROUND) : at]
        if text[at] == "零":
            return self._nought(text, at, before)
        if parts := _PARTS.match(text, at):
            return self._fraction(text, parts, before)
        if tenths := _TENTHS.match(text, at):
            return self._tenths(tenths, before)
        match = self.grammar.chinese.match(text, at)
        assert match
        end = match.end("n")
        unit, value = match["u"], self._numeral(match["n"], before, bool(match["mid"]))
        if value is None:
            return [], end
        if unit == "年" and len(match["n"]) == 4:
            return [
                Draft(at, match.end("u"), value, value, "年", "年", "exact", "date", chinese=True)
            ], match.end("u")
        if rank := self._rank(match, before, value):
            return rank, rank[0].to
        if unit == "次" and _MEETING.match(text, end) and _SESSION.search(before):
            return [
                Draft(at, match.end("u"), value, value, unit, unit, "exact", "ordinal", chinese=True)
            ], match.end("u")
        if not unit or unit not in self.words.chinese_units or not self._likely(text, match, before, value):
            return [], end
        return self._general(match, before, text, lambda written: self._numeral(written, before, True))

    def _tenths(self, match: re.Match[str], before: str) -> tuple[list[Draft], int]:
        """九成五, 三成半: tenths and hundredths, told in per cent."""
        more = Decimal(5) if match[2] == "半" else chinese_number(match[2]) or Decimal(0)
        value = (chinese_number(match[1]) or Decimal(0)) * 10 + more
        bound = {"以上": "at_least", None: self.settling.bound(before, "")}.get(match[3], "about")
        draft = Draft(match.start(), match.end(), value, value, "%", "%", bound, "rate", chinese=True)
        return [self.settling.moved(draft, before)], match.end()

    def _numeral(self, written: str, before: str, fuzzy: bool) -> Decimal | None:
        """A numeral's value; 近百, 上千, 百余 have no digit before the place."""
        if two := between_two(written):
            return two[0]
        value = chinese_number(written)
        if (
            value is None
            and written in ("百", "千", "万", "亿")
            and (fuzzy or _SOME.search(before) or before[-1:] in ("近", "上", "逾", "超", "约", "达", "过"))
        ):
            return {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000), "亿": Decimal(10**8)}[
                written
            ]
        return value

    def _rank(self, match: re.Match[str], before: str, value: Decimal) -> list[Draft]:
        if before[-1:] == "前" and match["u"] in _RANKED and before[-2:-1] not in ("目", "之", "此"):
            end = match.end("u") if match["u"] else match.end("n")
            return [
                Draft(
                    match.start() - 1,
                    end,
                    value,
                    value,
                    match["u"] or "",
                    "",
                    "exact",
                    "ordinal",
                    chinese=True,
                )
            ]
        return []

    def _likely(self, text: str, match: re.Match[str], before: str, value: Decimal) -> bool:
        """Whether a Chinese numeral with a unit counts: a single 一 only after a verb that makes things."""
        ones = self.words.words["ones"]
        if match["n"] == "一" and not match["mid"]:
            return (
                match["u"] in ones["units"] + ["周年", "%"]
                and (match["u"] == "周年" or self._one(text, match, before))
                and not any(text.startswith(idiom, match.start()) for idiom in ones["idioms"])
            )
        if match["n"] == "二" and not match["n2"] and self.words.units[match["u"]].kind == "count":
            return match["u"] in _PEOPLE  # 二类 and 二次 are the second; two of them are 两类, 两次
        return before[-1:] not in ("第", "之", "初", "星", "周", "十") or match["u"] not in ("级",)

    def _one(self, text: str, match: re.Match[str], before: str) -> bool:
        """A single 一 counts after a verb that makes things, or where it ends a clause: 信息一条."""
        if self.grammar.one_after.search(before):
            return True
        ended = text[match.end("u") : match.end("u") + 1] in (
            "",
            "，",
            ",",
            "。",
            "；",
            ";",
            "、",
            "）",
            ")",
            "\n",
        )
        return ended and match["u"] not in ("个", "人", "位", "种") and bool(_THING.search(before))

    def _nought(self, text: str, at: int, before: str) -> tuple[list[Draft], int]:
        if nought := self.grammar.nought.match(text, at):
            return [
                Draft(at, nought.end(), Decimal(0), Decimal(0), "", "", "exact", "count", chinese=True)
            ], nought.end()
        if before[-1:] in ("为", "是", "“", '"', "持") and text[at + 1 : at + 2] in (
            "",
            "，",
            "。",
            "”",
            '"',
            "；",
            ",",
            ";",
        ):
            return [Draft(at, at + 1, Decimal(0), Decimal(0), "", "", "exact", "count", chinese=True)], at + 1
        return [], at + 1

    def _fraction(self, text: str, parts: re.Match[str], before: str) -> tuple[list[Draft], int]:
        """1/4, 三分之二, 百分之八十: a rate in per cent."""
        slashed = "/" in parts.group()
        lower, upper = (parts[2], parts[1]) if slashed else (parts[1], parts[2])
        bottom = Decimal(100) if lower == "百" else _either(lower)
        top = Decimal(100) if upper == "百" else _either(upper)
        if not bottom or top is None:
            return [], parts.end()
        per_cent = (top * 100 / bottom).quantize(Decimal("0.01")).normalize() + 0
        end, bound = parts.end(), self.settling.bound(before, "")
        for name, words in self.words.words["bounds"]["after"].items():
            for word in words:
                if text.startswith(word, end):
                    end, bound = end + len(word), name
                    break
        draft = Draft(parts.start(), end, per_cent, per_cent, "%", "%", bound, "rate", chinese=not slashed)
        return [self.settling.moved(draft, before)], end

    def _general(
        self, match: re.Match[str], before: str, text: str, read: Callable[[str], Decimal | None]
    ) -> tuple[list[Draft], int]:
        """The general form: one draft, or two where a range is written (2-3万元, 8%至11%)."""
        found = match.groupdict()
        first, last = found.get("s0") or "", (found["s1"] or "") + (found["s2"] or "")
        after = next((name for name in ("about", "at_least", "at_most") if found[name]), "")
        bound = self.settling.bound(before, "about" if found["mid"] or between_two(found["n"]) else after)
        if bound == "exact" and found["n"][0] in "十百千万亿" and _SOME.search(before):
            bound = "at_least"
        if not found["n2"]:
            spans = [(*match.span(), "n", found["u"], first + last, bound)]
        else:
            own = found.get("u0")
            end = max(match.end(name) for name in ("n", "s0", "u0") if found.get(name))
            spans = [
                (match.start("n"), end, "n", own or found["u"], first or ("" if own else last), "exact"),
                (match.start("n2"), match.end(), "n2", found["u"], last, bound),
            ]
        drafts = []
        for at, to, name, written, scale, own_bound in spans:
            value = read(found[name])
            if value is None:
                return [], match.end("n")
            unit = self.words.units[written]
            times = self._times(scale) * unit.times if scale else unit.times
            base = value if times == 1 else value * times
            draft = Draft(
                at, to, value, base, scale + written, unit.base, own_bound, unit.kind, _places(found[name])
            )
            draft.chinese = found[name][0] in CHINESE
            drafts.append(self.settling.kind(draft, unit, before, text))
        return drafts, match.end()

    def _times(self, scale: str) -> Decimal:
        """How many a scale is; several one after the other (万 of 余万亿) are multiplied."""
        times = Decimal(1)
        for part in self.grammar.scales.findall(scale):
            times *= self.words.scales[part]
        return times


def _name(at: int, to: int) -> Draft:
    return Draft(at, to, None, None, "", "", "exact", "name")


def _decimal(written: str) -> Decimal:
    """Digits in groups: 1,234 and 1 234."""
    return Decimal(written.replace(",", "").replace(" ", ""))


def _places(written: str) -> int:
    return len(written.partition(".")[2])


def _either(written: str) -> Decimal | None:
    return chinese_number(written) if written[0] in CHINESE else Decimal(written)


def _in_a_row(text: str, at: int, to: int) -> bool:
    """Whether four digits stand among other numbers of a row, none of them a year: 8660|2046|51451 counts, and 甘肃|1992|兵团|146."""
    before, after = _CELLS[0].search(text, max(0, at - _AROUND), at), _CELLS[1].match(text, to)
    if before and after:
        return not any(_YEAR.fullmatch(cell) for cell in (before[1], after[1] or ""))
    if text[at - 1 : at] not in ("|", "\t") or text[to : to + 1] not in ("|", "\t"):
        return False
    row = text[text.rfind("\n", 0, at) + 1 : text.find("\n", to) if text.find("\n", to) >= 0 else len(text)]
    cells = [cell for cell in re.split(r"[|\t]", row) if cell]
    numbers = [bool(_NUMERIC.fullmatch(cell)) for cell in cells]
    return len(cells) >= _PAIRS and all(numbers[1::2]) and not any(numbers[::2])
