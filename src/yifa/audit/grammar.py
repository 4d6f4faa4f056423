"""The grammar of quantities, compiled once from the words: a hit is found by its first sign, then read by one pattern.

A hit is a digit or a Chinese numeral. What is tried there, in this order: names that hold numerals, numbers of
documents, days and years, fractions, and last the general form

    [bound] number [–number] [scale] [余] [scale] [unit] [bound]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .words import Words, any_of

__all__ = ["CHINESE", "Grammar"]

CHINESE = "〇零一二两三四五六七八九十百千万亿"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PARTED = r"\d{1,3}(?: \d{3})+(?!\d)"
_DASH = r"(?:[-—–―~～－至到]|——)"
_POINT = r"(?:点[〇零一二三四五六七八九]+(?=[万亿]|个?百分点|倍|元|吨|亩|公里|平方))?"
_MIXED = r"(?:\d+(?:\.\d+)?[十百千万亿]+|[一二两三四五六七八九十百千万亿]*[十百千万亿])(?:零?\d+(?:\.\d+)?[十百千万亿]*)+"


@dataclass(frozen=True)
class Grammar:
    """The patterns; each is matched at a place, never searched for, but for `hit`."""

    words: Words

    @cached_property
    def hit(self) -> re.Pattern[str]:
        """Where a quantity may begin."""
        return re.compile(
            rf"[0-9{CHINESE}]|半(?=[年个小天数])|(?<=[近过超])半|翻了?[一两二三四五]?番|未发生|无(?=一[起件例人宗次]|[^，,。；、]{{2,30}}发生)"
        )

    @cached_property
    def none(self) -> re.Pattern[str]:
        """Nought told in words: 未发生, 无一起, 无……发生."""
        return re.compile(r"(?:未发生|无)(?:一|1)?(?:起|件|例|人|宗|次)?")

    @cached_property
    def name(self) -> re.Pattern[str]:
        """Slogans, institutions, hotlines; no hotline where a unit or more digits follow."""
        names = self.words.names
        return re.compile(
            rf"(?:{any_of(names['names'])})|(?P<hotline>{any_of(names['hotlines'])})(?:(?=市民|市长)|(?!\d|[.%]|余|多|几|{self._scale}|{self._unit}))|(?P<idiom>{any_of(names['idioms'])})(?![钟])"
        )

    @cached_property
    def named_with(self) -> frozenset[str]:
        """The first signs of names, idioms and hotlines."""
        names = self.words.names
        return frozenset(word[0] for key in ("names", "idioms", "hotlines") for word in names[key])

    @cached_property
    def digits(self) -> re.Pattern[str]:
        """The general form in digits; 321 146件 is one number, since a unit closes it."""
        return re.compile(
            rf"(?P<n>{_PARTED}(?={self._unit})|{_NUMBER})(?P<s0>{self._scale})?(?:(?P<u0>{self._unit})?{_DASH}(?P<n2>{_NUMBER}))?{self._tail}"
        )

    @cached_property
    def chinese(self) -> re.Pattern[str]:
        """The general form in Chinese numerals; a scale belongs to the numeral."""
        return re.compile(rf"(?P<n>[{CHINESE}]+{_POINT})(?:{_DASH}(?P<n2>[{CHINESE}]+{_POINT}))?{self._tail}")

    @cached_property
    def mixed(self) -> re.Pattern[str]:
        """Digits and places in turn, closed by a unit: 3万5千人, 1亿2千万元, 一百二十3件."""
        return re.compile(rf"(?P<n>{_MIXED})(?P<n2>(?!))?{self._tail}")

    @cached_property
    def scales(self) -> re.Pattern[str]:
        """Every scale: 万, 百万, 亿."""
        return re.compile(self._scale)

    @cached_property
    def _unit(self) -> str:
        return any_of(self.words.units)

    @cached_property
    def _scale(self) -> str:
        return rf"(?:{any_of(self.words.scales)})(?![瓦克])"

    @cached_property
    def _tail(self) -> str:
        after = self.words.words["bounds"]["after"]
        groups = "|".join(f"(?P<{name}>{any_of(words)})" for name, words in after.items())
        middle = any_of(self.words.words["bounds"]["middle"])
        return rf"(?P<s1>{self._scale})?(?:(?P<mid>{middle})(?=[万亿]|{self._unit}))?(?P<s2>万|亿)?(?P<u>{self._unit})?(?:{groups})?"

    @cached_property
    def bound(self) -> re.Pattern[str]:
        """A bound just before the number, searched in the few signs before it."""
        before = self.words.words["bounds"]["before"]
        groups = "|".join(f"(?P<{name}>{any_of(words)})" for name, words in before.items())
        return re.compile(rf"(?<![附最邻临靠远就以网线])(?:{groups})(?:了|到|有)?$")

    @cached_property
    def bounded(self) -> frozenset[str]:
        """The last signs a bound before a number can have."""
        before = self.words.words["bounds"]["before"]
        return frozenset("了到有") | {word[-1] for words in before.values() for word in words}

    @cached_property
    def change(self) -> re.Pattern[str]:
        """Growth or fall just before the number: what makes a percentage a change and no level."""
        growth = self.words.words["growth"]
        return re.compile(
            rf"(?P<word>(?P<up>{any_of(growth['up'])})|(?P<down>{any_of(growth['down'])}))(?P<noun>幅度|率|比例)?(?P<to>{any_of(growth['to'])})?(?:[了约近逾超]|超过|将近|高达|达到|达|不低于|不少于)*$"
        )

    @cached_property
    def compared(self) -> re.Pattern[str]:
        """同比 against 环比, anywhere before the number in its clause."""
        comparison = self.words.words["comparison"]
        return re.compile(rf"(?P<yoy>{any_of(comparison['yoy'])})|(?P<mom>{any_of(comparison['mom'])})")

    @cached_property
    def target(self) -> re.Pattern[str]:
        """A word of intent before the number."""
        return re.compile(any_of(self.words.words["target"]["verbs"]))

    @cached_property
    def reached(self) -> re.Pattern[str]:
        """What takes the intent away again: 按计划完成."""
        return re.compile(any_of(self.words.words["target"]["unless"]))

    @cached_property
    def one_after(self) -> re.Pattern[str]:
        """Words after which a single 一 counts."""
        return re.compile(rf"(?:{any_of(self.words.words['ones']['after'])})了?$")

    @cached_property
    def nought(self) -> re.Pattern[str]:
        """What 零 stands before where it is a value."""
        return re.compile(
            rf"零(?:{any_of(self.words.names['zero'])})|(?<=[“\"])零(?!{any_of(self.words.names['not_zero'])})[一-鿿]{{1,4}}(?=[”\"])"
        )

    @cached_property
    def unit(self) -> re.Pattern[str]:
        """Any unit."""
        return re.compile(self._unit)

    @cached_property
    def named_unit(self) -> re.Pattern[str]:
        """What after a unit makes the whole a name: 15分钟生活圈, 四步法."""
        return re.compile(any_of(self.words.names["after_unit"]))

    @cached_property
    def named_after(self) -> re.Pattern[str]:
        """What after bare digits makes them a name: 500强, 2.0版, 110联动."""
        return re.compile(any_of(self.words.names["after"]))
