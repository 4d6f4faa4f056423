"""Reading: every quantity of a text, in one walk over its digits and numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .dates import days_at
from .figure import Figure
from .flat import Flat, flatten
from .grammar import CHINESE, Grammar
from .numerals import chinese_number
from .sections import SPEECH, Layout, lay_out
from .subjects import Subjects
from .words import Unit, Words

__all__ = ["Read", "Reader"]

_DOCUMENT = re.compile(r"\d{4}[〕\]］】）)]\s*(?:第)?\d+号")
_BODY = re.compile(r"[一-鿿A-Z]{1,10}[〔\[［【（(]$")
_JOINED = re.compile(r"\d+(?:\+(?:\d+|[NnXx]))+|\d{1,2}[·•]\d{1,2}(?!\d)|\d+[×xX*]\d+(?:小时|天)?|0?\d{2,3}-\d{7,8}|\d\.0(?!\d|%|万|亿)")
_FRACTION = re.compile(r"(\d{1,3})/(\d{1,4})(?![/\d])")
_PARTS = re.compile(rf"(百|[{CHINESE}]+|\d+)分之([{CHINESE}]+|\d+(?:\.\d+)?)")
_ORDINAL = re.compile(rf"(\d+|[{CHINESE}]+)")
_NUMBERED = re.compile(r"\d{1,2}(?:[、．.](?!\d)|[)）])")
_LETTERS = re.compile(r"[A-Za-z]")
_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)")
_RANK = re.compile(r"(?:前|后)$")
_LEVEL = re.compile(r".{0,8}?(?:审核|审批|审查|预警|管理|实体|组织|体系|网络|模式|联动|架构|平台|机制|书记|干部|网格|贯通|政务|服务|阵地)")
_QUANTITY = re.compile(r"[“\"]?(?:零[一-鿿]{0,4}|\d+(?:\.\d+)?%)[”\"]?")
_FLOW = re.compile(r"[一-鿿]")
_AROUND = 14


@dataclass(slots=True)
class Draft:
    """A quantity before its surroundings are known."""

    at: int
    to: int
    value: Decimal | None
    base: Decimal | None
    unit: str
    base_unit: str
    bound: str
    kind: str
    places: int = 0
    chinese: bool = False
    compared: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A text read: its flat form, its layout and its figures in order."""

    text: str
    flat: Flat
    layout: Layout
    figures: list[Figure]


