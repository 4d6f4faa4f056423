"""Who someone is on a day: posts and certificates begin and end, and people stand in for each other."""

from datetime import date, datetime, timedelta

import pytest
from people_staff import Staff
from pytest_django import DjangoAssertNumQueries

from yifa.clock import ZONE
from yifa.errors import BadInput, Forbidden, Missing, Refused
from yifa.people.actors import actor_for, recused_from
from yifa.people.models import Certificate, Deputy, Officer, Recusal


def noon(*day: int) -> datetime:
    return datetime(*day, 12, tzinfo=ZONE)


def certify(officer: Officer, **dates: date) -> Certificate:
    return Certificate.objects.create(
        officer=officer, kind="enforcement", number=officer.username, issuer="示例省司法厅", **dates
    )


def test_posts_and_certificates_come_in_two_queries(
    staff: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    zhang = staff.hire("zhang", "enforcement_officer", "handler")
    certify(zhang, valid_from=date(2020, 1, 1))
    with django_assert_num_queries(2):
        actor = actor_for(zhang.id, noon(2026, 3, 2))
    assert actor.post_kinds == {"enforcement_officer", "handler"}
    assert actor.certificates == {"enforcement"}
    assert [post.division for post in actor.posts] == ["990101/990101001"] * 2
    assert actor.standing_in_for == ()


def test_an_officer_without_posts_is_still_somebody(staff: Staff) -> None:
    actor = actor_for(staff.hire("new").id, noon(2026, 3, 2))
    assert (actor.name, actor.posts, actor.certificates) == ("new（示例）", (), frozenset())


def test_a_post_is_held_on_its_first_and_its_last_day_only(staff: Staff) -> None:
    wang = staff.hire("wang", "handler", valid_from=date(2025, 1, 1), valid_to=date(2025, 6, 30))
    held = [
        bool(actor_for(wang.id, moment).posts)
        for moment in (noon(2024, 12, 31), noon(2025, 1, 1), noon(2025, 6, 30), noon(2025, 7, 1))
    ]
    assert held == [False, True, True, False]


def test_the_day_is_the_day_in_official_time(staff: Staff) -> None:
    wang = staff.hire("wang", "handler", valid_from=date(2025, 1, 1))
    late_evening_in_utc = datetime.fromisoformat("2024-12-31T17:00:00+00:00")
    assert actor_for(wang.id, late_evening_in_utc).posts


def test_a_post_that_is_abolished_is_held_by_nobody(staff: Staff) -> None:
    wang = staff.hire("wang", "handler")
    wang.holdings.get().post.__class__.objects.update(valid_to=date(2025, 1, 31))
    assert actor_for(wang.id, noon(2025, 1, 31)).posts
    assert not actor_for(wang.id, noon(2025, 2, 1)).posts


def test_an_expired_certificate_does_not_count(staff: Staff) -> None:
    sun = staff.hire("sun", "enforcement_officer")
    certify(sun, valid_from=date(2020, 1, 1), valid_to=date(2022, 12, 31))
    assert actor_for(sun.id, noon(2022, 12, 31)).certificates == {"enforcement"}
    assert actor_for(sun.id, noon(2023, 1, 1)).certificates == frozenset()


def test_a_revoked_certificate_does_not_count_from_the_day_of_revocation(staff: Staff) -> None:
    sun = staff.hire("sun", "enforcement_officer")
    certify(sun, valid_from=date(2020, 1, 1), revoked_on=date(2024, 5, 6))
    assert actor_for(sun.id, noon(2024, 5, 5)).certificates
    assert not actor_for(sun.id, noon(2024, 5, 6)).certificates


def test_a_deputy_acts_in_the_posts_of_the_officer_but_not_on_that_ones_certificate(staff: Staff) -> None:
    liu, zhou = staff.hire("liu", "head"), staff.hire("zhou", "deputy_head")
    certify(liu, valid_from=date(2020, 1, 1))
    Deputy.objects.create(
        officer=zhou, principal=liu, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 5), ground="出差"
    )
    during, after = actor_for(zhou.id, noon(2026, 3, 5)), actor_for(zhou.id, noon(2026, 3, 6))
    assert [(post.kind, post.acting, post.principal_id) for post in during.posts] == [
        ("deputy_head", False, None),
        ("head", True, liu.id),
    ]
    assert during.standing_in_for == (liu.id,)
    assert during.certificates == frozenset()
    assert after.post_kinds == {"deputy_head"}


def test_standing_in_does_not_pass_on(staff: Staff) -> None:
    one, two, three = staff.hire("one", "head"), staff.hire("two", "handler"), staff.hire("three")
    start = date(2026, 1, 1)
    Deputy.objects.create(officer=two, principal=one, valid_from=start, ground="出差")
    Deputy.objects.create(officer=three, principal=two, valid_from=start, ground="休假")
    assert actor_for(three.id, noon(2026, 3, 2)).post_kinds == {"handler"}


