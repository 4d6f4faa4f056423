"""Who comes, goes, holds, stands in: each change has its ground and leaves a line that nobody can alter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from people_staff import START, Staff

from yifa import clock
from yifa.errors import BadInput, Conflict, Forbidden, Refused
from yifa.people.actors import actor_for
from yifa.people.administration import MANAGES, By, bodies_of, checked_ground
from yifa.people.changes import dissolve_office
from yifa.people.credentials import (
    add_certificate,
    end_deputy,
    may_stand_in,
    name_deputy,
    name_own_deputy,
    revoke_certificate,
    standing,
)
from yifa.people.listing import list_people
from yifa.people.models import AdminRecord, Body, Certificate, Holding, Office, Officer, Post
from yifa.people.staffing import add_office, add_officer, close_account, end_post, give_post, reopen_account

BY = By("示例")
PAPER = "塘街办〔2026〕5号"
TODAY = date(2026, 3, 2)


def test_a_person_enters_gets_a_post_and_both_stand_in_the_record(street: Body, office: Office) -> None:
    officer = add_officer(BY, "ding", "丁一", street, PAPER)
    give_post(BY, officer, "handler", TODAY, PAPER, office=office)
    assert not officer.has_usable_password()
    assert actor_for(officer.pk, clock.now()).post_kinds == {"handler"}
    assert [(r.change, r.by_name, r.ground) for r in AdminRecord.objects.order_by("pk")] == [
        ("officer", "示例", PAPER),
        ("post", "示例", PAPER),
    ]


def test_the_record_of_administration_is_never_changed_nor_deleted(street: Body) -> None:
    add_officer(BY, "ding", "丁一", street, PAPER)
    for change in (lambda: AdminRecord.objects.update(ground="另一份文件"), lambda: AdminRecord.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert AdminRecord.objects.get().ground == PAPER


@pytest.mark.parametrize("ground", ["塘街办〔2026〕5号", "关于王磊任职的通知", "行政处罚法/42", "津党任/2026-3号"])
def test_a_ground_is_a_document_as_written_or_an_article_that_exists(ground: str) -> None:
    assert checked_ground(f" {ground} ") == ground


@pytest.mark.parametrize("ground", ["", " ", "—", "行政处罚法/999", "没有这部法/3", "字" * 201])
def test_a_change_without_a_ground_or_with_a_false_article_is_not_made(street: Body, ground: str) -> None:
    with pytest.raises(BadInput):
        add_officer(BY, "ding", "丁一", street, ground)
    assert not Officer.objects.exists() and not AdminRecord.objects.exists()


def test_a_post_ends_with_its_holder_and_is_not_given_twice(staff: Staff, office: Office) -> None:
    officer = staff.hire("zhang")
    held = give_post(BY, officer, "handler", TODAY, PAPER, office=office)
    with pytest.raises(Conflict):
        give_post(BY, officer, "handler", TODAY + timedelta(days=9), PAPER, office=office)
    end_post(BY, held, date(2026, 6, 30), PAPER)
    assert Post.objects.get().valid_to == date(2026, 6, 30)
    with pytest.raises(Conflict):
        end_post(BY, held, date(2026, 6, 30), PAPER)
    give_post(BY, officer, "handler", date(2026, 7, 1), PAPER, office=office)
    assert Holding.objects.count() == 2


def test_an_administrator_gets_no_other_post(staff: Staff) -> None:
    admin = staff.hire("admin", "system_admin")
    with pytest.raises(Refused):
        give_post(BY, admin, "handler", TODAY, PAPER)
    assert not AdminRecord.objects.exists()


def test_a_post_lies_in_the_days_of_its_office_and_the_division_of_its_body(staff: Staff, street: Body) -> None:
    late = add_office(BY, street, "新设科室", date(2026, 5, 1), PAPER)
    officer = staff.hire("zhang")
    with pytest.raises(BadInput):
        give_post(BY, officer, "handler", TODAY, PAPER, office=late)
    county = street.division.parent
    assert county is not None
    with pytest.raises(BadInput):
        give_post(BY, officer, "handler", TODAY, PAPER, division=county)
    with pytest.raises(Conflict):
        add_office(BY, street, "新设科室", date(2026, 6, 1), PAPER)


def test_a_certificate_runs_out_is_renewed_and_revoked(staff: Staff) -> None:
    officer = staff.hire("zhang", "enforcement_officer")
    last = TODAY + timedelta(days=60)
    assert add_certificate(BY, officer, "enforcement", "津-1", "司法局", START, last, PAPER)
    card = Certificate.objects.get()
    days = (START - timedelta(days=1), last - timedelta(days=61), TODAY, last, last + timedelta(days=1))
    assert [standing(card, day) for day in days] == ["ahead", "valid", "soon", "soon", "expired"]
    assert not add_certificate(BY, officer, "enforcement", "津-1", "司法局", START, last, PAPER)
    for other in (last + timedelta(days=2), START - timedelta(days=1)):
        with pytest.raises(Conflict):
            add_certificate(BY, officer, "enforcement", "津-1", "司法局", other, date(2030, 1, 1), PAPER)
    assert add_certificate(BY, officer, "enforcement", "津-1", "司法局", last + timedelta(days=1), date(2030, 1, 1), PAPER)
    assert Certificate.objects.get().valid_to == date(2030, 1, 1)
    revoke_certificate(BY, Certificate.objects.get(), TODAY, PAPER)
    assert actor_for(officer.pk, clock.now()).certificates == frozenset()
    with pytest.raises(Conflict):
        add_certificate(BY, staff.hire("wang"), "enforcement", "津-1", "司法局", START, None, PAPER)
    assert [r.change for r in AdminRecord.objects.order_by("pk")] == ["certificate", "renew", "revoke"]


def test_a_deputy_is_named_by_document_and_ends(staff: Staff) -> None:
    liu, zhou = staff.hire("liu", "head"), staff.hire("zhou", "deputy_head")
    made = name_deputy(BY, liu, zhou, TODAY, None, PAPER)
    assert "head" in actor_for(zhou.pk, clock.now()).post_kinds
    with pytest.raises(Conflict):
        name_deputy(BY, liu, zhou, TODAY, TODAY, PAPER)
    end_deputy(BY, made, TODAY, PAPER)
    assert "head" not in actor_for(zhou.pk, clock.now() + timedelta(days=1)).post_kinds


def test_on_leave_an_officer_names_only_who_holds_the_same_post_in_the_same_office(staff: Staff, street: Body) -> None:
    zhang, wang, liu = (staff.hire(n, k) for n, k in (("zhang", "handler"), ("wang", "handler"), ("liu", "head")))
    other = Staff(street, Office.objects.create(body=street, name="安监办", valid_from=START))
    cao = other.hire("cao", "handler")
    week = TODAY + timedelta(days=6)
    assert may_stand_in(zhang, TODAY, week) == [wang]
    for deputy in (liu, cao):
        with pytest.raises(Refused):
            name_own_deputy(zhang, deputy, TODAY, week, PAPER)
    for first, last in ((TODAY - timedelta(days=1), TODAY), (TODAY, TODAY + timedelta(days=31))):
        with pytest.raises(BadInput):
            name_own_deputy(zhang, wang, first, last, PAPER)
    name_own_deputy(zhang, wang, TODAY, week, PAPER)
    assert actor_for(wang.pk, clock.now()).standing_in_for == (zhang.pk,)
    assert AdminRecord.objects.get().by == zhang


def test_an_administrator_names_nobody_in_their_place(staff: Staff) -> None:
    admin = staff.hire("admin", "system_admin")
    staff.hire("second", "system_admin")
    assert may_stand_in(admin, TODAY, TODAY) == []


def test_who_left_signs_in_no_more_and_holds_nothing_but_their_past(staff: Staff) -> None:
    zhang = staff.hire("zhang", "handler")
    close_account(BY, zhang, PAPER)
    with pytest.raises(Forbidden):
        actor_for(zhang.pk, clock.now())
    assert Holding.objects.get().valid_to == TODAY - timedelta(days=1)
    assert list_people(date(2026, 1, 1), closed=True)[0].posts and not list_people(TODAY)
    reopen_account(BY, zhang, PAPER)
    assert actor_for(zhang.pk, clock.now()).posts == ()


def test_the_people_of_a_dissolved_office_go_on_in_its_successor(staff: Staff, office: Office) -> None:
    zhang = staff.hire("zhang", "handler")
    successor = Office.objects.create(body=office.body, name="二队", valid_from=START)
    dissolve_office(BY, office, date(2026, 3, 31), successor, PAPER, carry_posts=True)
    before, after = (actor_for(zhang.pk, clock.now() + timedelta(days=d)).posts for d in (29, 30))
    assert [p.office_id for p in before] == [office.pk] and [p.office_id for p in after] == [successor.pk]
    assert AdminRecord.objects.get().facts["carried"] == zhang.name


def test_an_administrator_reaches_the_bodies_in_the_division_of_the_post(staff: Staff, street: Body) -> None:
    county = street.division.parent
    assert county is not None
    district = Body.objects.create(name="区政府", short_name="区府", kind="government", division=county, valid_from=START)
    admin, zhang = staff.hire("admin", "system_admin"), staff.hire("zhang", "handler")
    assert bodies_of(actor_for(admin.pk, clock.now()), MANAGES) == [street.pk]
    with pytest.raises(Forbidden):
        bodies_of(actor_for(zhang.pk, clock.now()), MANAGES)
    assert district.pk not in bodies_of(actor_for(admin.pk, clock.now()), MANAGES)
