"""Two officers are two people: what one proposes stands on the other's desk until confirmed, declined or overtaken."""

from __future__ import annotations

import pytest
from django.test import Client

from street import Sample
from yifa import clock
from yifa.docket.cases import case_for
from yifa.docket.door import Command
from yifa.docket.models import Act, Case, Proposal
from yifa.docket.proposals import confirm_proposal, decline, propose
from yifa.docket.verify import verify
from yifa.errors import Conflict
from yifa.people.actors import actor_for
from yifa.people.models import Office, Officer, Party, VaultItem, ViewLog
from yifa.people.parties import Identity, prepare
from yifa.people.scopes import EVERYTHING


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(
        Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def proposed(sample: Sample) -> int:
    """Officer Zhang tells a person of the intended fine; Wang, who acts too, has not confirmed yet."""
    case_id = sample.opened().case_id
    two = [str(one) for one in sample.two()]
    answer = client_of("zhang").post(
        f"/cases/{case_id}/acts/tell/",
        {"by-officer": two, "f-proposed_kinds": ["fine"], "f-proposed_fine": "50", "f-told_all": "yes", "at": "2023-05-04T10:05"},
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return case_id


def test_an_act_of_two_waits_on_the_desk_of_the_other_and_nothing_is_recorded_yet(proposed: int) -> None:
    assert Act.objects.filter(case_id=proposed, act="tell").count() == 0
    desk = client_of("wang").get("/").content.decode()
    assert "待我确认" in desk and f"/proposals/{Proposal.objects.get().pk}/" in desk
    assert "待我确认" not in client_of("qian").get("/").content.decode()
    assert "我提请的" in client_of("zhang").get("/").content.decode()


def test_the_case_says_who_has_yet_to_confirm_and_links_only_those_concerned(proposed: int) -> None:
    link = f"/proposals/{Proposal.objects.get().pk}/"
    for name in ("zhang", "wang"):
        page = client_of(name).get(f"/cases/{proposed}/").content.decode()
        assert "尚未记入案卷" in page and Officer.objects.get(username="wang").name in page and link in page
    other = client_of("zhao").get(f"/cases/{proposed}/").content.decode()
    assert "尚未记入案卷" in other and link not in other
    assert client_of("wang").post(link, {"answer": "confirm"}).status_code == 302
    assert "尚未记入案卷" not in client_of("zhang").get(f"/cases/{proposed}/").content.decode()


def test_the_other_reads_what_was_filled_in_and_confirms_and_then_it_stands(proposed: int) -> None:
    found = Proposal.objects.get()
    wang = client_of("wang")
    page = wang.get(f"/proposals/{found.pk}/").content.decode()
    assert "50 元" in page and "我确认" in page
    assert wang.post(f"/proposals/{found.pk}/", {"answer": "confirm"}).status_code == 302
    act = Act.objects.get(case_id=proposed, act="tell")
    assert act.kind == "act" and act.at.startswith("2023-05-04T10:05")
    found.refresh_from_db()
    assert found.status == "done" and VaultItem.objects.get(pk=found.item).erased_at is not None
    assert ViewLog.objects.filter(item_id=found.item).exists()
    assert verify().broken == ()


def test_someone_who_is_not_asked_neither_reads_nor_confirms(proposed: int) -> None:
    found = Proposal.objects.get()
    qian = client_of("qian")
    assert qian.get(f"/proposals/{found.pk}/").status_code == 404
    assert qian.post(f"/proposals/{found.pk}/", {"answer": "confirm"}).status_code == 404
    assert client_of("zhang").post(f"/proposals/{found.pk}/", {"answer": "confirm"}).status_code == 403
    assert Act.objects.filter(case_id=proposed, act="tell").count() == 0


def test_declining_needs_a_reason_which_the_proposer_reads(proposed: int) -> None:
    found = Proposal.objects.get()
    wang = client_of("wang")
    assert wang.post(f"/proposals/{found.pk}/", {"answer": "decline", "why": " "}).status_code == 400
    assert (
        wang.post(f"/proposals/{found.pk}/", {"answer": "decline", "why": "我当时不在场"}).status_code == 302
    )
    desk = client_of("zhang").get("/").content.decode()
    assert "不予确认" in desk and "我当时不在场" in desk
    assert "待我确认" not in wang.get("/").content.decode()


def test_a_proposal_is_stale_once_the_case_has_moved_on(proposed: int, sample: Sample) -> None:
    sample.tell(proposed)
    found = Proposal.objects.get()
    assert "待我确认" not in client_of("wang").get("/").content.decode()
    with pytest.raises(Conflict):
        confirm_proposal(found.pk, actor_for(sample.id("wang"), clock.now()), "s")
    assert Act.objects.filter(case_id=proposed, act="tell").count() == 1


def test_what_was_declined_may_be_put_again(proposed: int, sample: Sample) -> None:
    found = Proposal.objects.get()
    wang = client_of("wang")
    wang.post(f"/proposals/{found.pk}/", {"answer": "decline", "why": "时间不对"})
    two = [str(one) for one in sample.two()]
    words = {
        "by-officer": two,
        "f-proposed_kinds": ["fine"],
        "f-proposed_fine": "50",
        "f-told_all": "yes",
        "at": "2023-05-04T10:05",
    }
    client_of("zhang").post(f"/cases/{proposed}/acts/tell/", words)
    assert wang.post(f"/proposals/{found.pk}/", {"answer": "confirm"}).status_code == 302
    assert Case.objects.get(pk=proposed).stage != "start"
    assert Act.objects.filter(case_id=proposed, act="tell").count() == 1


def test_the_same_act_at_another_time_is_another_proposal(proposed: int, sample: Sample) -> None:
    two = [str(one) for one in sample.two()]
    words = {
        "by-officer": two,
        "f-proposed_kinds": ["fine"],
        "f-proposed_fine": "50",
        "f-told_all": "yes",
        "at": "2023-05-04T10:07",
    }
    client_of("zhang").post(f"/cases/{proposed}/acts/tell/", words)
    assert Proposal.objects.count() == 2
    wang = client_of("wang")
    assert wang.post(f"/proposals/{Proposal.objects.last().pk}/", {"answer": "confirm"}).status_code == 302
    assert Act.objects.get(case_id=proposed, act="tell").at.startswith("2023-05-04T10:07")


def test_a_refused_form_keeps_the_time_and_the_paper_that_were_typed(sample: Sample) -> None:
    case_id = sample.opened().case_id
    words = {"by-officer": [str(sample.two()[0])], "f-proposed_kinds": ["fine"], "f-proposed_fine": "50", "f-told_all": "yes",
             "at": "2023-05-04T10:07", "paper": "现场笔录第3页"}  # fmt: skip
    answer = client_of("zhang").post(f"/cases/{case_id}/acts/tell/", words)
    page = answer.content.decode()
    assert answer.status_code == 409 and 'value="2023-05-04T10:07"' in page and "现场笔录第3页" in page


def test_of_a_declined_act_nothing_is_left_of_who_was_to_enter_by_it(proposed: int, sample: Sample) -> None:
    case, held = case_for(proposed, EVERYTHING), Party.objects.count()
    zhang, wang = (actor_for(sample.id(name), clock.now()) for name in ("zhang", "wang"))

    def put(name: str) -> Proposal:
        made = prepare(Identity(Party.Kind.ORGANISATION, name))
        joined = {"role": "third", "key": "p9", "kind": "organisation", "party_id": str(made.party.pk)}
        command = Command("tell", {"officer": [zhang.id, wang.id]}, {"note": name}, joined=joined)
        return propose(case, command, zhang.id, "s", [made])

    declined, waiting = put("示例商贸有限公司"), put("示例物流有限公司")
    assert Party.objects.count() == held + 2
    decline(declined.pk, wang, "不是第三方")
    assert Party.objects.count() == held + 1 and not Party.objects.filter(mask="示例商贸有限公司").exists()
    erased = VaultItem.objects.filter(owner_kind="party", erased_at__isnull=False)
    assert [(bytes(item.ciphertext), item.erasure_ground) for item in erased] == [(b"", "个人信息保护法/47")]
    decline(waiting.pk, zhang, "撤回")  # the proposer takes it back
    assert Party.objects.count() == held and erased.all().count() == 2
    assert verify().broken == ()


def test_who_answers_in_a_case_they_may_not_see_comes_back_to_their_desk(proposed: int) -> None:
    link = f"/proposals/{Proposal.objects.get().pk}/"
    Case.objects.filter(pk=proposed).update(office_id=Office.objects.get(name="党政综合办公室").pk)
    answer = client_of("wang").post(link, {"answer": "decline", "why": "不归我办（示例）"})
    assert answer["Location"] == "/"
