"""Acts through the door: accepted with their number, refused with the article, recorded whatever they are."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.db import DatabaseError, connection, transaction

from street import Sample, drop_guards, make_sample, moment
from yifa.docket.cases import open_case
from yifa.docket.confirm import confirm, proposal_digest
from yifa.docket.door import Command, perform
from yifa.docket.models import Act, Case, IssuedDocument, Refusal
from yifa.docket.roots import make_root
from yifa.docket.verify import rebuild, verify
from yifa.errors import BadInput, Conflict, Forbidden, Missing, Refused
from yifa.people.actors import actor_for
from yifa.people.models import Certificate, VaultItem
from yifa.people.vault import erase


def reasons(caught: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(r.code, r.ground) for r in caught.value.reasons}


def test_a_fine_on_the_spot_gets_its_number_and_starts_its_terms(sample: Sample) -> None:
    receipt = sample.decided()
    assert receipt.documents == {"decision": "塘沽街办当罚决〔2023〕1号"}
    assert receipt.state["stage"] == "decided"
    assert receipt.state["terms"]["filed_in"][""]["due"] == "2023-05-08"
    assert Case.objects.get(pk=receipt.case_id).next_due == "2023-05-08"


def test_no_decision_before_notice_is_refused_with_its_article_and_recorded(sample: Sample) -> None:
    case_id = sample.opened().case_id
    with pytest.raises(Refused) as caught:
        sample.decide(case_id)
    assert ("procedures.stage", "行政处罚法/51,52") in reasons(caught)
    refusal = Refusal.objects.get()
    assert refusal.case_id == case_id and "procedures.stage" in refusal.reasons
    assert Act.objects.filter(case_id=case_id, act="decide").count() == 0
    assert IssuedDocument.objects.count() == 0


def test_a_refused_opening_takes_no_number(sample: Sample) -> None:
    with pytest.raises(Refused):
        open_case(sample.cover(), sample.find(certificates_shown="no"), sample.id("zhang"))
    assert not Case.objects.exists()
    assert sample.opened().state["seq"] == 1
    assert Case.objects.get().number.endswith("〔2023〕1号")


def test_an_expired_certificate_and_a_grid_worker_cannot_punish(sample: Sample) -> None:
    for other in ("sun_expired", "gao"):
        command = Command(
            "find",
            {"officer": [sample.id("zhang"), sample.id(other)]},
            dict(sample.find().form),
            at=moment("2023-05-04 10:00"),
            paper="示例",
        )
        with pytest.raises(Refused) as caught:
            open_case(sample.cover(), command, sample.id("zhang"))
        assert any(
            code in ("people.certificate", "people.post", "people.barred_post") for code, _ in reasons(caught)
        )


def test_a_certificate_revoked_counts_from_the_next_act(sample: Sample) -> None:
    case_id = sample.opened().case_id
    Certificate.objects.filter(officer_id=sample.id("wang")).update(
        revoked_on=moment("2023-01-01 00:00").date()
    )
    with pytest.raises(Refused) as caught:
        sample.tell(case_id)
    assert "people.certificate" in {code for code, _ in reasons(caught)}


def test_a_fine_above_the_summary_cap_or_what_was_told_is_refused(sample: Sample) -> None:
    case_id = sample.opened().case_id
    sample.tell(case_id, fine=100)
    with pytest.raises(Refused) as caught:
        sample.decide(case_id, fine=201)
    grounds = {ground for _, ground in reasons(caught)}
    assert {"行政处罚法/51", "行政处罚法/45", "行政处罚法/34,38"} <= grounds


def test_two_officers_each_confirm_with_their_own_session(sample: Sample) -> None:
    case = Case.objects.get(pk=sample.opened().case_id)
    form = {"proposed_kinds": ["fine"], "proposed_fine": 50, "told_all": "yes"}
    command = Command("tell", {"officer": sample.two()}, form, at=moment("2023-05-04 10:05"))
    with pytest.raises(Refused) as caught:
        perform(case.pk, command, sample.id("zhang"))
    assert caught.value.code == "docket.unconfirmed" and caught.value.data["missing"] == [sample.id("wang")]
    confirm(proposal_digest(case.pk, case.head, command), sample.id("wang"), "session-of-wang")
    assert perform(case.pk, command, sample.id("zhang")).state["stage"] == "told"
    changed = Command(
        "decide", {"officer": sample.two()}, {"outcome": "not_punish"}, at=moment("2023-05-04 10:06")
    )
    with pytest.raises(Refused):
        perform(case.pk, changed, sample.id("zhang"))


def test_a_stale_page_changes_nothing(sample: Sample) -> None:
    receipt = sample.opened()
    sample.tell(receipt.case_id)
    with pytest.raises(Conflict):
        sample.do(
            receipt.case_id,
            "move_to_ordinary",
            "2023-05-04 10:20",
            {"officer": sample.two()},
            {"reason": "复杂"},
            seen=receipt.hash,
        )
    assert Act.objects.filter(case_id=receipt.case_id).count() == 3


def test_what_was_done_unlawfully_is_recorded_as_the_fact_it_is(sample: Sample) -> None:
    case_id = sample.opened().case_id
    receipt = sample.decide(case_id, irregular="倒查发现先处罚后告知")
    assert receipt.state["irregular"] == [2]
    entry = orjson.loads(Act.objects.get(case_id=case_id, seq=2).entry)
    assert entry["kind"] == "irregular" and entry["why"] and entry["reasons"][0]["ground"]
    with pytest.raises(BadInput):
        sample.do(case_id, "serve", "2023-05-04 10:30", {"officer": sample.two()}, {"document": "decision", "means": "in_person", "receipt": "签收"},
                  party="p1", irregular="无需")  # fmt: skip


def test_a_late_hearing_style_event_is_recorded_but_not_valid(sample: Sample) -> None:
    case_id = sample.decided().case_id
    receipt = sample.do(
        case_id, "pay", "2023-05-05 10:00", {}, {"amount": 20, "bank_receipt": "收据"}, party="p1"
    )
    assert not receipt.valid and receipt.state["stage"] == "decided" and "pay" not in receipt.state["done"]


def test_back_dating_is_visible_and_never_lets_an_unlawful_order_through(sample: Sample) -> None:
    case_id = sample.decided().case_id
    with pytest.raises(Refused):
        sample.do(
            case_id,
            "tell",
            "2023-05-04 10:11",
            {"officer": sample.two()},
            {"proposed_kinds": ["warning"], "told_all": "yes"},
        )
    receipt = sample.do(case_id, "defend", "2023-05-04 10:07", {}, {"content": "不是我扔的"}, party="p1")
    assert receipt.state["ungrounded"] == [3]
    assert verify().broken == ()


def test_a_correction_keeps_both_and_the_state_follows_the_corrected_record(sample: Sample) -> None:
    case_id = sample.decided().case_id
    sample.do(
        case_id,
        "rectify",
        "2023-05-05 09:00",
        {"officer": sample.two()},
        {"of": 3, "fields": {"fine": 40}, "reason": "笔误：四十元写成五十元"},
    )
    state = orjson.loads(Case.objects.get(pk=case_id).state)
    assert state["done"]["decide"]["form"]["fine"] == 4000
    assert '"fine":5000' in Act.objects.get(case_id=case_id, seq=3).entry
    assert verify().broken == ()


def test_a_revoked_decision_no_longer_stands_and_what_rested_on_it_is_named(sample: Sample) -> None:
    case_id = sample.decided().case_id
    cash = {"amount": 50, "why": "up_to_100", "receipt_number": "示例票据1"}
    taken = sample.do(case_id, "collect_cash", "2023-05-04 10:20", {"officer": sample.two()}, cash)
    receipt = sample.do(
        case_id,
        "revoke",
        "2023-05-09 09:00",
        {"head": [sample.id("liu")]},
        {"why": "self", "reason": "认定有误"},
    )
    assert "decide" not in receipt.state["done"]
    assert receipt.state["ungrounded"] == [taken.seq]
    assert verify().broken == ()


def test_nobody_acts_outside_their_scope(sample: Sample) -> None:
    case_id = sample.opened().case_id
    for name in ("gao", "liang", "sysadmin"):
        with pytest.raises(Forbidden):
            perform(case_id, sample.find(), sample.id(name))
    with pytest.raises(Missing):
        perform(10**9, sample.find(), sample.id("zhang"))


def test_an_act_cannot_lie_in_the_future(sample: Sample) -> None:
    with pytest.raises(BadInput):
        sample.do(sample.opened().case_id, "tell", "2099-01-01 10:00", {"officer": sample.two()})


def test_the_database_itself_refuses_to_change_an_act(sample: Sample) -> None:
    sample.decided()
    for statement in ("UPDATE docket_act SET entry = '{}'", "DELETE FROM docket_act"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE docket_act SET entry = replace(entry, '\"fine\":5000', '\"fine\":5001') WHERE act = 'decide'",
        "DELETE FROM docket_act WHERE seq = 3",
        "DELETE FROM docket_act WHERE seq = 1",
        "UPDATE docket_case SET stage = 'performed'",
        "UPDATE docket_termspan SET due = '2030-01-01'",
        "DELETE FROM docket_case",
        "UPDATE docket_act SET at = '2022' || substr(at, 5) WHERE act = 'decide'",
        "UPDATE docket_act SET kind = 'irregular' WHERE act = 'decide'",
        "UPDATE docket_act SET outcome = 'not_punish' WHERE act = 'decide'",
        "UPDATE docket_act SET recorded = '2022' || substr(recorded, 5)",
        "UPDATE docket_case SET training = (1 = 1)",
        "UPDATE docket_case SET division = '1'",
        "UPDATE docket_case SET number = 'x'",
        "UPDATE docket_case SET body_id = body_id + 1",
        "UPDATE docket_case SET office_id = NULL",
        "UPDATE docket_case SET procedure = 'penalty.ordinary'",
        "UPDATE docket_case SET shielded = (1 = 1)",
        "UPDATE docket_case SET opened_on = '2022-01-01'",
        "UPDATE docket_caseparty SET identity = 'x'",
        "DELETE FROM docket_caseparty",
        "UPDATE docket_issueddocument SET number = 'x'",
        "DELETE FROM docket_issueddocument",
        "DELETE FROM people_vaultitem",
        "UPDATE people_vaultitem SET nonce = ciphertext",
    ],
)
def test_any_damage_is_found(sample: Sample, damage: str) -> None:
    sample.decided()
    make_root()
    assert verify().broken == ()
    drop_guards()
    with connection.cursor() as cursor:
        cursor.execute(damage)
    assert verify().broken


def test_a_case_deleted_whole_with_its_acts_is_shown_by_the_root(sample: Sample) -> None:
    first = sample.decided().case_id
    sample.decided()
    make_root()
    drop_guards()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM docket_act WHERE case_id = %s", [first])
        cursor.execute("DELETE FROM docket_case WHERE id = %s", [first])
        cursor.execute("DELETE FROM docket_termspan WHERE case_id = %s", [first])
    assert any("acts 1 to" in broken.what for broken in verify().broken)


def test_a_tail_cut_together_with_its_root_is_shown_by_the_copy_kept_outside(sample: Sample, tmp_path: Path, settings: Any) -> None:
    settings.ROOTS = str(tmp_path / "roots-of-another-office.txt")
    sample.decided()
    assert verify().since_root > 0
    make_root()
    assert (verify().since_root, verify().broken) == (0, ())
    drop_guards()
    with connection.cursor() as cursor:
        for table in ("root", "act", "case", "termspan", "caseparty", "issueddocument"):
            cursor.execute(f"DELETE FROM docket_{table}")
    assert any("kept outside" in broken.what for broken in verify().broken)


def test_rebuild_does_not_make_a_case_fit_the_tail_it_lost(sample: Sample) -> None:
    case_id = sample.decided().case_id
    drop_guards()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM docket_act WHERE case_id = %s AND seq = (SELECT MAX(seq) FROM docket_act WHERE case_id = %s)", [case_id, case_id])
    assert [broken.case_id for broken in rebuild().broken] == [case_id]
    assert case_id in {broken.case_id for broken in verify().broken}


def test_rebuild_makes_every_projection_again(sample: Sample) -> None:
    case_id = sample.decided().case_id
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE docket_case SET stage = 'performed', state = '{}', next_due = '2000-01-01', number = 'x', training = (1 = 1) WHERE id = %s",
            [case_id],
        )
        for table in ("termspan", "caseparty", "issueddocument"):
            cursor.execute(f"DELETE FROM docket_{table}")
    assert verify().broken
    assert rebuild().broken == ()
    assert verify().broken == ()


def test_erasing_an_identity_by_law_leaves_every_chain_whole(sample: Sample) -> None:
    sample.decided()
    actor = actor_for(sample.id("liu"), moment("2023-06-01 09:00"))
    for ref in VaultItem.objects.values_list("pk", flat=True):
        erase(ref, "个人信息保护法/47", actor)
    assert verify().broken == ()


def test_nothing_personal_stands_in_the_chain(sample: Sample) -> None:
    sample.decided()
    text = "".join(Act.objects.values_list("entry", flat=True)) + "".join(
        Case.objects.values_list("state", flat=True)
    )
    assert "乱扔烟头" not in text and "照片" not in text


@pytest.mark.usefixtures("transactional_db")
def test_two_people_acting_at_once_one_wins(fresh_data: Path) -> None:
    sample = make_sample()
    receipt = sample.opened()
    outcomes: list[str] = []
    warning = {"proposed_kinds": ["warning"], "told_all": "yes"}

    def act() -> None:
        try:
            sample.do(
                receipt.case_id,
                "tell",
                "2023-05-04 10:05",
                {"officer": sample.two()},
                warning,
                seen=receipt.hash,
            )
            outcomes.append("done")
        except (Conflict, Refused):
            outcomes.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "stale", "stale", "stale"]
    assert Act.objects.filter(case_id=receipt.case_id, act="tell").count() == 1
