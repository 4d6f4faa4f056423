"""From `law/statutes/<slug>.yaml` to instruments; every complaint names its file and line."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from yifa.errors import Text
from yifa.statutes.instruments import LEVELS, MARKS, Article, Counting, Statute, Version
from yifa.statutes.reading import Document, read_yaml

__all__ = ["read_statute"]

_COUNTINGS = {"workdays", "workdays_up_to", "workdays_every"}


ROLLS = ("next", "none", "authority")
"""What an article's periods do on a rest day; see `yifa.workdays.Roll`."""


def read_statute(path: Path) -> Statute:
    """Read one instrument; raises `LawError` for anything missing, mistyped, unknown or contradictory."""
    document = read_yaml(path)
    document.only({"name", "short", "aliases", "level", "number", "versions"})
    short = document.text("short")
    statute = Statute(
        slug=path.stem,
        name=document.text("name"),
        short=short,
        aliases=tuple(document.need(str, "aliases", n) for n in range(_count(document, "aliases"))),
        level=document.one_of(LEVELS, "level"),
        number=document.need(str, "number"),
        versions=tuple(_version(document, short.zh, n) for n in range(_count(document, "versions"))),
    )
    _in_order(document, statute)
    return statute


def _count(document: Document, *place: Any) -> int:
    return len(document.need(list, *place))


def _version(document: Document, short: str, number: int) -> Version:
    place = ("versions", number)
    document.only({"from", "to", "edition", "last_article", "mark", "counting", "articles"}, *place)
    known = document.at(*place, "articles") is not None
    articles = (
        {key: _article(document, *place, "articles", key) for key in document.need(dict, *place, "articles")}
        if known
        else {}
    )
    last = None if document.at(*place, "last_article") is None else document.need(int, *place, "last_article")
    if last is not None and any(article > last for article in articles):
        message = f"条款号大于最后一条（{last}）", f"an article lies beyond the last one ({last})"
        raise document.error(
            "law.value", *message, *place, "articles", max(articles), expected=f"1 to {last}"
        )
    return Version(
        start=document.need(date, *place, "from"),
        end=document.need(date, *place, "to") if document.at(*place, "to") is not None else None,
        edition=document.text(*place, "edition"),
        last_article=last,
        mark=document.one_of(MARKS, *place, "mark"),
        articles=articles,
        counting=_counting(document, short, *place, "counting") if document.at(*place, "counting") else None,
    )


def _article(document: Document, *place: Any) -> Article:
    number = place[-1]
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        message = f"“{number}”不是条款号", f"'{number}' is no article number"
        raise document.error("law.value", *message, *place, expected="a whole number from 1")
    document.only({"zh", "en", "mark", "roll"}, *place)
    text = Text(document.need(str, *place, "zh"), document.need(str, *place, "en"))
    rolls = document.at(*place, "roll") is not None
    roll = document.one_of(ROLLS, *place, "roll") if rolls else ""
    return Article(number, text, document.one_of(MARKS, *place, "mark"), roll)


def _counting(document: Document, short: str, *place: Any) -> Counting:
    document.only(_COUNTINGS | {"article", "mark"}, *place)
    given = _COUNTINGS & set(document.at(*place))
    if len(given) != 1:
        message = "工作日规则应当恰有一种", "there must be exactly one rule on working days"
        raise document.error("law.value", *message, *place, expected=" or ".join(sorted(_COUNTINGS)))
    days = document.need(list, *place, "workdays") if "workdays" in given else []
    return Counting(
        days=frozenset(document.need(int, *place, "workdays", n) for n in range(len(days))),
        up_to=document.need(int, *place, "workdays_up_to") if "workdays_up_to" in given else 0,
        every="workdays_every" in given and document.need(bool, *place, "workdays_every"),
        ground=f"{short}/{document.need(int, *place, 'article')}",
        mark=document.one_of(MARKS, *place, "mark"),
    )


def _in_order(document: Document, statute: Statute) -> None:
    """Versions stand oldest first and do not overlap; only the newest may be without an end."""
    if not statute.versions:
        raise document.error(
            "law.value", "没有任何版本", "there is no version", "versions", expected="at least one"
        )
    for number, (earlier, later) in enumerate(pairwise(statute.versions), start=1):
        if earlier.end is None or later.start < earlier.end:
            message = "版本重叠或未按施行日期排列", "versions overlap or are not in order"
            raise document.error(
                "law.order", *message, "versions", number, expected=f"from {earlier.end} or later"
            )
    for number, version in enumerate(statute.versions):
        if version.end is not None and version.end <= version.start:
            message = "失效早于施行", "it ends before it begins"
            raise document.error(
                "law.value", *message, "versions", number, "to", expected=f"after {version.start}"
            )