def test_a_vacant_post_can_be_stood_in_for_by_name(staff: Staff) -> None:
    zhou = staff.hire("zhou", "deputy_head")
    Deputy.objects.create(
        officer=zhou, post=staff.post("head"), valid_from=date(2026, 1, 1), ground="主持工作"
    )
    actor = actor_for(zhou.id, noon(2026, 3, 2))
    assert actor.post_kinds == {"head", "deputy_head"}
    assert actor.standing_in_for == ()


def test_a_closed_account_is_nobody(staff: Staff) -> None:
    wang = staff.hire("wang", "handler")
    Officer.objects.filter(pk=wang.pk).update(is_active=False)
    with pytest.raises(Forbidden):
        actor_for(wang.id, noon(2026, 3, 2))


@pytest.mark.django_db
def test_an_unknown_officer_is_missing() -> None:
    with pytest.raises(Missing):
        actor_for(404, noon(2026, 3, 2))


def test_a_grid_worker_is_barred_from_penalties_whatever_else_the_posts_allow(staff: Staff) -> None:
    gao = actor_for(staff.hire("gao", "grid_worker", "handler").id, noon(2026, 3, 2))
    assert gao.barred_from("penalty.summary")
    assert gao.barred_from("inspection.site")
    assert not gao.barred_from("grid.event")


def test_standing_in_for_a_grid_worker_bars_nobody(staff: Staff) -> None:
    gao, zhang = staff.hire("gao", "grid_worker"), staff.hire("zhang", "enforcement_officer")
    Deputy.objects.create(officer=zhang, principal=gao, valid_from=date(2026, 1, 1), ground="休假")
    actor = actor_for(zhang.id, noon(2026, 3, 2))
    assert "grid_worker" in actor.post_kinds
    assert not actor.barred_from("penalty.summary")


@pytest.mark.parametrize("admin", ["system_admin", "security_admin", "audit_admin"])
@pytest.mark.parametrize("other", ["system_admin", "security_admin", "audit_admin", "handler"])
def test_an_administrator_holds_no_other_post(staff: Staff, admin: str, other: str) -> None:
    officer = staff.hire("admin", admin)
    if other == admin:
        staff.hold(officer, staff.post(other))
        return
    with pytest.raises(Refused) as refusal:
        staff.hold(officer, staff.post(other))
    assert refusal.value.reasons[0].ground == "个人信息保护法/51"


def test_an_administrators_post_may_follow_another_post_once_that_is_given_up(staff: Staff) -> None:
    officer = staff.hire("wang", "handler", valid_to=date(2025, 12, 31))
    first_free_day = date(2026, 1, 1)
    with pytest.raises(Refused):
        staff.hold(officer, staff.post("system_admin"), first_free_day - timedelta(days=1))
    staff.hold(officer, staff.post("system_admin"), first_free_day)


def test_an_administrator_cannot_take_on_other_work_by_standing_in(staff: Staff) -> None:
    admin, liu = staff.hire("admin", "system_admin"), staff.hire("liu", "head")
    with pytest.raises(Refused):
        Deputy.objects.create(officer=admin, principal=liu, valid_from=date(2026, 1, 1), ground="出差")
    with pytest.raises(Refused):
        Deputy.objects.create(
            officer=liu, post=staff.post("audit_admin"), valid_from=date(2026, 1, 1), ground="出差"
        )


def test_standing_in_for_an_administrator_lends_no_administration(staff: Staff) -> None:
    admin, wang = staff.hire("admin", "system_admin"), staff.hire("wang", "handler")
    Deputy.objects.create(officer=wang, principal=admin, valid_from=date(2026, 1, 1), ground="休假")
    assert actor_for(wang.id, noon(2026, 3, 2)).post_kinds == {"handler"}


def test_a_post_of_an_unknown_kind_is_refused(staff: Staff) -> None:
    with pytest.raises(BadInput, match="boss"):
        staff.post("boss")


def test_only_a_granted_recusal_of_that_case_bars(staff: Staff) -> None:
    zhang, wang, liu = staff.hire("zhang"), staff.hire("wang"), staff.hire("liu", "head")
    start = date(2026, 1, 1)
    Recusal.objects.create(
        officer=zhang, case_ref="c1", ground="近亲属", granted=True, decided_by=liu, valid_from=start
    )
    Recusal.objects.create(officer=wang, case_ref="c1", ground="当事人申请", valid_from=start)
    people = [zhang.id, wang.id]
    assert recused_from(people, "c1", [], noon(2026, 3, 2)) == {zhang.id}
    assert recused_from(people, "c2", [], noon(2026, 3, 2)) == frozenset()
    assert recused_from(people, "", [], noon(2026, 3, 2)) == frozenset()
    assert recused_from(people, "c1", [], noon(2025, 12, 31)) == frozenset()
