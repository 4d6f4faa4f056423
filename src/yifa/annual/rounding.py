"""Rounding on purpose: a linked figure shown as `约1.2万件` or `57.6%`, held against its exact value.

The words that say so, the scales and how far a rounded number may lie from the exact one are data
(`law/annual/wording.yaml`). A number that no rounding of the value gives is refused: an exact number followed by 余,
a count rounded without a word that says so, a unit that is not the figure's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yifa.errors import BadInput, Text
from yifa.indicators import Figure

from .text import IN_PROSE
from .wording import Rounding

__all__ = ["Shown", "require_lawful", "shown_in", "unlawful"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of a passage and how the author shows it."""

    figure: str
    shown: str


def shown_in(text: str) -> list[Shown]:
    """Every figure that a passage shows rounded, each once."""
    found = (Shown(match[1], match[2].strip()) for match in IN_PROSE.finditer(text) if match[2] is not None)
    return list(dict.fromkeys(found))


def unlawful(one: Shown, figures: Mapping[str, Figure], rules: Rounding) -> Text | None:
    """Why a shown number is no lawful rounding of its figure; None where it is one."""
    figure = figures.get(one.figure)
    if figure is None or figure.value is None or "said" in figure.trace:
        return Text("这里没有可以取整的数。", "there is no number to round here")
    read = _read(one.shown, figure.unit.zh, rules)
    if read is None:
        return Text(
            f"读不出“{one.shown}”；应为 [约|近|超]数[千|万|亿][余]{figure.unit.zh}。",
            f"'{one.shown}' cannot be read; write [约|近|超]number[千|万|亿][余]{figure.unit.zh}",
        )
    how, number, step = read
    value = Decimal(str(figure.value))
    if not how and value != number and figure.unit.zh not in rules.plain:
        return Text(
            f"不是准确数（{value}），应当写明“约”“余”等。", f"it is not exact ({value}): say so with 约, 余 …"
        )
    if not _fits(how, value, number, step) or abs(number - value) > abs(value) * Decimal(str(rules.farthest)):
        return Text(f"“{one.shown}”与准确数 {value} 不符。", f"'{one.shown}' is no rounding of {value}")
    return None


def _fits(how: str, value: Decimal, number: Decimal, step: Decimal) -> bool:
    """Whether the number stands for the value with the word used.

    >>> _fits("above", Decimal(450), Decimal(450), Decimal(10)), _fits("above", Decimal(459), Decimal(450), Decimal(10))
    (False, True)
    """
    if how == "above":
        return number < value < number + step
    if how == "below":
        return number - step / 2 <= value < number
    return abs(value - number) * 2 <= step


def _read(shown: str, unit: str, rules: Rounding) -> tuple[str, Decimal, Decimal] | None:
    """The word used (empty: none), the number, and the step it is rounded to; None for what is not written so."""
    before = {word: how for how in ("about", "below", "above") for word in getattr(rules, how)}
    words, scales, after = (
        "|".join(map(re.escape, sorted(each, key=len, reverse=True)))
        for each in (before, rules.scales, rules.above_after)
    )
    pattern = rf"({words})?\s*([0-9]+(?:,[0-9]{{3}})*)(\.[0-9]+)?\s*({scales})?({after})?\s*({re.escape(_plain(unit))})"
    found = re.fullmatch(pattern, _plain(shown))
    if found is None or (found[1] and found[5]):
        return None
    scale = Decimal(rules.scales.get(found[4] or "", 1))
    digits, decimals = found[2].replace(",", ""), found[3] or ""
    step = (
        Decimal(10) ** (1 - len(decimals))
        if decimals
        else Decimal(10) ** (len(digits) - len(digits.rstrip("0") or digits))
    )
    return (
        "above" if found[5] else before.get(found[1] or "", ""),
        Decimal(digits + decimals) * scale,
        step * scale,
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def faults(text: str, figures: Mapping[str, Figure], rules: Rounding) -> Iterator[tuple[Shown, Text]]:
    """Every shown number of a passage that is no lawful rounding, with the reason."""
    for one in shown_in(text):
        if (why := unlawful(one, figures, rules)) is not None:
            yield one, why


def require_lawful(texts: Iterable[str], figures: Mapping[str, Figure], rules: Rounding) -> None:
    """Raise `BadInput` for the first shown number that is no lawful rounding of its figure."""
    for text in texts:
        for one, why in faults(text, figures, rules):
            raise BadInput(
                "annual.rounding",
                Text(f"{{{one.figure}|{one.shown}}}：{why.zh}", f"{{{one.figure}|{one.shown}}}: {why.en}"),
                hint=Text("改写取整后的数，或者去掉“|”及其后的文字，显示准确数。", "Mend the rounded number, or drop the '|' and what follows to show the exact one."),
            )  # fmt: skip
