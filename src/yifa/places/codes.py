"""The structure of division and grid codes (GB/T 2260, GB/T 10114, statistical codes, grid codes).

None of these codes has a check digit; what can be checked is length, class and parent. The ranges of
the county digits are *not* checked: districts in use lie outside the ranges of the standard.
"""

from __future__ import annotations

import re
from enum import StrEnum

from yifa.errors import BadInput, Text

__all__ = [
    "ADMINISTRATIVE",
    "LAYERS",
    "LEVEL_NAMES",
    "TOWNSHIP_CLASSES",
    "URBAN",
    "Level",
    "check_code",
    "check_order",
    "township_class",
]

ADMINISTRATIVE = "administrative"
URBAN = "urban"

LAYERS: dict[str, Text] = {
    ADMINISTRATIVE: Text("行政区划", "Administrative"),
    URBAN: Text("城管网格", "Urban management grid"),
    "safety": Text("综治网格", "Community safety grid"),
    "emergency": Text("应急网格", "Emergency grid"),
    "party": Text("党建网格", "Party-building grid"),
}
"""The layers: one of administrative divisions, the others of grids laid over the same communities."""


class Level(StrEnum):
    """The levels of the tree, highest first."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    GRID = "grid"
    MICRO_GRID = "micro_grid"


LEVEL_NAMES: dict[Level, Text] = {
    Level.PROVINCE: Text("省级", "Province"),
    Level.PREFECTURE: Text("地级", "Prefecture"),
    Level.COUNTY: Text("区县", "District or county"),
    Level.TOWNSHIP: Text("街道（乡镇）", "Sub-district or town"),
    Level.COMMUNITY: Text("社区（村）", "Community or village"),
    Level.GRID: Text("网格", "Grid"),
    Level.MICRO_GRID: Text("微网格", "Micro-grid"),
}

TOWNSHIP_CLASSES: tuple[tuple[int, int, Text], ...] = (
    (1, 99, Text("街道", "sub-district")),
    (100, 199, Text("镇", "town")),
    (200, 399, Text("乡", "township")),
    (400, 599, Text("政企合一单位", "enterprise unit with government duties")),
)
"""Digits 7–9 by class (GB/T 10114-2003)."""

_SHAPES: dict[Level, tuple[str, Text]] = {
    Level.PROVINCE: (r"(?!00)\d{2}0000", Text("2 位省码后接 0000", "two digits and 0000")),
    Level.PREFECTURE: (r"\d{2}(?!00)\d{2}00", Text("4 位地级码后接 00", "four digits and 00")),
    Level.COUNTY: (r"\d{4}(?!00)\d{2}", Text("6 位县级码", "six digits, the last two not 00")),
    Level.TOWNSHIP: (r"\d{6}(?!000)[0-5]\d{2}", Text("9 位乡级码", "nine digits, digits 7–9 in 001–599")),
    Level.COMMUNITY: (r"\d{9}(?!000)\d{3}", Text("12 位村级码", "twelve digits, the last three not 000")),
    Level.GRID: (
        r"\d{12}[0-9A-Z]{3,8}",
        Text("12 位村级码加网格序号", "a community code and 3–8 characters"),
    ),
    Level.MICRO_GRID: (
        r"\d{12}[0-9A-Z]{4,20}",
        Text("网格码加微网格序号", "a grid code and its own characters"),
    ),
}
_URBAN_GRID = (r"\d{12}(?!000)\d{3}", Text("15 位单元网格码", "fifteen digits, the last three not 000"))
_ORDER = list(Level)


def check_code(code: str, level: Level, layer: str = ADMINISTRATIVE, parent: str | None = None) -> str:
    """The code itself, if it is well formed for its level and layer and lies under `parent`.

    `parent` is the parent's code; without it the prefix is not checked. Raises `BadInput`, which
    says what would have been right.

    >>> check_code("990101003007012", Level.GRID, "urban", parent="990101003007")
    '990101003007012'
    >>> check_code("990102003", Level.TOWNSHIP, parent="990101")
    Traceback (most recent call last):
    ...
    yifa.errors.BadInput: [code_parent] 990102003 不在 990101 之下。 / 990102003 is not under 990101.
    """
    _check_layer(code, level, layer)
    shape, expected = _URBAN_GRID if (level, layer) == (Level.GRID, URBAN) else _SHAPES[level]
    if not re.fullmatch(shape, code, re.ASCII):
        raise BadInput(
            "code_shape",
            Text(
                f"编码 {code} 不合规则：应为{expected.zh}。",
                f"Code {code} is malformed: expected {expected.en}.",
            ),
        )
    if parent is not None and not _lies_under(code, parent):
        raise BadInput("code_parent", Text(f"{code} 不在 {parent} 之下。", f"{code} is not under {parent}."))
    return code


def township_class(code: str) -> Text:
    """Whether a township-level code is that of a sub-district, a town or a township.

    >>> township_class("350322111").zh
    '镇'
    """
    check_code(code, Level.TOWNSHIP)
    digits = int(code[6:9])
    return next(name for first, last, name in TOWNSHIP_CLASSES if first <= digits <= last)


def check_order(child: Level, parent: Level) -> None:
    """Raise `BadInput` unless `parent` stands above `child` in the tree.

    A level may be passed over (a county directly under a province), except that every grid belongs to
    a community and every micro-grid to a grid.
    """
    needed = {Level.GRID: Level.COMMUNITY, Level.MICRO_GRID: Level.GRID}.get(child)
    if needed not in (None, parent) or _ORDER.index(parent) >= _ORDER.index(child):
        raise BadInput(
            "level_order",
            Text(
                f"{LEVEL_NAMES[child].zh}不能直属于{LEVEL_NAMES[parent].zh}。",
                f"{LEVEL_NAMES[child].en} cannot belong directly to {LEVEL_NAMES[parent].en}.",
            ),
        )


def _check_layer(code: str, level: Level, layer: str) -> None:
    """Raise `BadInput` for an unknown layer, or one that cannot hold this level."""
    is_grid = level in (Level.GRID, Level.MICRO_GRID)
    if layer not in LAYERS or is_grid == (layer == ADMINISTRATIVE):
        known = "、".join(LAYERS)
        raise BadInput(
            "layer",
            Text(
                f"{code} 的图层 {layer} 与其层级不符；已知图层：{known}。",
                f"Layer {layer} of {code} does not fit its level; known layers: {known}.",
            ),
        )


def _lies_under(code: str, parent: str) -> bool:
    """Whether `code` begins with the digits of `parent` that carry meaning."""
    significant = parent
    if re.fullmatch(_SHAPES[Level.PROVINCE][0], parent):
        significant = parent[:2]
    elif re.fullmatch(_SHAPES[Level.PREFECTURE][0], parent):
        significant = parent[:4]
    return code != parent and code.startswith(significant)
