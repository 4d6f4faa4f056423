"""Tags of the pages: a sentence in both languages, a label of the law, a citation, a day, money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yifa.docket.world import the_law
from yifa.errors import YifaError
from yifa.web.language import told_day

__all__ = ["cite", "cited", "day", "grounds", "hint", "in_order", "label", "register", "say", "yuan"]

register = template.Library()

ADDRESS = re.compile(r"(?<![\w/])(/[a-z]+(?:/[a-z-]+)+/)(?![\w])")
"""An address of this site, two steps and more."""


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
def hint(context: Mapping[str, Any], value: Any) -> SafeString:
    """A hint of the law in the language of the page; an address of this site in it (“/draws/seed/”) is a link, opened beside the form."""
    parts = ADDRESS.split(label(context, value))
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', part, part)
                if n % 2
                else part,
            )
            for n, part in enumerate(parts)
        ),
    )


@register.simple_tag(takes_context=True)
def day(context: Mapping[str, Any], value: Any) -> str:
    """A day or moment as people write it."""
    return told_day(value, context.get("language", "zh"))


@register.filter
def yuan(fen: Any) -> str:
    """Money kept in fen, shown in yuan."""
    return f"{int(fen) / 100:,.2f}"


@register.filter
def in_order(value: Any) -> str:
    """A list in its order; anything else as it is."""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


@register.filter
def grounds(text: str) -> str:
    """A ground as it stands on record: an article as people read it, the number of a document as written."""
    return cite(text) if re.search(r"/\d", str(text)) else str(text)


@register.simple_tag(takes_context=True, name="cite")
def cited(context: Mapping[str, Any], ground: Any) -> str:
    """A citation in the language of the page, by the names the statutes have; as it is written where they do not know it."""
    return _cited(str(ground or ""), context.get("language", "zh"))


def _cited(ground: str, language: str) -> str:
    try:
        return the_law().statutes.cite(ground).text(language) if ground else ""
    except (YifaError, ValueError):
        return cite(ground)


@register.filter(name="cite")
def cite(ground: str) -> str:
    """A citation as it is written, for those who do not ask the statutes: 行政处罚法/44,62 -> 《行政处罚法》第44、62条."""
    parts = []
    for part in str(ground).split(";"):
        name, _, articles = part.strip().partition("/")
        if name:
            parts.append(f"《{name}》第{articles.replace(',', '、')}条" if articles else f"《{name}》")
    return "；".join(parts)
