"""Numbers that identify people and organisations: the worked examples, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.errors import BadInput
from yifa.procedures.identifiers import (
    age_on,
    check_credit_code,
    check_resident_id,
    credit_code_check,
    credit_code_doubts,
    resident_id_check,
)

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "code",
    [
        "91110000600037341L",
        "914403001922038216",
        "9144030071526726XG",
        "11371525004442025C",
        "11990101MB0A1B2C6H",
        "91990101MA01AB2C3C",
        "52990101700000001C",
    ],
)
def test_credit_codes_of_the_handbook_are_right(code: str) -> None:
    assert check_credit_code(code.lower()) == code
    assert credit_code_doubts(code, [code[2:8]]) == ()


@pytest.mark.parametrize(
    "code", ["", "91110000600037341", "91110000600037341M", "9111000060003734IL", "9" * 19]
)
def test_a_wrong_credit_code_is_refused(code: str) -> None:
    with pytest.raises(BadInput):
        check_credit_code(code)


def test_an_unknown_area_is_only_a_doubt() -> None:
    assert [doubt.zh for doubt in credit_code_doubts("91990101MA01AB2C3C", ["110000"])] == [
        "登记机关行政区划码不在名录中。"
    ]


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16), st.data())
def test_one_wrong_character_of_a_credit_code_is_always_found(
    body: str, place: int, data: st.DataObject
) -> None:
    other = data.draw(st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY").filter(lambda c: c != body[place]))
    spoilt = body[:place] + other + body[place + 1 :]
    assert credit_code_check(spoilt) != credit_code_check(body)


@pytest.mark.parametrize(
    ("number", "birth", "sex"),
    [
        ("11010519491231002x", date(1949, 12, 31), "female"),
        ("360426199101010071", date(1991, 1, 1), "male"),
        ("990101199003071237", date(1990, 3, 7), "male"),
        ("990101201202290045", date(2012, 2, 29), "female"),
        ("9901 0119 8512 3110 03", date(1985, 12, 31), "female"),
    ],
)
def test_identity_numbers_of_the_handbook_are_right(number: str, birth: date, sex: str) -> None:
    found = check_resident_id(number, TODAY)
    assert (found.birth, found.sex) == (birth, sex)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("99010119900307123", "resident_id_shape"),
        ("99010119900307123A", "resident_id_check"),
        ("990101199003071238", "resident_id_check"),
        ("990102201002290012", "resident_id_date"),
        ("９90101199003071237", "resident_id_shape"),
        ("99010119900307X237", "resident_id_shape"),
    ],
)
def test_a_wrong_identity_number_is_refused_without_being_repeated(number: str, code: str) -> None:
    with pytest.raises(BadInput) as refusal:
        check_resident_id(number, TODAY)
    assert refusal.value.code == code
    assert number not in str(refusal.value)


def test_nobody_is_born_tomorrow() -> None:
    digits = "99010120260303123"
    number = digits + resident_id_check(digits)
    with pytest.raises(BadInput, match="future"):
        check_resident_id(number, TODAY)
    assert check_resident_id(number, date(2026, 3, 3)).birth == date(2026, 3, 3)


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 80))
def test_age_grows_by_one_on_each_birthday_and_not_before(birth: date, years: int) -> None:
    last = date(birth.year + years, 12, 31)
    assert age_on(birth, last) == years
    if birth.month > 1:
        assert age_on(birth, date(birth.year + years, 1, 1)) == years - 1
