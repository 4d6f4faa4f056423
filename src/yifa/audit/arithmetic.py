"""What a written number can mean: rounded, 余, 近, at least. Rules compare spans, so that rounding is no contradiction."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from .figure import Figure
from .numerals import between_two

__all__ = [
    "added",
    "alike",
    "by_unit",
    "gives",
    "number",
    "one_digit",
    "possible",
    "ratio_gives",
    "share",
    "span",
    "swapped",
    "told",
]

_ENDLESS = Decimal(10) ** 15
_ALIKE = (
    frozenset(
        [
            "件",
            "起",
            "宗",
            "个",
            "例",
            "条",
            "项",
            "份",
            "案",
            "次",
            "桩",
            "处",
            "单",
            "件次",
            "起次",
            "宗次",
            "处次",
        ]
    ),
    frozenset(["人", "名", "位", "个"]),
    frozenset(["户", "家", "间", "个", "处"]),
    frozenset(["场", "场次", "次", "期", "堂"]),
)
_CASES = frozenset(["件", "起", "宗", "例", "案", "件次"])
_NEAR, _PAIR = Decimal("0.1"), 2


def span(figure: Figure) -> tuple[Decimal, Decimal]:
    """The least and the greatest number a figure can stand for.

    200余 is 200 to 300, 450余 is 450 to 460, 近 and 约 are a tenth either way, 75.5亿 is 75.45 to 75.55亿.
    """
    value = abs(figure.base_value or Decimal(0))
    if figure.bound == "at_least":
        return value, _ENDLESS
    if figure.bound == "at_most":
        return Decimal(0), value
    if figure.bound == "about":
        if figure.chinese and (two := between_two(figure.text)):
            return value, value * two[1] / two[0]
        if any(sign in figure.text for sign in "余多几"):
            return value, value + _step(value)
        return value * (1 - _NEAR), value * (1 + _NEAR)
    scaled = figure.value is not None and abs(figure.value) != value
    if not scaled and not figure.places:
        return value, value
    step = value / abs(figure.value) / 10**figure.places if figure.value else Decimal(0)
    return value - step / 2, value + step


def _step(value: Decimal) -> Decimal:
    """One of the last place that is not nought: what 余 may add."""
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def alike(one: Figure, two: Figure) -> bool:
    """Whether two figures count the same kind of thing: the same unit, or 件 and 起."""
    if one.base_unit == two.base_unit:
        return one.base_unit != "" or one.kind == two.kind
    return any(one.base_unit in units and two.base_unit in units for units in _ALIKE)


def added(one: Figure, two: Figure) -> bool:
    """Whether two figures may be parts of one sum: the same unit, or cases told as 件, 起 and 宗."""
    return one.base_unit == two.base_unit or (one.base_unit in _CASES and two.base_unit in _CASES)


def by_unit(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures in groups that may be added up, in the order told."""
    groups: list[list[Figure]] = []
    for figure in figures:
        group = next((each for each in groups if added(each[0], figure)), None)
        if group is None:
            groups.append([figure])
        else:
            group.append(figure)
    return groups


def share(part: Decimal, whole: Decimal, places: int) -> Decimal:
    """`part` of `whole` in per cent, rounded as the report rounds."""
    return (part * 100 / whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def gives(part: Figure, whole: Figure, rate: Figure) -> bool:
    """Whether part over whole can be the stated rate: rounded or cut off, at its own number of decimals."""
    return ratio_gives(span(part), span(whole), rate)


def ratio_gives(part: tuple[Decimal, Decimal], whole: tuple[Decimal, Decimal], rate: Figure) -> bool:
    """The same of two spans, which may be those of sums."""
    (low, high), (least, most) = part, whole
    if not least or not most:
        return True
    step = Decimal(1).scaleb(-rate.places)
    bottom, top = low * 100 / most, high * 100 / least
    stated = abs(rate.base_value or Decimal(0))
    if rate.bound == "at_least":
        return top >= stated - step / 2
    if rate.bound == "at_most":
        return bottom <= stated + step / 2
    slack = stated * _NEAR if rate.bound == "about" else Decimal(0)
    return bottom - step / 2 - slack <= stated <= top + step / 2 + slack or (
        bottom.quantize(step, ROUND_DOWN) <= stated <= top.quantize(step, ROUND_DOWN)
    )


def possible(whole: int, rate: Figure) -> bool:
    """Whether any whole number of `whole` gives the stated rate.

    Only small bases can fail: of 103, every rate without decimals is some number's.
    """
    stated, step = abs(rate.base_value or Decimal(0)), Decimal(1).scaleb(-rate.places)
    near = int(stated * whole / 100)
    for part in range(max(0, near - 1), near + 3):
        exact = Decimal(part) * 100 / whole
        if exact.quantize(step, ROUND_HALF_UP) == stated or exact.quantize(step, ROUND_DOWN) == stated:
            return True
    return False


def _differ(one: Decimal, two: Decimal) -> tuple[str, str, list[int]]:
    """Two whole numbers as written, and the places in which they differ."""
    first, second = str(int(one)), str(int(two))
    return first, second, [n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]


def one_digit(one: Decimal, two: Decimal) -> bool:
    """Whether two numbers differ in one digit."""
    first, second, apart = _differ(one, two)
    return two > 0 and len(first) == len(second) and len(apart) == 1


def swapped(one: Decimal, two: Decimal) -> bool:
    """Whether two digits beside each other changed places."""
    first, second, apart = _differ(one, two)
    if two <= 0 or len(first) != len(second) or len(apart) != _PAIR or apart[1] != apart[0] + 1:
        return False
    return first[apart[0]] + first[apart[1]] == second[apart[1]] + second[apart[0]]


def number(value: Decimal) -> str:
    """A number as it is written in a sum."""
    plain = value.normalize()
    return f"{plain:f}"


def told(figures: list[Figure]) -> str:
    """Figures added up, in words: 6 + 333 = 339."""
    values = [figure.base_value or Decimal(0) for figure in figures]
    return f"{' + '.join(number(value) for value in values)} = {number(sum(values, Decimal(0)))}"
