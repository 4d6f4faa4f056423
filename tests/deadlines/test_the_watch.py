"""Terms are late, near, suspended or others' business, by the day and by the hour, within a reader's scope."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from street import Sample, moment
from yifa import clock
from yifa.deadlines.watch import Kind, by_office, count_terms, list_terms
from yifa.docket.cases import open_case
from yifa.docket.door import Command
from yifa.docket.models import Case
from yifa.docket.opening import PartyIn
from yifa.errors import BadInput
from yifa.jobs import drain, ensure_periodic
from yifa.people.actors import actor_for
from yifa.people.models import Officer
from yifa.people.scopes import EVERYTHING, Scope, scope_for


def terms(kind: Kind, at: str, scope: Scope = EVERYTHING) -> list[str]:
    with clock.at(moment(at)):
        found = [w.term for w in list_terms(scope, kind)]
        assert count_terms(scope, kind) == len(found)
    return found


def test_an_answer_is_near_three_working_days_before_it_is_safe_and_late_the_day_after_it_is_due(
    request_received: Callable[[str], int],
) -> None:
    request_received("2023-05-08 09:00")
    assert "answer_within" not in terms("near", "2023-05-30 09:00")
    assert "answer_within" in terms("near", "2023-06-01 09:00")
    assert "answer_within" in terms("near", "2023-06-05 23:00")
    assert "answer_within" in terms("overdue", "2023-06-06 00:01")


def test_a_term_in_working_hours_is_late_from_the_minute(sample: Sample) -> None:
    """Reported at 9:00 with two working hours to file: due at 11:00, late a second after."""
    at, gao = moment("2023-05-04 09:00"), sample.id("gao")
    facts = {"category": "city", "grade": "ordinary", "channel": "grid_worker", "place": "示例路6号"}
    cover = sample.cover(
        procedure="grid.event",
        facts=facts,
        parties=[],
        capacity="own",
        field="",
        office_id=None,
        opened_at=at,
    )
    report = Command("report", {"finder": [gao]}, {"content": "示例"}, at=at, paper="示例")
    with clock.at(at):
        open_case(cover, report, sample.id("he"))
    assert "file_within" in terms("near", "2023-05-04 11:00") and terms("overdue", "2023-05-04 11:00") == []
    assert terms("overdue", "2023-05-04 11:01") == ["file_within"]


def test_a_right_that_was_not_used_is_near_while_it_lasts_and_never_late(sample: Sample) -> None:
    """政府信息公开条例 30: seven working days to ask for correction, where it is needed; 33: twenty to answer, which is owed."""
    at, clerk = moment("2024-09-27 09:00"), {"clerk": [sample.id("luo")]}
    office = sample.street.cast["offices"]["enforcement"].pk
    cover = sample.cover(procedure="disclosure.request", facts={"kind": "person", "channel": "in_person"}, capacity="own", field="", office_id=office,
                         parties=[PartyIn("applicant", "shenqing", "person")], opened_at=at)  # fmt: skip
    asked = Command("apply", {}, {"content": "示例", "delivery": "邮寄"}, at=at, paper="示例", party="shenqing")
    with clock.at(at):
        case_id = open_case(cover, asked, sample.id("liu")).case_id
        sample.do(case_id, "confirm_receipt", "2024-09-27 09:00", clerk, {"received_on": "2024-09-27"}, "liu")
    assert terms("near", "2024-10-12 09:00") == ["correct_notice_within"]
    assert terms("overdue", "2024-10-14 09:00") == []
    assert Case.objects.get(pk=case_id).next_due == "2024-10-30", "the day to answer is what the desk counts"
    assert terms("overdue", "2024-10-31 09:00") == ["answer_within"]


def test_a_suspended_term_waits_apart_and_the_term_of_a_third_party_is_waited_for(
    request_received: Callable[[str], int], sample: Sample
) -> None:
    case_id = request_received("2023-05-08 09:00")
    sample.do(case_id, "ask_third", "2023-05-09 09:00", {"clerk": [sample.id("luo")]}, {"why": "示例"}, "liu",
              joined={"role": "third", "key": "t1", "kind": "organisation"})  # fmt: skip
    assert "answer_within" in terms("paused", "2023-05-10 09:00")
    assert "answer_within" not in terms("overdue", "2024-05-10 09:00")


def test_nobody_sees_the_terms_of_cases_outside_their_scope(sample: Sample) -> None:
    sample.decided()
    gao = scope_for(actor_for(sample.id("gao"), clock.now()), "see")
    assert terms("overdue", "2024-05-10 09:00") != []
    assert terms("overdue", "2024-05-10 09:00", gao) == []
    assert by_office(gao) == {} and sum(by_office(EVERYTHING).values()) == len(
        terms("overdue", "2026-11-24 09:00")
    )


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BadInput):
        list_terms(EVERYTHING, "some")  # type: ignore[arg-type]


def test_the_page_shows_each_kind_with_its_number_and_refuses_another(sample: Sample) -> None:
    sample.decided()
    client = Client()
    client.force_login(
        Officer.objects.get(username="li"), backend="django.contrib.auth.backends.ModelBackend"
    )
    page = client.get("/terms/?kind=overdue").content.decode()
    assert "已逾期" in page and "/cases/" in page
    assert client.get("/terms/?kind=none").status_code == 400


def test_the_jobs_of_the_watch_come_back_and_do_their_work(
    request_received: Callable[[str], int], sample: Sample
) -> None:
    case_id = request_received("2023-05-08 09:00")
    form = {"what": "写明（示例）", "until": "2023-06-01"}
    sample.do(case_id, "ask_correction", "2023-05-10 09:00", {"clerk": [sample.id("luo")]}, form, "liu")
    with connection.cursor() as cursor:
        ensure_periodic(cursor)
    tally = drain(limit=10)
    assert (tally.again, tally.dead) == (0, 0) and tally.done >= 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT stage FROM docket_case WHERE id = %s", [case_id])
        assert cursor.fetchone()[0] == "given_up"
