"""Offices end with a successor and queues change hands; each leaves a record for the docket to apply."""

from datetime import date

import pytest
from people_staff import START, Staff

from yifa.errors import BadInput, Conflict
from yifa.people.administration import By
from yifa.people.changes import dissolve_office, hand_over
from yifa.people.models import Office, Post

BY = By("示例")


@pytest.fixture
def successor(office: Office) -> Office:
    return Office.objects.create(body=office.body, name="综合行政执法二队", valid_from=START)


def test_a_dissolved_office_ends_with_its_posts_and_names_its_successor(
    staff: Staff, office: Office, successor: Office
) -> None:
    staff.hire("zhang", "handler")
    handover = dissolve_office(BY, office, date(2026, 3, 31), successor, "机构改革方案")
    office.refresh_from_db()
    assert (office.valid_to, office.successor) == (date(2026, 3, 31), successor)
    assert Post.objects.get().valid_to == date(2026, 3, 31)
    assert (handover.effective_on, handover.families, handover.applied_at) == (date(2026, 4, 1), ["*"], None)


def test_an_office_is_not_dissolved_twice_nor_into_one_that_ends_too(
    office: Office, successor: Office
) -> None:
    with pytest.raises(Conflict):
        dissolve_office(BY, office, date(2026, 3, 31), office, "机构改革方案")
    with pytest.raises(BadInput):
        dissolve_office(BY, office, date(2026, 3, 31), successor, " ")
    dissolve_office(BY, office, date(2026, 3, 31), successor, "机构改革方案")
    with pytest.raises(Conflict):
        dissolve_office(BY, office, date(2026, 3, 31), successor, "机构改革方案")
    with pytest.raises(Conflict):
        dissolve_office(BY, successor, date(2026, 4, 30), office, "机构改革方案")


def test_an_office_does_not_end_before_it_or_a_post_in_it_begins(
    staff: Staff, office: Office, successor: Office
) -> None:
    with pytest.raises(Conflict):
        dissolve_office(BY, office, date(2019, 12, 31), successor, "机构改革方案")
    Post.objects.filter(pk=staff.post("handler").pk).update(valid_from=date(2027, 1, 1))
    with pytest.raises(Conflict):
        dissolve_office(BY, office, date(2026, 12, 31), successor, "机构改革方案")


def test_a_queue_is_handed_from_one_officer_to_another(staff: Staff) -> None:
    luo, yuan = staff.hire("luo", "handler"), staff.hire("yuan", "handler")
    handover = hand_over(BY, luo, yuan, ["penalty.*"], date(2026, 3, 5), "调岗")
    assert (handover.from_officer, handover.to_officer, handover.applied_at) == (luo, yuan, None)
    for families, taker, ground in (
        (["pen*"], yuan, "调岗"),
        ([], yuan, "调岗"),
        (["*"], luo, "调岗"),
        (["*"], yuan, ""),
    ):
        with pytest.raises(BadInput):
            hand_over(BY, luo, taker, families, date(2026, 3, 5), ground)
