"""A random draw: its order is worked out, any other is refused at the door, and anyone's replay comes to the same."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from hypothesis import assume, given
from hypothesis import strategies as st

from street import Sample, moment
from yifa.clock import ZONE
from yifa.docket.cases import open_case
from yifa.docket.door import Command
from yifa.docket.draws import PublishedDraw, published, read_draw, replay
from yifa.docket.models import Case, Proposal
from yifa.docket.reading import entries_of
from yifa.docket.verify import verify
from yifa.errors import BadInput, Missing, Refused
from yifa.people.models import Officer
from yifa.procedures import Actor, Attempt, Law, World, fold, judge, opening
from yifa.procedures.lots import commitment_of, drawn
from yifa.server.cli import yifa

SEED, WORD = "示例种子0001", "骰子四六一"
OBJECTS, OFFICERS = "编号,名称\n" + "".join(f"D-{n},示例商户{n}\n" for n in range(1, 41)), "姓名\n" + "示例人员\n" * 6
LISTS = {name: sha256(text.encode()).hexdigest() for name, text in (("pool", OBJECTS), ("staff", OFFICERS))}
POOLS = {
    "pool": [LISTS["pool"]], "pool_size": 40, "excluded": "7", "why_excluded": "已注销（示例）", "staff": [LISTS["staff"]], "staff_size": 6,
    "recused": "无", "all_certified": "yes",
}  # fmt: skip


def by_hand(seed: str, size: int, without: list[int], count: int) -> list[int]:
    """The order as a stranger would work it out, from the published rule alone."""
    marked = {sha256(f"{seed}:{place}".encode()).hexdigest(): place for place in range(1, size + 1)}
    return [marked[mark] for mark in sorted(marked) if marked[mark] not in without][:count]


@pytest.fixture
def committed_draw(sample: Sample) -> int:
    """A case whose lists are published and whose seed is committed."""
    han, li, zhao = (sample.id(name) for name in ("han", "li", "zhao"))
    cast = sample.street.cast
    cover = sample.cover(
        procedure="inspection.random", parties=[], field="", opened_at=moment("2026-03-02 09:00"), office_id=cast["offices"]["enforcement"].pk,
        facts={"kind": "general", "item": "餐饮服务（示例）", "plan_number": "示例抽计〔2026〕1号", "joint": "no"},
    )  # fmt: skip
    first = Command(
        "announce", {"publisher": [han]}, {"site": "示例网", "full_cover": "no", "objects": 3, "officers": 2},
        at=moment("2026-03-02 09:00"), paper="示例",
    )  # fmt: skip
    case_id = open_case(cover, first, sample.id("li")).case_id
    sample.do(case_id, "publish_pools", "2026-03-03 09:00", {"publisher": [han]}, dict(POOLS), "li")
    commit = {"commitment": commitment_of(SEED), "sealed_by": "密封（示例）"}
    sample.do(case_id, "commit", "2026-03-04 09:00", {"organiser": [li], "witness": [zhao]}, commit, "li")
    return case_id


def reveal(sample: Sample, case_id: int, **form: Any) -> Any:
    by = {"organiser": [sample.id("li")], "witness": [sample.id("zhao")]}
    return sample.do(case_id, "draw", "2026-03-05 09:00", by, {"seed": SEED, "added": WORD, **form}, "li")


def facts(case_id: int) -> PublishedDraw:
    row = dict(Case.objects.values().get(pk=case_id))
    return published(row["number"], entries_of(row))


def test_the_order_is_worked_out_by_the_act_itself_and_stands_on_the_docket(
    committed_draw: int, sample: Sample
) -> None:
    with pytest.raises(Missing):
        facts(committed_draw)
    reveal(sample, committed_draw)
    found = facts(committed_draw)
    assert found.objects.order == by_hand(f"{SEED}:{WORD}", 40, [7], 3)
    assert found.officers.order == by_hand(f"{SEED}:{WORD}:staff", 6, [], 2)
    assert all(one.same for one in replay(found)) and verify().broken == ()


def test_another_order_is_refused_with_its_reason_and_its_ground(committed_draw: int, sample: Sample) -> None:
    right = by_hand(f"{SEED}:{WORD}", 40, [7], 3)
    with pytest.raises(Refused) as caught:
        reveal(sample, committed_draw, objects_order=[right[1], right[0], right[2]])
    reason = next(one for one in caught.value.reasons if one.code == "law.computed")
    assert reason.field == "objects_order" and reason.ground == "国办发〔2015〕58号"
    assert "、".join(map(str, right)) in reason.text.zh and "抽中对象的序号" in reason.text.zh
    with pytest.raises(Refused):
        reveal(sample, committed_draw, seed="别的种子")


def test_a_draw_done_otherwise_on_paper_stands_as_irregular_and_its_replay_says_so(
    committed_draw: int, sample: Sample, tmp_path: Path
) -> None:
    by = {"organiser": [sample.id("li")], "witness": [sample.id("zhao")]}
    form = {"seed": SEED, "added": WORD, "objects_order": [1, 2, 3]}
    sample.do(
        committed_draw, "draw", "2026-03-05 09:00", by, form, "li", irregular="现场未按规则抽取（示例）"
    )
    commitment, objects, officers = replay(facts(committed_draw))
    assert commitment.same and officers.same and not objects.same
    assert objects.parted == next(
        n for n, (a, b) in enumerate(zip([1, 2, 3], objects.again, strict=True), 1) if a != b
    )
    page = Client().get(f"/draws/{committed_draw}/").content.decode()
    assert "结果与公布的不一致" in page


def test_the_next_in_the_order_steps_in_and_nobody_else(committed_draw: int, sample: Sample) -> None:
    reveal(sample, committed_draw)
    order = by_hand(f"{SEED}:{WORD}:staff", 6, [], 3)
    by = {"organiser": [sample.id("li")], "head": [sample.id("zhou")]}
    form = {"reason": "请假（示例）", "left": order[0]}
    with pytest.raises(Refused):
        sample.do(
            committed_draw, "replace", "2026-03-05 10:00", by, {**form, "officers_order": [1, 2, 3]}, "li"
        )
    sample.do(committed_draw, "replace", "2026-03-05 10:00", by, form, "li")
    found = facts(committed_draw)
    assert found.officers.order == order and all(one.same for one in replay(found))


def test_anyone_replays_it_without_an_account_from_the_page_or_from_a_file(
    committed_draw: int, sample: Sample, tmp_path: Path
) -> None:
    stranger = Client()
    assert stranger.get(f"/draws/{committed_draw}/").status_code == 404
    reveal(sample, committed_draw)
    page = stranger.get(f"/draws/{committed_draw}/").content.decode()
    assert (
        "结果与公布的一致" in page
        and SEED in page
        and "、".join(map(str, facts(committed_draw).objects.order)) in page
    )
    file = tmp_path / "draw.json"
    file.write_bytes(stranger.get(f"/draws/{committed_draw}/draw.json").content)
    assert read_draw(file) == facts(committed_draw)
    sheet = tmp_path / "objects.csv"
    sheet.write_text(OBJECTS, encoding="utf-8")
    ran = CliRunner().invoke(yifa, ["draw", "replay", str(file), "--objects", str(sheet), "--json"])
    told = json.loads(ran.output)
    assert ran.exit_code == 0 and told["same"]
    assert told["names"]["objects"] == [
        f"{n} D-{n} 示例商户{n}" for n in by_hand(f"{SEED}:{WORD}", 40, [7], 3)
    ]


def test_the_rule_on_the_page_is_one_that_sha256sum_follows(committed_draw: int, sample: Sample) -> None:
    reveal(sample, committed_draw)
    marks = {
        subprocess.run(["sha256sum"], input=f"{SEED}:{WORD}:{n}".encode(), capture_output=True, check=True)
        .stdout[:64]
        .decode(): n
        for n in range(1, 41)
        if n != 7
    }
    assert [marks[m] for m in sorted(marks)][:3] == facts(committed_draw).objects.order


def test_a_file_that_was_changed_is_found_out_and_a_wrong_one_is_named(
    committed_draw: int, sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reveal(sample, committed_draw)
    monkeypatch.setattr("yifa.server.cli_draw.ready_database", lambda: None)
    data, file = facts(committed_draw).model_dump(), tmp_path / "draw.json"
    run = CliRunner().invoke
    number = data["case"]
    assert run(yifa, ["draw", "replay", number]).exit_code == 0
    assert json.loads(run(yifa, ["draw", "facts", number]).output) == data
    for changed, said in (
        ({**data, "seed": "别的种子"}, "不一致"),
        ({**data, "objects": {**data["objects"], "without": [data["objects"]["order"][0]]}}, "不一致"),
        ({**data, "objects": {**data["objects"], "order": data["objects"]["order"][::-1]}}, "自第 1 个起不同"),
    ):  # fmt: skip
        file.write_text(json.dumps(changed), encoding="utf-8")
        ran = run(yifa, ["draw", "replay", str(file)])
        assert ran.exit_code == 1 and said in ran.output
    for wrong, spot in (({**data, "seeds": "x"}, "seeds"), ({k: v for k, v in data.items() if k != "seed"}, "seed"), ({**data, "rule": "other"}, "rule")):  # fmt: skip
        file.write_text(json.dumps(wrong), encoding="utf-8")
        with pytest.raises(BadInput, match=spot):
            read_draw(file)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="JSON"):
        read_draw(file)
    with pytest.raises(Missing):
        run(yifa, ["draw", "replay", "没有这个编号"], catch_exceptions=False, standalone_mode=False)


def test_another_sheet_than_the_published_one_is_refused(
    committed_draw: int, sample: Sample, tmp_path: Path
) -> None:
    reveal(sample, committed_draw)
    file, sheet = tmp_path / "draw.json", tmp_path / "objects.csv"
    sheet.write_text(OBJECTS.replace("示例商户9", "示例商户九"), encoding="utf-8")
    file.write_text(facts(committed_draw).model_dump_json(), encoding="utf-8")
    with pytest.raises(BadInput, match="不是公布的那一份"):
        CliRunner().invoke(yifa, ["draw", "replay", str(file), "--objects", str(sheet)], catch_exceptions=False, standalone_mode=False)  # fmt: skip


def test_the_case_page_leads_to_the_replay_and_the_witness_reads_the_order_before_confirming(
    committed_draw: int, sample: Sample
) -> None:
    li, zhao = Client(), Client()
    for client, name in ((li, "li"), (zhao, "zhao")):
        client.force_login(
            Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend"
        )
    act = f"/cases/{committed_draw}/acts/draw/"
    assert "不用填，由系统算出" in li.get(act).content.decode()
    posted = {"by-organiser": sample.id("li"), "by-witness": sample.id("zhao"), "f-seed": SEED, "f-added": WORD}
    assert li.post(act, posted).status_code == 302
    order = by_hand(f"{SEED}:{WORD}", 40, [7], 3)
    waiting = f"/proposals/{Proposal.objects.get().pk}/"
    assert "、".join(map(str, order)) in zhao.get(waiting).content.decode()
    assert zhao.post(waiting, {"answer": "confirm"}).status_code == 302
    assert facts(committed_draw).objects.order == order
    assert f'href="/draws/{committed_draw}/"' in li.get(f"/cases/{committed_draw}/").content.decode()
    assert "锁定值" in li.get("/draws/seed/").content.decode()


LISTED = st.integers(1, 60).flatmap(
    lambda size: st.tuples(st.just(size), st.lists(st.integers(1, size), unique=True, max_size=size - 1))
)


@given(seed=st.text(min_size=1), listed=LISTED, count=st.integers(1, 60))
def test_a_draw_takes_each_place_once_none_excluded_and_the_same_for_everyone(
    seed: str, listed: tuple[int, list[int]], count: int
) -> None:
    assume(seed.isprintable())
    size, without = listed
    order = drawn(seed, size, without, count)
    assert order == by_hand(seed, size, without, count)
    assert len(set(order)) == len(order) == min(count, size - len(without)) and not set(order) & set(without)


@pytest.fixture(scope="module")
def ready(law: Law) -> tuple[Any, dict[str, Any]]:
    """The procedure, and the state of a case whose seed is committed."""
    procedure = law.families["inspection.random"][-1]
    cover = {"kind": "general", "item": "示例", "plan_number": "1", "joint": False, "capacity": "own"}
    state = opening(cover, {})
    people = {
        name: Actor(name, frozenset({post}), frozenset())
        for name, post in (("han", "publisher"), ("li", "handler"), ("zhao", "legal_reviewer"))
    }
    steps: list[tuple[str, dict[str, str], dict[str, Any]]] = [
        ("announce", {"publisher": "han"}, {"site": "示例网", "full_cover": "no", "objects": 3, "officers": 2}),
        ("publish_pools", {"publisher": "han"}, dict(POOLS)),
        ("commit", {"organiser": "li", "witness": "zhao"}, {"commitment": commitment_of(SEED), "sealed_by": "示例"}),
    ]  # fmt: skip
    at = datetime(2026, 3, 2, 9, tzinfo=ZONE)
    for seq, (act, by, form) in enumerate(steps, start=1):
        attempt = Attempt(act, at, {role: (people[who],) for role, who in by.items()}, form)
        verdict = judge(procedure, state, attempt, World(), law.calendar_on(at.isoformat()))
        assert verdict.accepted and verdict.entry is not None, verdict.reasons
        fold(
            procedure,
            state,
            {**verdict.entry, "seq": seq, "recorded": at.isoformat()},
            law.calendar_on(at.isoformat()),
        )
    by_draw = {"organiser": (people["li"],), "witness": (people["zhao"],)}
    return (
        procedure,
        {"state": state, "attempt": Attempt("draw", at, by_draw, {"seed": SEED, "added": WORD}), "law": law},
    )


@given(order=st.lists(st.integers(1, 40), unique=True, min_size=1, max_size=5), word=st.sampled_from([WORD, "骰子一一一"]))  # fmt: skip
def test_no_order_but_the_right_one_is_ever_accepted(
    ready: tuple[Any, dict[str, Any]], order: list[int], word: str
) -> None:
    procedure, given_ = ready
    right = by_hand(f"{SEED}:{word}", 40, [7], 3)
    attempt = replace(given_["attempt"], form={"seed": SEED, "added": word, "objects_order": order})
    calendar = given_["law"].calendar_on(attempt.at.isoformat())
    verdict = judge(procedure, given_["state"], attempt, World(), calendar)
    assert verdict.accepted == (order == right)
    fair = replace(attempt, form={**attempt.form, "objects_order": right})
    assert judge(procedure, given_["state"], fair, World(), calendar).accepted
