"""Common violations: the law of the time, a lighter later law, ranges, the summary procedure, correction first."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from yifa.errors import BadInput, Missing
from yifa.procedures import Law
from yifa.statutes.violations import Facts, Locality, Violations, asks

NEW_LAW, CODE = date(2021, 7, 15), date(2026, 8, 15)


@pytest.fixture(scope="module")
def violations(law: Law) -> Violations:
    return law.violations


@pytest.fixture(scope="module")
def place(law: Law) -> Locality:
    return law.locality("binhai-example")


def chosen(violations: Violations, key: str, act: date, decided: date | None = None) -> Any:
    """The version for an act, decided on the day after unless said otherwise."""
    return violations.version_for(key, act, decided or act)


def test_every_violation_of_the_handbook_loads_with_citations_that_exist(
    law: Law, violations: Violations
) -> None:
    assert len(violations.known) >= 46
    for text in violations.known.values():
        spans = [(v.from_, v.to) for v in text.versions]
        assert spans == sorted(spans) and all(to is not None for _, to in spans[:-1]), text.violation
        for (_, to), (later, _) in pairwise(spans):
            assert to == later, f"{text.violation}: no day without a rule, none with two"


def test_a_barbecue_before_the_code_decided_after_it_falls_under_the_lighter_code(
    violations: Violations,
) -> None:
    found = chosen(violations, "open_barbecue", date(2026, 7, 1), date(2026, 9, 1))
    assert found.lighter and found.version.sanction == "生态环境法典/1132"
    assert found.reason.ground == "行政处罚法/37"
    same = chosen(violations, "open_barbecue", date(2026, 7, 1), date(2026, 8, 1))
    assert not same.lighter and same.version.sanction == "大气污染防治法/118"


def test_waste_dumped_before_the_heavier_code_stays_under_the_law_of_the_time(violations: Violations) -> None:
    found = chosen(violations, "waste_dumping", date(2026, 8, 14), date(2026, 10, 1))
    assert not found.lighter and found.version.sanction == "固体废物污染环境防治法/111"


@pytest.mark.parametrize(
    ("key", "act", "party", "low", "high"),
    [
        ("catering_fume", date(2023, 5, 4), "organisation", 5000, 50000),
        ("night_construction_noise", date(2022, 6, 5), "organisation", 10000, 100000),
        ("safety_training", date(2021, 8, 31), "organisation", 0, 50000),
        ("safety_training", date(2021, 9, 1), "organisation", 0, 100000),
        ("fire_exit_blocked", date(2023, 5, 4), "person", 0, 500),
        ("construction_waste_dumping", date(2020, 1, 1), "person", 0, 200),
        ("road_occupation", date(2018, 5, 4), "person", 0, 20000),
        ("open_burning_plastic", CODE, "organisation", 10000, 100000),
    ],
)
def test_the_range_of_the_fine_is_that_of_the_day_of_the_act(
    violations: Violations, place: Locality, key: str, act: date, party: str, low: int, high: int
) -> None:
    version = chosen(violations, key, act).version
    assert violations.range_for(key, version, party, None, place, act)[:2] == (low * 100, high * 100)


def test_after_refusal_the_heavier_tier_applies(violations: Violations, place: Locality) -> None:
    day = date(2023, 5, 4)
    version = chosen(violations, "loudspeaker_noise", day).version
    heavy = violations.range_for(
        "loudspeaker_noise", version, "organisation", None, place, day, Facts(refused=True)
    )
    assert heavy[:2] == (5_000_000, 20_000_000)


@pytest.mark.parametrize(
    ("key", "party", "facts", "low", "high"),
    [
        ("pavement_parking", "person", Facts(refused=True), 20, 200),
        ("ebike_in_hall", "person", Facts(refused=True), 500, 1000),
        ("ebike_in_hall", "person", Facts(refused=True, circumstance="in_business"), 2000, 10000),
        ("ebike_in_hall", "organisation", Facts(refused=True), 500, 1000),
        ("construction_waste_unapproved", "organisation", Facts(), 5000, 30000),
        ("construction_waste_unapproved", "organisation", Facts(circumstance="builder"), 10000, 100000),
        ("safety_training", "organisation", Facts(), 0, 100000),
        ("safety_training", "person", Facts(refused=True, circumstance="responsible"), 20000, 50000),
        ("unregistered_business", "organisation", Facts(refused=True), 10000, 100000),
        ("unregistered_business", "organisation", Facts(refused=True, serious=True), 100000, 500000),
        ("unlicensed_food", "person", Facts(goods_value=9_999_00), 50000, 100000),
        ("unlicensed_food", "person", Facts(goods_value=10_000_00), 100000, 200000),
        ("unlicensed_food", "person", Facts(circumstance="provider"), 50000, 100000),
        ("unlawful_building_mendable", "person", Facts(cost=200_000_00), 10000, 20000),
        ("unlawful_building_mendable", "person", Facts(cost=200_000_00, refused=True), 20000, 20000),
        ("unlawful_building_temporary", "person", Facts(cost=200_000_00), 0, 200000),
        (
            "unlawful_building_not_mendable",
            "person",
            Facts(cost=200_000_00, circumstance="not_removable"),
            0,
            20000,
        ),
        ("catering_in_residential", "organisation", Facts(refused=True), 10000, 100000),
        ("night_work_not_announced", "organisation", Facts(refused=True), 50000, 200000),
        ("kitchen_waste", "organisation", Facts(), 100000, 1000000),
        ("gas_alarm", "individual_business", Facts(refused=True), 50000, 200000),
    ],
)
def test_the_range_follows_the_facts_the_law_names(
    violations: Violations, place: Locality, key: str, party: str, facts: Facts, low: int, high: int
) -> None:
    day = date(2023, 5, 4)
    version = chosen(violations, key, day).version
    assert violations.range_for(key, version, party, None, place, day, facts)[:2] == (low * 100, high * 100)


@pytest.mark.parametrize(
    ("key", "party", "facts", "kinds"),
    [
        ("littering", "person", Facts(), {"warning", "fine"}),
        ("road_occupation", "person", Facts(), {"fine"}),
        ("outdoor_advert", "organisation", Facts(), {"fine"}),
        ("open_barbecue", "person", Facts(), {"fine", "confiscate"}),
        ("loudspeaker_noise", "organisation", Facts(), {"fine"}),
        ("loudspeaker_noise", "organisation", Facts(refused=True), {"fine", "stop_business"}),
        ("waste_not_sorted", "organisation", Facts(refused=True), set()),
        ("waste_not_sorted", "organisation", Facts(refused=True, serious=True), {"fine"}),
        ("pavement_parking", "person", Facts(), {"warning"}),
        ("pavement_parking", "organisation", Facts(refused=True), set()),
        ("safety_signs", "organisation", Facts(refused=True), {"fine"}),
        ("safety_signs", "organisation", Facts(refused=True, serious=True), {"fine", "stop_business"}),
        ("unlawful_building_village", "person", Facts(refused=True), set()),
    ],
)
def test_the_kinds_are_those_the_law_gives_under_the_facts(
    violations: Violations, place: Locality, key: str, party: str, facts: Facts, kinds: set[str]
) -> None:
    day = date(2023, 5, 4)
    version = chosen(violations, key, day).version
    assert violations.kinds(key, version, party, place, day, facts) == kinds


def test_a_warning_or_a_fine_is_not_both(violations: Violations, place: Locality) -> None:
    day = date(2023, 5, 4)
    ask = ("fire_exit_blocked", chosen(violations, "fire_exit_blocked", day).version, "person")
    assert violations.kinds_provided(*ask, ["warning"], place, day)
    assert violations.kinds_provided(*ask, ["fine"], place, day)
    assert not violations.kinds_provided(*ask, ["warning", "fine"], place, day)


def test_conditions_are_asked_only_of_the_parties_they_concern(violations: Violations) -> None:
    version = chosen(violations, "gas_alarm", date(2023, 5, 4)).version
    assert asks(version, "organisation") == {"refusal", "serious"}
    assert asks(version, "person") == {"refusal", "responsible"}


def test_a_power_of_the_fire_body_or_the_police_needs_an_express_text(
    violations: Violations, place: Locality
) -> None:
    day = date(2023, 5, 4)
    assert violations.may_punish("ebike_in_hall", place, "handed_over", day).allowed
    answer = violations.may_punish("fire_exit_blocked", place, "handed_over", day)
    assert not answer.allowed and answer.reasons[0].code == "violations.not_express"


def test_where_the_place_has_a_list_of_first_offences_it_decides(place: Locality) -> None:
    day = date(2023, 5, 4)
    assert place.first_offence_listed("littering", day) is True
    assert place.first_offence_listed("waste_dumping", day) is False
    assert place.first_offence_listed("waste_dumping", date(2021, 7, 14)) is None


def test_without_a_national_or_local_amount_there_is_no_fine(violations: Violations, place: Locality) -> None:
    day = date(2023, 5, 4)
    version = chosen(violations, "outdoor_advert", day).version
    with pytest.raises(BadInput) as caught:
        violations.range_for("outdoor_advert", version, "person", None, place, day)
    assert caught.value.code == "violations.no_local_fine"


def test_a_fine_that_is_a_share_of_the_cost_has_no_range_of_its_own(
    violations: Violations, place: Locality
) -> None:
    day = date(2023, 5, 4)
    version = chosen(violations, "unlawful_building_mendable", day).version
    with pytest.raises(BadInput) as caught:
        violations.range_for("unlawful_building_mendable", version, "person", None, place, day)
    assert caught.value.code == "violations.of_cost"
    food = chosen(violations, "unlicensed_food", day).version
    with pytest.raises(BadInput) as caught:
        violations.range_for("unlicensed_food", food, "person", None, place, day)
    assert caught.value.code == "violations.of_value"


@pytest.mark.parametrize(
    "key",
    ["catering_fume", "open_barbecue", "site_dust", "unlicensed_food", "outdoor_advert", "safety_signs"],
)
def test_where_the_law_asks_for_more_the_summary_procedure_is_never_open(
    violations: Violations, place: Locality, key: str
) -> None:
    day = date(2023, 5, 4)
    version = chosen(violations, key, day).version
    answer = violations.summary_allowed(key, version, "organisation", 100_00, ["fine"], day, place)
    assert not answer.allowed and answer.reasons[0].code == "violations.summary_never"


def test_the_summary_cap_rose_with_the_new_penalty_law(violations: Violations, place: Locality) -> None:
    before, after = date(2021, 7, 14), NEW_LAW
    version = chosen(violations, "fire_exit_blocked", before).version
    ask = ("fire_exit_blocked", version, "person", 200_00, ["fine"])
    assert not violations.summary_allowed(*ask, before, place).allowed
    assert violations.summary_allowed(*ask, after, place).allowed


@pytest.mark.parametrize(("party", "cap"), [("person", 50), ("organisation", 1000)])
def test_before_the_new_penalty_law_the_caps_were_fifty_and_a_thousand(
    violations: Violations, place: Locality, party: str, cap: int
) -> None:
    day = date(2019, 5, 4)
    version = chosen(violations, "road_occupation", day).version
    ask = ("road_occupation", version, party)
    assert violations.summary_allowed(*ask, cap * 100, ["fine"], day, place).allowed
    answer = violations.summary_allowed(*ask, cap * 100 + 1, ["fine"], day, place)
    assert not answer.allowed and answer.reasons[0].ground == "行政处罚法（2017年修正）/33"


def test_before_the_new_penalty_law_a_street_was_entrusted_or_empowered_by_a_regulation(
    law: Law, violations: Violations, place: Locality
) -> None:
    day = date(2021, 7, 14)
    assert violations.may_punish("littering", place, "entrusted", day).allowed
    assert violations.may_punish("road_occupation", place, "own", day).allowed
    for key, capacity, ground in (
        ("littering", "handed_over", "行政处罚法（2017年修正）/17,18"),
        ("littering", "own", "行政处罚法（2017年修正）/17"),
        ("road_occupation", "entrusted", "行政处罚法（2017年修正）/18"),
    ):
        answer = violations.may_punish(key, place, capacity, day)
        assert not answer.allowed and answer.reasons[0].ground == ground
        assert law.statutes.cite(ground, day)
    assert not violations.may_punish("littering", place, "entrusted", date(2021, 9, 1)).allowed
    assert violations.may_punish("littering", place, "handed_over", date(2021, 9, 1)).allowed


@pytest.mark.parametrize(
    ("key", "act", "order"),
    [
        ("neighbour_noise", date(2022, 6, 4), False),
        ("neighbour_noise", date(2022, 6, 5), True),
        ("unregistered_business", date(2022, 2, 28), False),
        ("unregistered_business", date(2022, 3, 1), True),
    ],
)
def test_whether_an_order_comes_first_is_that_of_the_version(
    violations: Violations, key: str, act: date, order: bool
) -> None:
    assert violations.needs_correction_first(key, chosen(violations, key, act)) is order


def test_noise_before_the_law_of_2022_has_no_national_amount_and_may_be_summary(
    violations: Violations, place: Locality
) -> None:
    day = date(2020, 5, 4)
    for key in ("night_construction_noise", "loudspeaker_noise", "neighbour_noise"):
        version = chosen(violations, key, day).version
        assert violations.summary_allowed(key, version, "organisation", 100_00, ["fine"], day, place).allowed
        with pytest.raises(BadInput):
            violations.range_for(key, version, "organisation", None, place, day)


def test_the_lighter_law_was_practice_of_the_courts_before_it_was_in_the_penalty_law(
    violations: Violations,
) -> None:
    act = date(2019, 5, 4)
    assert chosen(violations, "littering", act, date(2021, 7, 14)).reason.ground == "法〔2004〕96号/3"
    assert chosen(violations, "littering", act, NEW_LAW).reason.ground == "行政处罚法/37"


@pytest.mark.parametrize("key", ["waste_not_sorted", "neighbour_noise", "ebike_in_hall", "pavement_parking"])
def test_class_b_needs_an_order_to_correct_first(violations: Violations, key: str) -> None:
    version = chosen(violations, key, date(2023, 5, 4)).version
    assert violations.needs_correction_first(key, version)


def test_before_there_was_a_rule_there_is_no_violation(violations: Violations) -> None:
    with pytest.raises(Missing) as caught:
        chosen(violations, "ebike_in_hall", date(2021, 7, 31))
    assert caught.value.ground == "行政处罚法/37"


def test_every_discretion_line_lies_within_the_range_of_the_law(law: Law, violations: Violations) -> None:
    for place in law.localities.values():
        for line in place.text.discretion:
            version = chosen(violations, line.violation, line.from_).version
            facts = Facts.under(line.needs)
            low, high = violations.range_for(
                line.violation, version, line.party, None, place, line.from_, facts
            )[:2]
            assert low <= line.fine[0] * 100 <= line.fine[1] * 100 <= high, line


def test_the_limit_is_two_years_and_five_with_harm_done_since_the_new_law(violations: Violations) -> None:
    limit = violations.time_limit
    assert limit("littering", date(2023, 5, 4)) == date(2025, 5, 4)
    assert limit("littering", date(2023, 5, 4), harm=True) == date(2028, 5, 4)
    assert limit("littering", date(2021, 7, 14), harm=True) == date(2023, 7, 14)
    assert limit("littering", date(2024, 2, 29)) == date(2026, 2, 28)
