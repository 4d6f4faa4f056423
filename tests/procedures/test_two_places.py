"""What a place sets for itself holds there and nowhere else: the same act, another district, another verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yifa.documents.sources import ORGAN
from yifa.errors import LawError, Missing
from yifa.procedures import Law, load_law
from yifa.procedures.folder import shipped
from yifa.statutes.violations import TOLD

BINHAI, NANGANG = "binhai-example", "nangang-example"


@pytest.mark.parametrize(
    ("division", "place"),
    [
        ("99/9901/990101/990101001/990101001002", BINHAI),
        ("99/9901/990102", NANGANG),
        ("99/9901/990102/990102001", NANGANG),
    ],
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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: defence_period,", "name: defense_period,", "defence_period"),
        (
            "violation: waste_dumping, party: person, tier: heavy",
            "violation: waste_dumpin, party: person, tier: heavy",
            "waste_dumping",
        ),
        ("ground: 行政处罚法/63, mark: L", "ground: 行政处罚法/999, mark: L", "999"),
        ("ground: 示例市裁量基准, mark: L", "ground: 某市裁量基准, mark: V", "mark: L"),
        ("fine: [2000, 20000]", "fine: [2000, 20001]", "20000 yuan"),
    ],
)
def test_what_no_law_knows_is_refused_in_a_place_of_ones_own_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (shipped() / "localities" / f"{BINHAI}.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "localities").mkdir()
    (tmp_path / "localities" / f"{BINHAI}.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(LawError) as caught:
        load_law(overlay=tmp_path)
    assert f"{BINHAI}.yaml:{line}" in str(caught.value) and said in str(caught.value)


OWN = """name: {zh: 某市某条例, en: A regulation of one city}
short: {zh: 某条例, en: A regulation}
aliases: []
level: local
number: ""
versions:
  - from: 2020-01-01
    edition: {zh: 2020年文本, en: text of 2020}
    mark: V
    articles:
      3: {zh: 某事, en: something, mark: V}
"""


def test_a_district_adds_an_instrument_of_its_own_and_its_articles_are_held_to(tmp_path: Path) -> None:
    (tmp_path / "statutes").mkdir()
    (tmp_path / "statutes" / "own.yaml").write_text(OWN, encoding="utf-8")
    statutes = load_law(overlay=tmp_path).statutes
    assert "某条例" in statutes and "某条例" not in load_law().statutes
    assert statutes.cite("某条例/3")
    with pytest.raises(LawError):
        statutes.cite("某条例/4")


def test_what_papers_print_of_a_place_is_what_a_place_may_tell() -> None:
    # The short name of who entrusted stands in the number of a paper, not in its text.
    assert set(ORGAN.values()) | {"entrusted_by_short"} == TOLD
