"""What is published says nothing that tells a person apart beyond the surname."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yifa.people.masking import mask_address, mask_name, mask_names, mask_number, mask_phone, mask_text
from yifa.procedures.identifiers import credit_code_check, resident_id_check

han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=4)
prose = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=20)
digits = st.text("0123456789", min_size=17, max_size=17)


@given(han)
def test_no_part_of_a_given_name_survives(name: str) -> None:
    masked = mask_name(name)
    surname = masked[:1] if masked[1] == "某" else masked[:2]
    assert name.startswith(surname)
    assert re.fullmatch("某{1,2}", masked[len(surname) :])


@given(st.text())
def test_any_name_gets_a_mask_of_at_most_two_characters_and_some_mou(name: str) -> None:
    assert re.fullmatch(r"(?s).{0,2}某{1,2}", mask_name(name))


@given(st.lists(han, max_size=6))
def test_the_people_of_one_text_stay_apart(names: list[str]) -> None:
    masks = mask_names(names)
    assert set(masks) == set(names)
    assert len(set(masks.values())) == len(masks)


@given(prose, digits, prose)
def test_an_identity_number_never_survives_wherever_it_stands(before: str, body: str, after: str) -> None:
    number = body + resident_id_check(body)
    published = mask_text(before + number + after)
    assert number not in published
    assert not re.search(r"\d{7}", published)


@given(prose, digits)
def test_a_mistyped_identity_number_does_not_survive_either(before: str, body: str) -> None:
    number = body + "5"
    assume(credit_code_check(body) != "5" or body[0] == "0")
    assert number not in mask_text(before + number)


@given(prose, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), prose)
def test_a_mobile_number_never_survives(before: str, phone: str, after: str) -> None:
    assert phone not in mask_text(before + phone + after)


@given(prose, digits, st.lists(han, max_size=3))
def test_masking_twice_changes_nothing_more(before: str, body: str, names: list[str]) -> None:
    once = mask_text(before + body + resident_id_check(body), names)
    assert mask_text(once) == once


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("电话 138 0000 1234。", "电话 （电话略）。"),
        ("座机022-66123456", "座机（电话略）"),
        ("旧身份证990101900307123", "旧身份证（身份号码略）"),
        ("卡号6222 0000 1111 2222 333", "卡号（账号略）"),
        ("身份号码９９０１０１１９９００３０７１２３７", "身份号码（身份号码略）"),
        ("统一社会信用代码914403001922038216", "统一社会信用代码914403001922038216"),
        ("网格990101003007012", "网格990101003007012"),
        ("2023-05-04 至 2023-06-01，罚款200000元", "2023-05-04 至 2023-06-01，罚款200000元"),
        ("塘沽街综执罚决〔2026〕12号", "塘沽街综执罚决〔2026〕12号"),
    ],
)
def test_what_is_masked_and_what_must_be_published(text: str, published: str) -> None:
    assert mask_text(text) == published


def test_a_name_within_a_longer_name_does_not_spoil_it() -> None:
    assert mask_text("张三与张三丰", ["张三", "张三丰"]) == "张某与张某某"


def test_a_mask_is_not_masked_again() -> None:
    assert mask_text("张三、张某", ["张三", "张某"]) == "张某1、张某2"


def test_other_words_go_as_told() -> None:
    text = mask_text("住某市某区某路1号。", others={"某市某区某路1号": mask_address("某市某区某路1号")})
    assert text == "住某市某区某处。"


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("天津市滨海新区塘沽街道1号", "天津市滨海新区某处"),
        ("某省某县某镇某村3组", "某省某县某处"),
        ("某省某市幸福路", "某省某市某处"),
        ("", "某处"),
    ],
)
def test_an_address_is_published_to_the_county_at_most(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@given(st.text("0123456789X", max_size=20))
def test_a_displayed_number_shows_ten_characters_at_most_and_keeps_its_length(number: str) -> None:
    for masked in (mask_number(number), mask_phone(number)):
        assert len(masked) == len(number)
        assert len(masked.replace("*", "")) <= 10
        assert not number or "*" in masked