class Reader:
    """Reads texts with one set of words."""

    def __init__(self, words: Words) -> None:
        """Compile the grammar of `words`."""
        self.words, self.grammar = words, Grammar(words)
        self.subjects = Subjects(words.words["subjects"])

    def read(self, text: str) -> Read:
        """Every quantity of a text."""
        flat = flatten(text)
        body, layout = flat.text, lay_out(flat.text, self.words)
        figures: list[Figure] = []
        place, search = 0, self.grammar.hit.search
        while hit := search(body, place):
            drafts, place = self._drafts(body, hit.start(), layout)
            for draft in drafts:
                figures.append(self._placed(draft, len(figures) + 1, flat, layout, figures[-1] if figures else None))
        return Read(text, flat, layout, figures)

    def _drafts(self, text: str, at: int, layout: Layout) -> tuple[list[Draft], int]:
        """What begins at a place, and where to go on."""
        if at and text[at - 1] == "第":
            return self._ordinal(text, at)
        if none := self.grammar.none.match(text, at):
            return [Draft(at, none.end(), Decimal(0), Decimal(0), "", "", "exact", "count", chinese=True)], none.end()
        if name := self.grammar.name.match(text, at):
            if name["idiom"]:
                return [], name.end()
            return [_name(at, name.end())], name.end()
        if text[at].isdigit() and text[at].isascii():
            return self._digits(text, at)
        return self._chinese(text, at)

    def _ordinal(self, text: str, at: int) -> tuple[list[Draft], int]:
        number = _ORDINAL.match(text, at)
        assert number
        end, unit = number.end(), ""
        value = chinese_number(number[1]) if number[1][0] in CHINESE else Decimal(number[1])
        for length in (2, 1):
            if text[end : end + length] in self.words.units or text[end : end + length] in ("号", "页", "卷", "条", "款", "年"):
                unit = text[end : end + length]
                break
        if value is None or (not unit and number[1][0] in CHINESE):
            return [], end
        return [Draft(at - 1, end + len(unit), value, value, unit, unit, "exact", "ordinal", chinese=number[1][0] in CHINESE)], end + len(unit)

    def _digits(self, text: str, at: int) -> tuple[list[Draft], int]:
        """Names, days and fractions first, then the general form."""
        before = text[max(0, at - _AROUND) : at]
        if (document := _DOCUMENT.match(text, at)) and (body := _BODY.search(before)):
            return [_name(at - len(body.group()), document.end())], document.end()
        if (numbered := _NUMBERED.match(text, at)) and (not before or before[-1] in "\n。；;：:（(，") and (text[numbered.end() - 1] not in ")）" or before[-1:] in ("(", "（")):
            return [], numbered.end()
        if joined := _JOINED.match(text, at):
            return [_name(at, joined.end())], joined.end()
        if parts := _PARTS.match(text, at) or _FRACTION.match(text, at):
            return self._fraction(text, parts, before)
        if days := days_at(text, at):
            drafts = [Draft(d.at, d.to, Decimal(d.number), Decimal(d.number), d.unit, d.unit, "exact", "date") for d in days]
            return drafts, days[-1].to
        match = self.grammar.digits.match(text, at)
        assert match
        if not match["u"] or (before and _LETTERS.match(before[-1]) and not match["s1"]):
            return self._bare(text, match, before)
        return self._general(match, before, text, lambda written: Decimal(written.replace(",", "")))

    def _bare(self, text: str, match: re.Match[str], before: str) -> tuple[list[Draft], int]:
        """Digits without a unit: a year, a name, or a count whose unit was left out."""
        at = match.start()
        end = match.end("s0") if match["s0"] else match.end("n")
        following = text[end : end + 4]
        if before[-1:].isascii() and _LETTERS.match(before[-1:]) or _LETTERS.match(following) or self.grammar.named_after.match(following):
            return [_name(at, end)], end
        value = Decimal(match["n"].replace(",", ""))
        if _YEAR.match(match["n"]) and len(match["n"]) == 4 and not match["s0"]:
            return [Draft(at, end, value, value, "年", "年", "exact", "date")], end
        if len(match["n"]) >= 5 and before[-1:] in ('"', "“"):
            return [_name(at, end)], end
        if len(match["n"]) >= 11:
            return [_name(at, end)], end
        times = self.words.scales[match["s0"]] if match["s0"] else Decimal(1)
        return [Draft(at, end, value, value * times, match["s0"] or "", "", self._bound(before, ""), "count", _places(match["n"]))], end

    def _chinese(self, text: str, at: int) -> tuple[list[Draft], int]:
        """Chinese numerals: nought, fractions, years, then the general form where it can be a quantity."""
        before = text[max(0, at - _AROUND) : at]
        if text[at] == "零":
            return self._nought(text, at, before)
        if parts := _PARTS.match(text, at):
            return self._fraction(text, parts, before)
        match = self.grammar.chinese.match(text, at)
        assert match
        end = match.end("n")
        unit, value = match["u"], self._numeral(match["n"], before, bool(match["mid"]))
        if value is None:
            return [], end
        if unit == "年" and len(match["n"]) == 4:
            return [Draft(at, match.end("u"), value, value, "年", "年", "exact", "date", chinese=True)], match.end("u")
        if rank := self._rank(match, before, value):
            return rank, rank[0].to
        if not unit or unit not in self.words.chinese_units or not self._likely(text, match, before, value):
            return [], end
        return self._general(match, before, text, lambda written: self._numeral(written, before, True))

    def _numeral(self, written: str, before: str, fuzzy: bool) -> Decimal | None:
        """A numeral's value; 近百, 上千, 百余 have no digit before the place."""
        value = chinese_number(written)
        if value is None and written in ("百", "千", "万", "亿") and (fuzzy or before[-1:] in ("近", "上", "逾", "超", "约", "达", "过")):
            return {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000), "亿": Decimal(10**8)}[written]
        return value

    def _rank(self, match: re.Match[str], before: str, value: Decimal) -> list[Draft]:
        if before[-1:] == "前" and match["u"] in (None, "名", "位", "强") and before[-2:-1] not in ("目", "之", "此"):
            end = match.end("u") if match["u"] else match.end("n")
            return [Draft(match.start() - 1, end, value, value, match["u"] or "", "", "exact", "ordinal", chinese=True)]
        return []

    def _likely(self, text: str, match: re.Match[str], before: str, value: Decimal) -> bool:
        """Whether a Chinese numeral with a unit counts: a single 一 only after a verb that makes things."""
        ones = self.words.words["ones"]
        if match["n"] == "一" and not match["mid"]:
            return (
                match["u"] in ones["units"] + ["周年", "%"]
                and (match["u"] == "周年" or bool(self.grammar.one_after.search(before)))
                and not any(text.startswith(idiom, match.start()) for idiom in ones["idioms"])
            )
        return before[-1:] not in ("第", "之", "初", "星", "周", "十") or match["u"] not in ("级",)

    def _nought(self, text: str, at: int, before: str) -> tuple[list[Draft], int]:
        if nought := self.grammar.nought.match(text, at):
            return [Draft(at, nought.end(), Decimal(0), Decimal(0), "", "", "exact", "count", chinese=True)], nought.end()
        if before[-1:] in ("为", "是", "“", '"', "持") and text[at + 1 : at + 2] in ("", "，", "。", "”", '"', "；", ",", ";"):
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
        end, bound = parts.end(), self._bound(before, "")
        for name, words in self.words.words["bounds"]["after"].items():
            for word in words:
                if text.startswith(word, end):
                    end, bound = end + len(word), name
                    break
        draft = Draft(parts.start(), end, per_cent, per_cent, "%", "%", bound, "rate", chinese=not slashed)
        return [self._moved(draft, before)], end

    def _general(self, match: re.Match[str], before: str, text: str, read) -> tuple[list[Draft], int]:  # type: ignore[no-untyped-def]
        """The general form: one draft, or two where a range is written."""
        unit = self.words.units[match["u"]]
        scale = (match["s0"] if "s0" in match.re.groupindex and not match["n2"] else "") or match["s1"] or ""
        scale += match["s2"] or ""
        times = Decimal(1)
        for part in ([match["s0"]] if "s0" in match.re.groupindex and match["s0"] else []) + [match["s1"], match["s2"]]:
            times *= self.words.scales[part] if part else 1
        after = next((name for name in ("about", "at_least", "at_most") if match[name]), "")
        bound = self._bound(before, "about" if match["mid"] else after)
        ends = []
        second = match["n2"]
        if second:
            first_unit = self.words.units[match["u0"]] if "u0" in match.re.groupindex and match["u0"] else unit
            ends.append((*match.span("n"), match["n"], first_unit, "exact"))
        ends.append((match.start("n2") if second else match.start(), match.end(), second or match["n"], unit, bound))
        drafts = []
        chinese = match["n"][0] in CHINESE
        for at, to, written, own, own_bound in ends:
            value = read(written)
            if value is None:
                return [], match.end("n")
            drafts.append(self._kind(Draft(at, to, value, value * times * own.times, scale + match["u"], own.base, own_bound, own.kind, _places(written), chinese), own, before, text))
        return drafts, match.end()

    def _kind(self, draft: Draft, unit: Unit, before: str, text: str) -> Draft:
        """Settle what a unit leaves open: years of the calendar, levels, changes."""
        if unit.kind == "rank":
            draft.kind = "name"
        elif unit.kind == "points":
            draft.kind = "change"
            return self._moved(draft, before, always=True)
        elif unit.kind == "multiple":
            draft.kind = "change"
        elif (draft.unit == "级" and not _LEVEL.match(text, draft.to)) or (draft.unit == "届" and draft.chinese):
            draft.kind = "ordinal"
        elif self.grammar.named_unit.match(text, draft.to):
            draft.kind = "name"
        elif unit.base == "成":
            draft.value, draft.unit, draft.base_unit = draft.base, "%", "%"
        elif draft.unit in ("年", "个月", "天", "周", "日") and before[-1:] == "近":
            draft.bound = "exact"
        return self._moved(draft, before) if draft.kind in ("rate", "count", "money", "area") else draft

    def _moved(self, draft: Draft, before: str, *, always: bool = False) -> Draft:
        """A level or a change: growth stands just before it, and it is no 增长到."""
        growth = self.grammar.change.search(before)
        compared = self.grammar.compared.search(before)
        if compared:
            draft.compared = compared.lastgroup or ""
        down = bool(growth and growth["down"])
        if growth and not growth["to"] and (draft.kind == "rate" or compared):
            draft.kind = "change"
        elif compared and draft.kind == "rate" and not growth:
            draft.kind = "change"
        if draft.kind == "change" and down and draft.base is not None:
            draft.base = -draft.base
        return draft

    def _bound(self, before: str, after: str) -> str:
        if after:
            return after
        found = self.grammar.bound.search(before[-6:]) if before else None
        if not found:
            return "exact"
        if found.group().startswith("上") and len(found.group()) == 1:
            return "at_least"
        return found.lastgroup or "exact"

    def _placed(self, draft: Draft, number: int, flat: Flat, layout: Layout, last: Figure | None) -> Figure:
        """A draft with everything that depends on where it stands."""
        text, at, to = flat.text, draft.at, draft.to
        start, end = layout.clause(at)
        kind, quote = draft.kind, layout.quote(at)
        if quote and quote[1] - quote[0] <= (90 if text[quote[0]] in "《〈" else SPEECH) and not _QUANTITY.fullmatch(text[quote[0] : quote[1]]):
            kind = "name" if kind != "ordinal" else kind
        before = text[max(start, last.to if last and last.to > start else start) : at]
        after = text[to : min(end, to + _AROUND)]
        role = "name" if kind in ("name", "ordinal") else "achieved" if kind == "date" else self._role(text[start:at], layout, at)
        return Figure(
            id=f"f{number}", text=text[at:to], start=flat.origin(at), end=flat.origin(to - 1) + 1, value=draft.value,
            base_value=draft.base, unit=draft.unit, base_unit=draft.base_unit, bound=draft.bound, kind=kind, role=role,
            at=at, to=to, places=draft.places, chinese=draft.chinese, subject=self.subjects.of(before, after) if kind not in ("date", "name", "ordinal") else "",
            before=before, after=after, clause=text[start:end], sentence=layout.sentence(at), compared=draft.compared,
        )  # fmt: skip

    def _role(self, before: str, layout: Layout, at: int) -> str:
        if layout.planned(at):
            return "target"
        if self.grammar.target.search(before) and not self.grammar.reached.search(before):
            return "target"
        return "achieved"


def _name(at: int, to: int) -> Draft:
    return Draft(at, to, None, None, "", "", "exact", "name")


def _places(written: str) -> int:
    return len(written.partition(".")[2])


def _either(written: str) -> Decimal | None:
    return chinese_number(written) if written[0] in CHINESE else Decimal(written)
