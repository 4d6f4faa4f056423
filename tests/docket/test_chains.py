"""Hand-overs: one matter through several procedures, one chain to be read, no fact typed twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from street import RECORDING, Sample, moment
from yifa import clock
from yifa.docket.bulk import bulk
from yifa.docket.cases import open_case
from yifa.docket.door import Command, Receipt, perform
from yifa.docket.linked import chain_of
from yifa.docket.models import Case, CaseParty
from yifa.docket.opening import Cover
from yifa.docket.reading import entries_of
from yifa.docket.referrals import read_waiting, waiting
from yifa.docket.verify import verify
from yifa.docket.world import the_law
from yifa.errors import LawError, Refused
from yifa.intake.channels import channel_named
from yifa.intake.sheets import import_sheet
from yifa.people.actors import Actor, actor_for
from yifa.people.models import Officer
from yifa.procedures import Law, load_law

FINE = {"violation": "road_occupation", "fine": 450, "tier": "light", "party": "organisation"}


def someone(sample: Sample, name: str) -> Actor:
    return actor_for(sample.id(name), clock.now())


def now(
    sample: Sample,
    case_id: int,
    act: str,
    by: dict[str, list[str]],
    form: dict[str, Any] | None = None,
    **words: Any,
) -> Receipt:
    """One act done now, signed on paper by everyone in it."""
    ids = {role: [sample.id(one) for one in people] for role, people in by.items()}
    who = next((ids_[0] for ids_ in ids.values()), sample.id("zhao"))
    return perform(case_id, Command(act, ids, form or {}, paper="示例", **words), who)


def take_up(
    sample: Sample,
    parent: int,
    family: str,
    officer: str,
    office: str,
    facts: dict[str, Any] | None = None,
    **words: Any,
) -> int:
    """Take a matter up as a clerk does who writes nothing that is known already."""
    cast, case = sample.street.cast, Case.objects.get(pk=parent)
    cover = Cover(
        procedure=family, body_id=cast["bodies"]["street"].pk, division=case.division, locality=case.locality, facts=facts or {},
        office_id=cast["offices"][office].pk, handler_id=sample.id(officer), parent_id=parent, **words,
    )  # fmt: skip
    return open_case(cover, None, sample.id(officer)).case_id


def party_of(case_id: int) -> tuple[str, str, str]:
    """Key, kind and place in the vault of the one party of a case."""
    return CaseParty.objects.values_list("key", "kind", "party_id").get(case_id=case_id)


def page(case_id: int, officer: str) -> str:
    client = Client()
    client.force_login(Officer.objects.get(username=officer), backend="django.contrib.auth.backends.ModelBackend")  # fmt: skip
    return client.get(f"/cases/{case_id}/").content.decode()


def stage(case_id: int) -> str:
    return Case.objects.get(pk=case_id).stage


@pytest.fixture
def decided(sample: Sample, law: Law) -> int:
    """A fine of the ordinary procedure, served and not paid."""
    (life,) = sample.lives(law, "ordinary_penalty", 1, FINE)
    unpaid = [command for command in life.acts if command.act not in ("pay", "close", "publish")]
    acts, rejected = bulk([replace(life, acts=unpaid)], sample.id("feng"))
    assert acts and not rejected
    return Case.objects.get(procedure="penalty.ordinary").pk


def contest(sample: Sample, case_id: int, which: str) -> None:
    perform(case_id, Command("review_or_suit", {}, {"which": which}, at=moment("2023-08-10 09:00"), party="p1"), sample.id("zhang"))  # fmt: skip


def test_a_penalty_becomes_a_review_and_a_suit_and_its_end_comes_back(decided: int, sample: Sample) -> None:
    contest(sample, decided, "review")
    zhao = someone(sample, "zhao")
    assert [(w.case_id, w.name) for w in waiting(zhao)] == [(decided, "to_review")]
    review = take_up(sample, decided, "review.respondent", "zhao", "legal", capacity="handed_over")
    first = entries_of(dict(Case.objects.values().get(pk=review)))[0]
    decision = next(d for e in entries_of(dict(Case.objects.values().get(pk=decided))) for d in e.get("documents", ()) if d["name"] == "decision")  # fmt: skip
    assert first["case"]["original_number"] == decision["number"] and first["case"]["kind"] == "penalty"
    assert party_of(review) == party_of(decided)
    assert waiting(zhao) == []

    now(
        sample,
        review,
        "copy_received",
        {},
        {"mode": "ordinary", "received_on": "2023-08-14", "paper": "示例复1号", "claims": "撤销（示例）"},
    )
    now(
        sample,
        review,
        "decision",
        {},
        {
            "outcome": "upheld",
            "paper": "示例复决1号",
            "received_on": "2023-10-09",
            "corrected": "no",
            "dated": "no",
        },
    )
    upheld = entries_of(dict(Case.objects.values().get(pk=decided)))[-1]
    assert upheld["act"] == "review_decided" and upheld["form"]["result"] == "upheld" and upheld["valid"]
    assert upheld["told_by"]["case"] == review and stage(decided) == "decided"

    now(sample, review, "sued", {}, party="p1")
    (suit,) = now(sample, review, "take_suit", {"registrar": ["zhao"]}).opened
    assert party_of(suit) == party_of(decided)
    assert entries_of(dict(Case.objects.values().get(pk=suit)))[0]["case"]["after_review"] is True
    court = {
        "received_on": "2023-10-20",
        "court_name": "示例法院",
        "paper": "示例行初1号",
        "mode": "ordinary",
        "as": "sole",
        "claims": "撤销（示例）",
    }
    now(sample, suit, "complaint_received", {}, court)
    judged = {
        "outcome": "annulled",
        "served_on": "2024-01-10",
        "paper": "示例行初1号",
        "kind": "judgment",
        "lost": "yes",
        "perform_by": "2024-03-01",
        "absence_named": "no",
    }
    now(sample, suit, "judgment", {}, judged)
    assert stage(decided) == "decided", "a judgment that is not in force yet moves nothing"
    now(sample, suit, "no_appeal", {"registrar": ["zhao"]}, {"outcome": "against_us"})
    assert stage(decided) == "revoked" and stage(suit) == "in_force" and verify().broken == ()

    assert [(c["id"], c["depth"]) for c in chain_of(review)] == [(decided, 0), (review, 1), (suit, 2)]
    told = page(suit, "zhao")
    for case_id in (decided, review):
        assert f'href="/cases/{case_id}/"' in told
    chain = told[told.index("案件链") :]
    assert (
        chain.index(f"/cases/{decided}/") < chain.index(f"/cases/{review}/") < chain.index("裁判已生效待履行")
    )
    assert "决定已撤销" in chain


def test_a_review_that_corrects_the_penalty_revokes_it(decided: int, sample: Sample) -> None:
    contest(sample, decided, "review")
    review = take_up(sample, decided, "review.respondent", "zhao", "legal", capacity="handed_over")
    now(
        sample,
        review,
        "copy_received",
        {},
        {"mode": "ordinary", "received_on": "2023-08-14", "paper": "示例复1号", "claims": "撤销（示例）"},
    )
    corrected = {
        "outcome": "annulled_redo",
        "paper": "示例复决1号",
        "received_on": "2023-10-09",
        "corrected": "yes",
        "dated": "no",
    }
    now(sample, review, "decision", {}, corrected)
    entry = entries_of(dict(Case.objects.values().get(pk=decided)))[-1]
    assert (entry["act"], entry["form"]["result"]) == ("annulled", "redo")
    assert stage(decided) == "revoked" and verify().broken == ()


def test_a_suit_that_is_won_lets_the_decision_stand(decided: int, sample: Sample) -> None:
    contest(sample, decided, "suit")
    suit = take_up(sample, decided, "suit.response", "zhao", "legal", capacity="handed_over")
    assert entries_of(dict(Case.objects.values().get(pk=suit)))[0]["case"]["after_review"] is False
    court = {
        "received_on": "2023-08-20",
        "court_name": "示例法院",
        "paper": "示例行初2号",
        "mode": "ordinary",
        "as": "sole",
        "claims": "撤销（示例）",
    }
    now(sample, suit, "complaint_received", {}, court)
    won = {
        "outcome": "claims_rejected",
        "served_on": "2024-01-10",
        "paper": "示例行初2号",
        "kind": "judgment",
        "lost": "no",
        "absence_named": "no",
    }
    now(sample, suit, "judgment", {}, won)
    now(sample, suit, "no_appeal", {"registrar": ["zhao"]}, {"outcome": "for_us"})
    entry = entries_of(dict(Case.objects.values().get(pk=decided)))[-1]
    assert (
        entry["act"] == "remedy_over"
        and entry["valid"]
        and stage(decided) == "decided"
        and verify().broken == ()
    )


def test_the_page_shows_who_comes_along_and_asks_for_nothing_known(decided: int, sample: Sample) -> None:
    contest(sample, decided, "review")
    zhao = Client()
    zhao.force_login(
        Officer.objects.get(username="zhao"), backend="django.contrib.auth.backends.ModelBackend"
    )
    address = f"/cases/new/review.respondent/?from={decided}&referral=to_review"
    form = zhao.get(address).content.decode()
    number = read_waiting(decided, "to_review", someone(sample, "zhao"))[0].facts["original_number"]
    assert ("随案转来" in form and f'value="{number}"' in form) or f">{number}</textarea>" in form
    posted = {
        "f-kind": "penalty",
        "f-act_date": "2023-07-14",
        "f-original_number": number,
        "capacity": "handed_over",
    }
    answer = zhao.post(address, posted)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert party_of(Case.objects.get(procedure="review.respondent").pk) == party_of(decided)


def test_a_work_order_turns_out_to_be_a_violation(sample: Sample, tmp_path: Path) -> None:
    place = sample.street.communities[0].split("/")[-1]
    head = "工单编号,反映时间,社区编码,诉求类别,紧急程度,事项领域,重复诉求,诉求内容,诉求人,联系电话\n"
    sheet = tmp_path / "orders.csv"
    sheet.write_text(
        f"{head}RX-1,2023-05-04 09:00,{place},举报,一般,市容环卫,否,有人乱扔垃圾（示例）,示例来电人,\n",
        encoding="utf-8",
    )
    found = import_sheet(channel_named(the_law(), "hotline_orders"), sheet)
    assert not found.rejected, found.rejected[0].error
    (order,) = found.cases
    assert Case.objects.get(pk=order).procedure == "hotline.order"
    again = import_sheet(channel_named(the_law(), "hotline_orders"), sheet)
    assert again.cases == () and again.known == 1
    now(sample, order, "convert", {"acceptor": ["he"]}, {"where": "enforcement", "told": "yes"})
    facts = {"violation": "littering", "act_date": "2023-05-04"}
    party = [sample.someone()]
    case = take_up(sample, order, "penalty.correction", "zhang", "enforcement", facts, capacity="handed_over", field="城管", parties=party)  # fmt: skip
    assert entries_of(dict(Case.objects.values().get(pk=case)))[0]["case"]["channel"] == "report"
    assert {p.role for p in CaseParty.objects.filter(case_id=case)} == {"respondent"}, (
        "who reported stays behind"
    )
    assert [c["id"] for c in chain_of(case)] == [order, case] and verify().broken == ()


def hazard(sample: Sample) -> int:
    """A hazard that was not removed in time."""
    cast, two = sample.street.cast, sample.two()
    cover = sample.cover(
        procedure="hazard.ordinary", facts={"kind": "fire", "found_by": "inspection", "found_on": "2023-05-08"}, parties=[sample.someone("responsible")],
        field="应急", capacity="own", office_id=cast["offices"]["enforcement"].pk, opened_at=moment("2023-05-08 09:00"),
    )  # fmt: skip
    first = Command(
        "register",
        {"officer": two},
        {"content": "堵塞通道（示例）", "photos": [RECORDING]},
        at=moment("2023-05-08 09:00"),
        paper="示例",
    )
    case_id = open_case(cover, first, sample.id("zhang")).case_id
    for act, at, form in (
        ("grade", "2023-05-08 10:00", {"outcome": "general", "criteria": "示例标准"}),
        ("order", "2023-05-08 11:00", {"how": "by_date", "remove_by": "2023-05-15", "measures": "清理（示例）"}),
        ("recheck", "2023-05-16 10:00", {"removed": "no", "photos": [RECORDING], "record": "未改（示例）", "on_site": "yes"}),
        ("pass_to_penalty", "2023-05-16 11:00", {}),
    ):  # fmt: skip
        sample.do(case_id, act, at, {"officer": two}, form)
    return case_id


def test_a_hazard_becomes_a_penalty_of_whoever_is_responsible(sample: Sample) -> None:
    source = hazard(sample)
    case = take_up(sample, source, "penalty.ordinary", "zhang", "enforcement", {"violation": "road_occupation"}, capacity="handed_over", field="城管")  # fmt: skip
    first = entries_of(dict(Case.objects.values().get(pk=case)))[0]
    assert first["case"]["channel"] == "hazard" and first["case"]["act_date"] == "2023-05-08"
    assert party_of(case) == party_of(source)
    assert (
        entries_of(dict(Case.objects.values().get(pk=source)))[-1]["act"] == "case_opened"
        and verify().broken == ()
    )


def test_a_petition_that_is_a_request_for_review_goes_to_the_review_organ_with_its_petitioner(
    sample: Sample,
) -> None:
    cast = sample.street.cast
    cover = sample.cover(
        procedure="petition.matter", facts={"channel": "visit", "first": "first", "people": 1, "group": "no", "kind": "claim", "field": "village"},
        parties=[sample.someone("petitioner")], field="", capacity="own", office_id=cast["offices"]["hotline"].pk if "hotline" in cast["offices"] else None,
        opened_at=moment("2024-05-06 09:00"),
    )  # fmt: skip
    he, luo = sample.id("he"), sample.id("luo")
    register = {
        "content": "请求撤销处罚（示例）",
        "oral": "yes",
        "identity_clear": "yes",
        "representatives": 1,
    }
    matter = open_case(
        cover,
        Command("register", {"registrar": [he]}, register, at=moment("2024-05-06 09:00"), paper="示例"),
        he,
    ).case_id
    sample.do(matter, "accept", "2024-05-06 10:00", {"registrar": [he]}, {"ours": "yes", "same_after_final": "no", "pending_elsewhere": "no", "in_time": "yes"}, "he")  # fmt: skip
    way = {
        "outcome": "administrative",
        "reason": "实为申请复议（示例）",
        "way": "行政复议（示例）",
        "procedure": "review",
    }
    sample.do(matter, "sort", "2024-05-07 09:00", {"handler": [luo]}, way, "he")
    meng = someone(sample, "liu")
    assert [w.name for w in waiting(meng)] == ["to_review"]
    known = read_waiting(matter, "to_review", meng)
    assert [p.role for p in known[0].parties] == ["applicant"] and "请求、事实和理由" in known[1]
    body = replace(sample.someone("respondent", "p9"), kind="body")
    review = take_up(
        sample, matter, "review.authority", "liu", "enforcement", {"kind": "penalty", "respondent_kind": "street", "field": "城管"}, parties=[body],
    )  # fmt: skip
    assert CaseParty.objects.get(case_id=review, role="applicant").party_id == party_of(matter)[2]
    assert entries_of(dict(Case.objects.values().get(pk=matter)))[-1]["act"] == "taken_up"


def test_a_party_that_is_shielded_never_goes_along(tmp_path: Path) -> None:
    shipped = the_law().folder.path("procedures/hotline/order/procedure.yaml")
    text = shipped.read_text(encoding="utf-8").replace(
        "to: [mediation.case],", "to: [mediation.case], parties: {party: caller},", 1
    )
    target = tmp_path / "procedures/hotline/order"
    target.mkdir(parents=True)
    (target / "procedure.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LawError, match="受保护"):
        load_law(overlay=tmp_path)


def test_what_was_not_handed_on_is_not_taken_up(decided: int, sample: Sample) -> None:
    with pytest.raises(Refused):
        facts = {"kind": "penalty", "act_date": "2023-07-14", "original_number": "示例"}
        take_up(
            sample,
            decided,
            "review.respondent",
            "zhao",
            "legal",
            facts,
            capacity="handed_over",
            parties=[sample.someone("applicant")],
        )
    assert not Case.objects.filter(procedure="review.respondent").exists()
