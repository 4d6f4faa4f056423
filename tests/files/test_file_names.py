"""A name keeps its script and loses what could mislead."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.errors import BadInput
from yifa.files import clean_name
from yifa.files.names import LONGEST


@given(st.text())
def test_a_cleaned_name_is_short_safe_and_stays_clean(raw: str) -> None:
    try:
        name = clean_name(raw)
    except BadInput:
        return
    assert 0 < len(name) <= LONGEST
    assert not set(name) & set('/\\<>:"|?*\u202e\u200f')
    assert all(unicodedata.category(sign) not in ("Cc", "Cs") for sign in name)
    assert name not in (".", "..")
    assert clean_name(name) == name


@pytest.mark.parametrize(
    "name", ["送达回证（第2次）.pdf", "ئۇيغۇرچە.pdf", "བོད་ཡིག.docx", "👨‍👩‍👧 现场.jpg", "𠮷野家.png"]
)
def test_every_script_stands(name: str) -> None:
    assert clean_name(name) == name


def test_a_long_name_keeps_its_extension() -> None:
    assert clean_name("长" * 500 + ".pdf").endswith("长.pdf")


@pytest.mark.parametrize("raw", ["", "...", "/", "\u202e", "\x00\x01"])
def test_a_name_of_nothing_is_refused(raw: str) -> None:
    with pytest.raises(BadInput, match=r"files\.name"):
        clean_name(raw)
