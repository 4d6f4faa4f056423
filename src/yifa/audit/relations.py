"""Counts that bind one another, as `law/audit/relations.yaml` lists them; every mistake of the file is refused with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yifa.errors import Text
from yifa.statutes import Document, read_yaml

from .figure import GRADES

__all__ = ["Denied", "Pair", "Relations"]


@dataclass(frozen=True, slots=True)
class Pair:
    """`less` may not exceed `more` (or must equal it): told after it in one sentence, anywhere around it there, or in the whole report."""

    less: re.Pattern[str]
    more: re.Pattern[str]
    must: str
    scope: str
    grade: str
    message: Text
    mend: Text
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Denied:
    """A rate that says all, and words of the shortcomings that say not all."""

    rate: re.Pattern[str]
    words: re.Pattern[str]
    message: Text
    mend: Text


@dataclass(frozen=True, slots=True)
class Relations:
    """Everything in the file."""

    pairs: tuple[Pair, ...]
    denied: tuple[Denied, ...]
    unsuited: dict[str, re.Pattern[str]]

    @classmethod
    def load(cls, path: Path) -> Relations:
        """Read and check the file. Raises `LawError` with file and line."""
        document = read_yaml(path)
        document.only({"pairs", "denied", "unsuited"})
        return cls(
            tuple(_pair(document, "pairs", n) for n in range(len(document.need(list, "pairs")))),
            tuple(_denied(document, "denied", n) for n in range(len(document.need(list, "denied")))),
            {unit: _pattern(document, "unsuited", unit) for unit in document.need(dict, "unsuited")},
        )


def _pair(document: Document, *place: Any) -> Pair:
    document.only({"less", "more", "must", "scope", "grade", "message", "mend", "unless"}, *place)
    return Pair(
        less=_pattern(document, *place, "less"),
        more=_pattern(document, *place, "more"),
        must=document.one_of(("not_exceed", "equal"), *place, "must"),
        scope=document.one_of(("sentence", "around", "report"), *place, "scope"),
        grade=document.one_of(GRADES, *place, "grade"),
        message=document.text(*place, "message"),
        mend=document.text(*place, "mend"),
        unless=_pattern(document, *place, "unless") if document.at(*place, "unless") is not None else None,
    )


def _denied(document: Document, *place: Any) -> Denied:
    document.only({"rate", "words", "message", "mend"}, *place)
    rate, words = _pattern(document, *place, "rate"), _pattern(document, *place, "words")
    return Denied(rate, words, document.text(*place, "message"), document.text(*place, "mend"))


def _pattern(document: Document, *place: Any) -> re.Pattern[str]:
    written = document.need(str, *place)
    try:
        return re.compile(written)
    except re.error as problem:
        message = f"“{written}”不是正则表达式", f"'{written}' is no regular expression: {problem}"
        raise document.error("law.value", *message, *place, expected="a regular expression") from problem
