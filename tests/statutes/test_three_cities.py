"""Chongqing, Tianjin and Guangzhou: what each city's own rules set differs, the procedure is one, and what nobody set is refused."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from yifa.clock import ZONE
from yifa.errors import Missing
from yifa.procedures import Actor, Attempt, Cast, Law, World, judge, load_law, opening, options, run_example
from yifa.procedures.folder import shipped
from yifa.server.cli import yifa
from yifa.server.law_marks import marked_texts, unadopted_values, unverified_items

CITIES = {"chongqing": "50/5001/500112/500112003", "tianjin": "12/1201/120116/120116001", "guangzhou": "44/4401/440111/440111025"}  # fmt: skip
REFERENCE = Path(__file__).resolve().parents[2] / "docs/reference/localities.md"
POWERS = """powers:
  - {violation: waste_dumping, capacity: handed_over, decision: 示例区赋权决定, from: 2023-03-01, ground: 行政处罚法/24, mark: L}
"""
CASE = """example: {{zh: 单位随意倾倒垃圾，拟罚八万元（示例）, en: "Waste dumped by an organisation, 80 000 yuan intended"}}
locality: {place}
field: 城管
case: {{violation: waste_dumping, act_date: 2025-05-06, channel: patrol, capacity: handed_over}}
parties: {{respondent: [{{key: danwei, kind: organisation}}]}}
acts:
  - {{act: register_clue, at: 2025-05-06 09:00, by: {{officer: [zhang, wang]}}, form: {{content: 线索（示例）}}}}
  - {{act: file, at: 2025-05-06 10:00, by: {{head: liu}}, form: {{basis: 应当处罚（示例）, age: adult, jurisdiction: yes}}}}
  - {{act: investigate, at: 2025-05-06 11:00, by: {{officer: [zhang, wang]}}, form: {{kind: inspection, certificates_shown: yes, record: 笔录（示例）}}}}
  - {{act: conclude, at: 2025-05-07 09:00, by: {{officer: [zhang, wang]}}, form: {{complex: no, serious: no, public_interest: no, facts: 清楚（示例）, proposal: 建议（示例）}}}}
  - {{act: notify, at: 2025-05-08 09:00, by: {{officer: [zhang, wang]}}, form: {{proposed_kinds: [fine], proposed_fine: 80000, hearing_told: {told}, told_all: yes}}}}
  - {{act: serve, at: 2025-05-08 10:00, by: {{officer: [zhang, wang]}}, party: danwei, form: {{document: notice_of_rights, means: in_person, receipt: 签收（示例）}}{refused}}}
{check}"""


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """The shipped law under a district of each city that has entered its list of powers, and nothing else."""
    folder = tmp_path_factory.mktemp("districts")
    (folder / "localities").mkdir()
    for city in CITIES:
        text = (shipped() / "localities" / f"{city}.yaml").read_text(encoding="utf-8")
        (folder / "localities" / f"{city}.yaml").write_text(text + POWERS, encoding="utf-8")
    return load_law(overlay=folder)


@pytest.mark.parametrize("city", CITIES)
def test_a_case_in_the_city_lies_under_the_citys_values(law: Law, city: str) -> None:
    assert law.locality_of(CITIES[city]) == city and not law.locality(city).text.fictional


@pytest.mark.parametrize("city", CITIES)
def test_every_value_of_a_city_names_the_rule_that_sets_it_and_the_rule_is_in_the_library(
    law: Law, city: str
) -> None:
    place = law.locality(city).text
    for item in (*place.values, *place.fines):
        assert item.mark in ("V", "K"), "a choice of a district is adopted by the district, not shipped"
        assert item.ground.partition("/")[0] in law.statutes
        assert "示例" not in item.ground and "样本" not in item.ground
    assert place.powers == [] and place.discretion == []


def test_the_threshold_of_a_hearing_and_its_ground_differ_by_city(law: Law) -> None:
    on = date(2025, 5, 8)
    found = {city: law.locality(city) for city in CITIES}
    assert [
        found[c].value("hearing_fine_organisation", "城管", on).value for c in ("chongqing", "guangzhou")
    ] == [50000, 100000]
    assert (
        found["chongqing"].value("hearing_fine_organisation", "城管", on).ground
        == "重庆市行政处罚听证程序规定"
    )
    assert (
        found["guangzhou"].value("hearing_fine_organisation", "城管", on).ground
        == "广东省行政处罚听证程序实施办法/6"
    )
    with pytest.raises(Missing, match="hearing_fine_organisation"):
        found["tianjin"].value("hearing_fine_organisation", "城管", on)


def test_the_hotline_and_the_deputies_proposals_are_set_by_tianjin_alone(law: Law) -> None:
    on = date(2025, 5, 8)
    assert str(law.locality("tianjin").value("hotline_sign", None, on).value) == "1 workdays"
    assert str(law.locality("tianjin").value("proposal_objection", None, on).value) == "5 days"
    for city in ("chongqing", "guangzhou"):
        assert not law.locality(city).has("hotline_sign", None, on)


def test_another_day_or_another_field_picks_another_value(law: Law) -> None:
    chongqing, tianjin = law.locality("chongqing"), law.locality("tianjin")
    assert not chongqing.has("hearing_fine_person", "城管", date(2023, 2, 28))
    assert chongqing.value("hearing_fine_person", "城管", date(2023, 3, 1)).value == 5000
    assert not tianjin.has("hotline_sign", None, date(2024, 12, 31))
    on = date(2025, 5, 8)
    assert str(tianjin.value("clue_check_extension", "城管", on).value) == "10 workdays"
    assert str(tianjin.value("clue_check_extension", "市监", on).value) == "15 workdays"
    assert not tianjin.has("clue_check_extension", None, on)


def run(law: Law, cast: Cast, folder: Path, city: str, told: str, refused: str, check: str) -> list[str]:
    path = folder / f"{city}.yaml"
    path.write_text(CASE.format(place=city, told=told, refused=refused, check=check), encoding="utf-8")
    return run_example(path, law.families["penalty.ordinary"][-1], law, cast).failures


@pytest.mark.parametrize(
    ("city", "told", "refused", "check"),
    [
        ("chongqing", "yes", "", "expect: {running: [ask_within], facts: {heavy: yes}}"),
        ("guangzhou", "no", "", "expect: {not_started: [ask_within], facts: {heavy: no}}"),
        ("tianjin", "yes", ", refused: param.unadopted", "expect: {stage: notified, not_started: [ask_within, defend_within]}"),
    ],
)  # fmt: skip
def test_one_case_under_three_cities_one_hearing_none_and_a_refusal(
    adopted: Law, cast_of_examples: Cast, tmp_path: Path, city: str, told: str, refused: str, check: str
) -> None:
    assert run(adopted, cast_of_examples, tmp_path, city, told, refused, check) == []


def test_the_procedure_is_the_same_text_whatever_the_city(law: Law, adopted: Law) -> None:
    assert set(law.versions) == set(adopted.versions)
    for version in law.families["penalty.ordinary"]:
        words = json.dumps(version.text.model_dump(mode="json"), ensure_ascii=False)
        assert not re.search("重庆|天津|广州|广东", words)


def order(law: Law, city: str, act: str, form: dict[str, Any], by: dict[str, str]) -> Any:
    """A hotline order in a city, and one act on it."""
    procedure, at = law.families["hotline.order"][-1], datetime(2025, 5, 8, 9, tzinfo=ZONE)
    cover = {
        "kind": "complaint",
        "urgency": "ordinary",
        "channel": "phone",
        "field": "city",
        "repeated": False,
        "capacity": "own",
    }
    world = World(law.params(procedure, city, None, at.date()))
    people = {role: (Actor(post, frozenset({post}), frozenset()),) for role, post in by.items()}
    return judge(
        procedure, opening(cover, {}), Attempt(act, at, people, form), world, law.calendar_on(at.isoformat())
    )


def test_what_turns_on_a_value_nobody_adopted_is_refused_by_name_with_its_ground(law: Law) -> None:
    form = {"content": "占道经营（示例）", "anonymous": "no", "ours": "yes", "contact": "电话（示例）"}
    verdict = order(law, "guangzhou", "register", form, {"acceptor": "acceptor"})
    assert not verdict.accepted and verdict.entry is None, (
        "not even recordable as irregular: no term could be worked out"
    )
    told = {reason.text.zh for reason in verdict.reasons if reason.code == "param.unadopted"}
    assert any("尚未采用" in one and "派单时限" in one and "本地目录" in one for one in told), verdict.reasons
    assert all(reason.ground for reason in verdict.reasons)
    told_en = [reason.text.en for reason in verdict.reasons if reason.code == "param.unadopted"]
    assert any("has not adopted" in one for one in told_en)


def test_an_act_that_cannot_be_done_for_want_of_a_value_is_not_shown_as_open(law: Law) -> None:
    procedure, at = law.families["hotline.order"][-1], "2025-05-08T09:00:00+08:00"
    cover = {
        "kind": "complaint",
        "urgency": "ordinary",
        "channel": "phone",
        "field": "city",
        "repeated": False,
        "capacity": "own",
    }
    for city, is_open in (("guangzhou", False), ("binhai-example", True)):
        world = World(law.params(procedure, city, None, date(2025, 5, 8)))
        found = options(procedure, opening(cover, {}), at, world, law.calendar_on(at))
        assert [o.open for o in found if o.branch.act == "register"] == [is_open]


def test_an_event_is_not_called_void_for_want_of_a_value(law: Law) -> None:
    verdict = order(law, "guangzhou", "received", {"content": "诉求（示例）"}, {})
    assert not verdict.accepted and verdict.entry is None
    assert {reason.code for reason in verdict.reasons} == {"param.unadopted"}


def test_what_is_known_but_not_read_and_what_is_not_adopted_are_listed_with_their_places(law: Law) -> None:
    unread = [(item.what, item.where) for path in marked_texts(law) for item in unverified_items(law, path)]
    assert any(
        w.startswith("guangzhou: hearing_fine_organisation") and p.startswith("localities/guangzhou.yaml:")
        for w, p in unread
    )
    values = {item.what.partition("　")[0] for item in unadopted_values(law, date(2025, 5, 8))}
    assert (
        "tianjin: hearing_fine_person 公民听证标准（元）" in values
        and "chongqing: hotline_sign 签收时限" in values
    )
    assert not any(
        v.startswith(("tianjin: hotline_sign", "binhai", "nangang", "guangzhou: hearing_fine"))
        for v in values
    )


def test_the_command_that_checks_the_law_lists_them(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr("yifa.server.cli_law.adopted_versions", frozenset)
    told = json.loads(CliRunner().invoke(yifa, ["law", "check", "--json"]).output)
    assert any(item["what"].startswith("tianjin: hearing_fine_person") for item in told["unadopted_values"])
    assert any(item["what"].startswith("chongqing: waste_not_sorted") for item in told["unverified_items"])


@pytest.mark.parametrize("city", CITIES)
def test_the_reference_names_every_value_of_the_cities_with_its_rule_and_mark(law: Law, city: str) -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    for value in law.locality(city).text.values:
        if value.field is None:
            assert (
                f"| {city} | `{value.name}` | {value.value} | {value.from_} | {value.ground} | {value.mark} |"
                in page
            )
        else:
            assert (
                f"| {value.field} | `{value.name}` | {value.value} | {value.from_} | {value.ground} | {value.mark} |"
                in page
            )
    for fine in law.locality(city).text.fines:
        amount = f"{fine.fine[0]:g}–{fine.fine[1]:g} 元"
        assert (
            f"| {city} | `{fine.violation}` ({fine.party}) | {amount} | {fine.from_} | {fine.ground} | {fine.mark} |"
            in page
        )
