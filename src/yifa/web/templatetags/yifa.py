"""Tags of the pages: a sentence in both languages, a label of the law, a day, money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

__all__ = ["cite", "day", "grounds", "label", "register", "say", "yuan"]

register = template.Library()
WEEKDAYS = "一二三四五六日"


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], zh: str, en: str) -> str:
    """A sentence in the language of the page."""
    return en if context.get("language") == "en" else zh


@register.simple_tag(takes_context=True)
def label(context: Mapping[str, Any], value: Any) -> str:
    """A name of the law (a pair of languages, in any of its shapes) in the language of the page."""
    language = context.get("language", "zh")
    if isinstance(value, Mapping):
        return str(value.get(language) or value.get("zh", ""))
    return str(getattr(value, language, value))


@register.simple_tag(takes_context=True)
def day(context: Mapping[str, Any], value: Any) -> str:
    """A day or moment as people write it."""
    text = str(value or "")
    if len(text) < 10 or text.startswith("9999"):
        return "—"
    found = date.fromisoformat(text[:10])
    clock = f" {text[11:16]}" if len(text) > 10 else ""
    if context.get("language") == "en":
        return f"{found:%a} {found.day} {found:%b %Y}{clock}"
    return f"{found.year}年{found.month}月{found.day}日（周{WEEKDAYS[found.weekday()]}）{clock}"


@register.filter
def yuan(fen: Any) -> str:
    """Money kept in fen, shown in yuan."""
    return f"{int(fen) / 100:,.2f}"


@register.filter
def grounds(text: str) -> str:
    """A ground as it stands on record: an article as people read it, the number of a document as written."""
    return cite(text) if re.search(r"/\d", str(text)) else str(text)


@register.filter
def cite(ground: str) -> str:
    """A citation as people read it: 行政处罚法/44,62 -> 《行政处罚法》第44、62条."""
    parts = []
    for part in str(ground).split(";"):
        name, _, articles = part.strip().partition("/")
        if name:
            parts.append(f"《{name}》第{articles.replace(',', '、')}条" if articles else f"《{name}》")
    return "；".join(parts)
