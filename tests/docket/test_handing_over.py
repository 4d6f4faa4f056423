"""A queue passes: each open case says so in its own docket, once, and verification still holds."""

from __future__ import annotations

from datetime import timedelta

from street import Sample
from yifa import clock
from yifa.docket.handing_over import apply_due
from yifa.docket.models import Act, Case
from yifa.docket.reading import entries_of
from yifa.docket.verify import rebuild, verify
from yifa.people.administration import By
from yifa.people.changes import dissolve_office, hand_over
from yifa.people.models import Handover, Office, Officer

BY = By("示例")


def officer(name: str) -> Officer:
    return Officer.objects.get(username=name)


def test_open_cases_of_one_officer_become_anothers_on_their_day_and_only_once(sample: Sample) -> None:
    zhang, wang = officer("zhang"), officer("wang")
    mine = sample.opened(handler_id=zhang.pk).case_id
    other = sample.opened(handler_id=officer("qian").pk).case_id
    tomorrow = clock.today() + timedelta(days=1)
    hand_over(BY, zhang, wang, ["penalty.*"], tomorrow, "塘街办〔2026〕7号")
    assert apply_due(clock.now()) == 0
    later = clock.now() + timedelta(days=1)
    assert (apply_due(later), apply_due(later)) == (1, 0)
    assert (Case.objects.get(pk=mine).handler_id, Case.objects.get(pk=other).handler_id) == (wang.pk, officer("qian").pk)
    entry = entries_of({"id": mine})[-1]
    assert (entry["kind"], entry["ground"], entry["assigned"]) == ("handover", "塘街办〔2026〕7号", {"handler": str(wang.pk)})
    assert Handover.objects.get().applied_at is not None and verify().broken == ()


def test_the_cases_of_a_dissolved_office_go_to_its_successor_and_go_on(sample: Sample) -> None:
    case_id = sample.opened().case_id
    old = Office.objects.get(name="综合行政执法大队")
    new = Office.objects.get(name="应急管理办公室")
    dissolve_office(BY, old, clock.today() - timedelta(days=1), new, "区编〔2026〕3号", carry_posts=True)
    assert apply_due(clock.now()) == 1
    assert Case.objects.get(pk=case_id).office_id == new.pk
    sample.tell(case_id)
    assert Act.objects.filter(case_id=case_id, act="tell").exists()
    assert verify().broken == () and rebuild().broken == ()
    assert Case.objects.get(pk=case_id).office_id == new.pk


def test_an_ended_case_and_another_family_stay_where_they_are(sample: Sample) -> None:
    zhang, wang = officer("zhang"), officer("wang")
    case_id = sample.opened(handler_id=zhang.pk).case_id
    hand_over(BY, zhang, wang, ["mediation.*"], clock.today(), "塘街办〔2026〕7号")
    assert apply_due(clock.now()) == 0 and Case.objects.get(pk=case_id).handler_id == zhang.pk
