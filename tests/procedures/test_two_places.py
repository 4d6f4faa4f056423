"""What a place sets for itself holds there and nowhere else: the same act, another district, another verdict."""

from __future__ import annotations

from datetime import date

import pytest

from yifa.errors import Missing
from yifa.procedures import Law

BINHAI, NANGANG = "binhai-example", "nangang-example"


@pytest.mark.parametrize(
    ("division", "place"),
    [("99/9901/990101/990101001/990101001002", BINHAI), ("99/9901/990102", NANGANG), ("99/9901/990102/990102001", NANGANG)],
)
def test_a_case_lies_under_the_values_of_the_district_it_lies_in(law: Law, division: str, place: str) -> None:
    assert law.locality_of(division) == place


def test_a_division_for_which_nobody_set_values_is_refused_not_guessed(law: Law) -> None:
    with pytest.raises(Missing) as caught:
        law.locality_of("99/9901/990107/990107001")
    assert "990107001" in str(caught.value)


def test_every_value_a_procedure_asks_for_is_set_in_both_places(law: Law) -> None:
    on = date(2026, 1, 1)
    missing = [
        (family, place, name)
        for family, versions in law.families.items()
        for name, spec in versions[-1].text.params.items()
        for place in (BINHAI, NANGANG)
        if not law.locality(place).has(name, spec.field, on)
    ]
    assert missing == []


def test_the_hearing_threshold_and_the_power_to_punish_differ(law: Law) -> None:
    on = date(2023, 5, 4)
    assert law.locality(BINHAI).value("hearing_fine_person", "城管", on).value == 5000
    assert law.locality(NANGANG).value("hearing_fine_person", "城管", on).value == 3000
    allowed = law.violations.may_punish
    assert allowed("littering", law.locality(BINHAI), "handed_over", on).allowed
    assert not allowed("littering", law.locality(NANGANG), "handed_over", on).allowed
    assert allowed("littering", law.locality(NANGANG), "entrusted", on).allowed
    assert not allowed("littering", law.locality(NANGANG), "entrusted", date(2027, 1, 1)).allowed
    assert not allowed("waste_dumping", law.locality(NANGANG), "handed_over", on).allowed


def test_an_individual_business_counts_as_each_place_says(law: Law) -> None:
    assert law.locality(BINHAI).party_class("individual_business") == "person"
    assert law.locality(NANGANG).party_class("individual_business") == "organisation"
