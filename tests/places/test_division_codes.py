"""Codes of divisions and grids: what their structure allows and refuses."""

import pytest

from yifa.errors import BadInput
from yifa.places.codes import LAYERS, LEVEL_NAMES, Level, check_code, check_order, township_class


@pytest.mark.parametrize(
    ("code", "level", "layer", "parent"),
    [
        ("990000", Level.PROVINCE, "administrative", None),
        ("990100", Level.PREFECTURE, "administrative", "990000"),
        ("990101", Level.COUNTY, "administrative", "990100"),
        ("500156", Level.COUNTY, "administrative", "500000"),
        ("350322111", Level.TOWNSHIP, "administrative", "350322"),
        ("350322111201", Level.COMMUNITY, "administrative", "350322111"),
        ("990101003007012", Level.GRID, "urban", "990101003007"),
        ("990101003007012Z", Level.GRID, "safety", "990101003007"),
        ("990101003007012001", Level.MICRO_GRID, "urban", "990101003007012"),
    ],
)
def test_well_formed_codes_are_taken(code: str, level: Level, layer: str, parent: str | None) -> None:
    assert check_code(code, level, layer, parent) == code


@pytest.mark.parametrize(
    ("code", "level", "layer", "parent", "why"),
    [
        ("990000", Level.COUNTY, "administrative", None, "code_shape"),
        ("99010", Level.COUNTY, "administrative", None, "code_shape"),
        ("９９０１０１", Level.COUNTY, "administrative", None, "code_shape"),
        ("990101000", Level.TOWNSHIP, "administrative", None, "code_shape"),
        ("990101600", Level.TOWNSHIP, "administrative", None, "code_shape"),
        ("990101003000", Level.COMMUNITY, "administrative", None, "code_shape"),
        ("99010100300712", Level.GRID, "urban", None, "code_shape"),
        ("990101003007000", Level.GRID, "urban", None, "code_shape"),
        ("990101003007012Z", Level.GRID, "urban", None, "code_shape"),
        ("990102003", Level.TOWNSHIP, "administrative", "990101", "code_parent"),
        ("990101", Level.COUNTY, "administrative", "990101", "code_parent"),
        ("990101003008012", Level.GRID, "urban", "990101003007", "code_parent"),
        ("990101003007012", Level.GRID, "administrative", None, "layer"),
        ("990101", Level.COUNTY, "urban", None, "layer"),
        ("990101003007012", Level.GRID, "weather", None, "layer"),
    ],
)
def test_malformed_codes_are_refused(
    code: str, level: Level, layer: str, parent: str | None, why: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        check_code(code, level, layer, parent)
    assert refusal.value.code == why


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("990101001", "街道"),
        ("990101099", "街道"),
        ("990101100", "镇"),
        ("990101200", "乡"),
        ("990101399", "乡"),
        ("990101400", "政企合一单位"),
    ],
)
def test_the_seventh_digits_tell_street_town_and_township(code: str, name: str) -> None:
    assert township_class(code).zh == name


@pytest.mark.parametrize(
    ("child", "parent", "is_lawful"),
    [
        (Level.GRID, Level.COMMUNITY, True),
        (Level.GRID, Level.TOWNSHIP, False),
        (Level.MICRO_GRID, Level.GRID, True),
        (Level.MICRO_GRID, Level.COMMUNITY, False),
        (Level.COUNTY, Level.PROVINCE, True),
        (Level.COUNTY, Level.COUNTY, False),
        (Level.PREFECTURE, Level.COUNTY, False),
    ],
)
def test_a_level_stands_under_a_higher_one_and_a_grid_under_a_community(
    child: Level, parent: Level, is_lawful: bool
) -> None:
    if is_lawful:
        check_order(child, parent)
    else:
        with pytest.raises(BadInput):
            check_order(child, parent)


def test_every_level_and_layer_has_both_names() -> None:
    assert set(LEVEL_NAMES) == set(Level)
    for name in (*LEVEL_NAMES.values(), *LAYERS.values()):
        assert name.zh
        assert name.en
