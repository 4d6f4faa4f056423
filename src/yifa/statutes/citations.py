"""Citations: `行政处罚法/44,62`, `行政处罚法/57(4)`, `行政处罚法/54-62; 国办发〔2018〕118号/6`.

A citation is one instrument or several, parted by semicolons; after a slash the articles, parted by
commas, with ranges and with paragraphs or items in brackets. A document may be cited as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from yifa.errors import Text
from yifa.statutes.instruments import Article, Statute, Version
from yifa.statutes.numerals import in_chinese

__all__ = ["Citation", "Cited", "Provision", "parse"]

_PROVISIONS = re.compile(r"[\d(),\-\s]+")
_PROVISION = re.compile(r"([1-9]\d*)((?:\([1-9]\d*\))*)(?:-([1-9]\d*))?")
_ITEM = re.compile(r"\(([1-9]\d*)\)")
_LAWLIKE = {"law", "regulation", "party", "rule", "interpretation", "local"}


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in an instrument: an article, a range of articles (`to`), or paragraphs and items of one."""

    article: int
    to: int
    items: tuple[int, ...]

    @property
    def articles(self) -> range:
        """Every article it covers."""
        return range(self.article, self.to + 1)


@dataclass(frozen=True, slots=True)
class Cited:
    """One instrument of a citation, in the version that applies, with the places cited in it."""

    statute: Statute
    version: Version
    provisions: tuple[Provision, ...]
    dated: bool = False
    """Whether the citation itself states the edition."""

    @property
    def articles(self) -> tuple[int, ...]:
        """Every article cited, ranges written out."""
        return tuple(dict.fromkeys(number for each in self.provisions for number in each.articles))

    @property
    def facts(self) -> tuple[Article, ...]:
        """What the cited articles say, as far as the data holds it."""
        return tuple(
            self.version.articles[number] for number in self.articles if number in self.version.articles
        )

    @property
    def text(self) -> Text:
        """The citation as a document prints it."""
        short, level = self.statute.short, self.statute.level
        number = self.statute.number if level == "document" else ""
        chinese = short.zh if level == "standard" else f"《{short.zh}》"
        name = Text(f"{chinese}（{number}）", f"{short.en} ({number})") if number else Text(chinese, short.en)
        if self.dated:
            edition = self.version.edition
            name = Text(f"{name.zh}（{edition.zh}）", f"{name.en} ({edition.en})")
        if not self.provisions:
            return name
        lawlike = level in _LAWLIKE
        places = "、".join(_chinese(each, lawlike) for each in self.provisions)
        sign = "Art." if lawlike else "item"
        return Text(name.zh + places, f"{name.en}, {sign} {', '.join(map(_english, self.provisions))}")


@dataclass(frozen=True, slots=True)
class Citation:
    """A whole citation: one instrument or several."""

    parts: tuple[Cited, ...]

    @property
    def statute(self) -> Statute:
        """The instrument named first."""
        return self.parts[0].statute

    @property
    def version(self) -> Version:
        """The version of the instrument named first."""
        return self.parts[0].version

    @property
    def articles(self) -> tuple[int, ...]:
        """The articles cited of the instrument named first, ranges written out."""
        return self.parts[0].articles

    @property
    def facts(self) -> tuple[Article, ...]:
        """What every cited article says, as far as the data holds it."""
        return tuple(fact for part in self.parts for fact in part.facts)

    def text(self, language: str = "zh") -> str:
        """The citation as a document prints it, in `language`."""
        joint = "; " if language.startswith("en") else "；"
        return joint.join(part.text.in_(language) for part in self.parts)


def parse(text: str) -> list[tuple[str, tuple[Provision, ...]]]:
    """Take a citation apart into names and places; raises `ValueError` where it is none.

    >>> parse("行政处罚法/44,57(4),62-64")[0][1][1]
    Provision(article=57, to=57, items=(4,))
    >>> [name for name, _ in parse("行政处罚法/44; GB/T 34300-2017")]
    ['行政处罚法', 'GB/T 34300-2017']
    """
    parts = []
    for part in text.replace("；", ";").split(";"):
        name, slash, places = part.strip().rpartition("/")
        plain = unicodedata.normalize("NFKC", places)
        if not slash or not _PROVISIONS.fullmatch(plain):
            name, plain = part.strip(), ""
        name = name.strip("《》 ")
        if not name:
            raise ValueError(f"{text!r} names no instrument")
        provisions = tuple(_provision(place.strip(), text) for place in plain.split(",")) if plain else ()
        parts.append((name, provisions))
    return parts


def _provision(place: str, text: str) -> Provision:
    match = _PROVISION.fullmatch(place)
    if not match:
        raise ValueError(f"{place!r} in {text!r} is no article")
    first = int(match[1])
    last = int(match[3] or first)
    if last < first or (match[2] and match[3]):
        raise ValueError(f"{place!r} in {text!r} is no range of articles")
    return Provision(first, last, tuple(int(item) for item in _ITEM.findall(match[2])))


def _chinese(place: Provision, lawlike: bool) -> str:
    form = "第{}条" if lawlike else "第（{}）项"
    items = "".join(f"（{in_chinese(item)}）" for item in place.items)
    first = form.format(in_chinese(place.article))
    return f"{first}至{form.format(in_chinese(place.to))}" if place.to > place.article else first + items


def _english(place: Provision) -> str:
    items = "".join(f"({item})" for item in place.items)
    return f"{place.article}–{place.to}" if place.to > place.article else f"{place.article}{items}"
