"""One resident's report, from the portal to the annual report: nobody types a fact twice, every figure leads back."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from django.test import Client

from street import RECORDING, Sample
from yifa import clock
from yifa.annual.build import build
from yifa.annual.page import as_html
from yifa.docket.door import Command, perform
from yifa.docket.models import Act, Case
from yifa.docket.verify import verify
from yifa.indicators.compute import Question
from yifa.indicators.figures import figures, figures_between, trace
from yifa.people.models import Body, Officer, ViewLog
from yifa.places.models import Division
from yifa.procedures import Law

CONTENT = "有人把垃圾倒在路边（示例）"


def client_of(name: str) -> Client:
    client = Client()
    officer = Officer.objects.get(username=name)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def report(sample: Sample) -> tuple[str, str]:
    """A resident reports on the portal; number and code of the receipt."""
    community = Division.objects.get(path=sample.street.communities[0])
    said = {
        "division": community.code, "category": "environment", "place": "示例路6号（示例）", "content": CONTENT,
        "name": "李示例", "phone": "13800000000",
    }  # fmt: skip
    client = Client()
    assert client.post("/report/", said).status_code == 302
    page = client.get("/report/received/").content.decode()
    number, code = re.findall(r'<b class="big">(.+?)</b>', page)
    return number, code


def act(sample: Sample, case_id: int, name: str, by: dict[str, list[str]], **form: object) -> None:
    ids = {role: [sample.id(one) for one in people] for role, people in by.items()}
    officer = sample.id(next(iter(by.values()))[0])
    perform(case_id, Command(name, ids, form, paper="示例"), officer)


def penalise(sample: Sample, case_id: int) -> None:
    """A fine of 50 yuan on the spot, by two officers."""
    two = {"officer": ["zhang", "wang"]}
    act(
        sample,
        case_id,
        "find",
        two,
        certificates_shown="yes",
        age="adult",
        facts="乱扔",
        evidence="照片",
        recording=[RECORDING],
    )
    act(sample, case_id, "tell", two, proposed_kinds=["fine"], proposed_fine=50, told_all="yes")
    act(
        sample,
        case_id,
        "decide",
        two,
        outcome="penalise",
        kinds=["fine"],
        fine=50,
        tier="light",
        correction="done",
    )


def test_from_the_portal_to_the_annual_report(law: Law, standing: Sample) -> None:
    sample = standing
    year = clock.today().year
    number, code = report(sample)
    event = Case.objects.get(number=number)
    first = Act.objects.get(case_id=event.pk, seq=1)
    assert (first.act, first.kind) == ("received", "event")
    assert CONTENT not in first.entry and "李示例" not in first.entry and "13800000000" not in first.entry

    grid = Officer.objects.get(username="gao").holdings.get().post.division.path
    act(sample, event.pk, "locate", {"acceptor": ["he"]}, division=grid)
    act(sample, event.pk, "verify_report", {"verifier": ["gao"]}, confirmed="yes")
    assert "李" not in client_of("gao").get(f"/cases/{event.pk}/").content.decode().split("<main")[1]
    act(sample, event.pk, "pass_on", {"acceptor": ["he"]}, where="enforcement", note="属随意倾倒（示例）")

    zhang = client_of("zhang")
    assert number in zhang.get("/referrals/").content.decode()
    assert number not in client_of("liang").get("/referrals/").content.decode()
    matter = zhang.get(f"/referrals/{event.pk}/to_enforcement/").content.decode()
    assert CONTENT in matter and "示例路6号" in matter and "李示例" not in matter
    assert ViewLog.objects.filter(officer_id=sample.id("zhang")).exists()
    address = f"/cases/new/penalty.summary/?from={event.pk}&referral=to_enforcement"
    form = zhang.get(address).content.decode()
    assert "示例路6号" in form and number in form
    opened = zhang.post(address, {
        "f-violation": "littering", "f-act_date": clock.today().isoformat(), "f-channel": "grid", "f-place": "示例路6号（示例）",
        "capacity": "handed_over", "p-respondent-kind": "person", "p-respondent-name": "王示例",
    })  # fmt: skip
    assert opened.status_code == 302, opened.content.decode()[:2000]
    case = Case.objects.get(procedure="penalty.summary")
    event.refresh_from_db()
    assert (case.parent_id, case.division) == (event.pk, event.division)
    assert number not in zhang.get("/referrals/").content.decode()

    penalise(sample, case.pk)
    found = {f.indicator: f.value for f in figures(law, year)}
    assert (
        found["penalties_imposed_simple"],
        found["penalty_fines_amount"],
        found["grid_events_reported"],
    ) == (1, 50, 0)
    ids = trace(law, "penalties_imposed_simple", Question(date(year, 1, 1), date(year, 12, 31)))
    decided = Act.objects.get(case_id=case.pk, act="decide")
    assert [one[:3] for one in ids] == [(decided.pk, case.pk, decided.seq)]
    street = Body.objects.get(kind="outpost")
    page = as_html(build(law, str(year), street.pk, partial(figures_between, law)))
    assert re.search(r'href="/figures/penalties_imposed_simple/\?year=\d+[^"]*"[^>]*>1', page)

    followed = Client().post("/report/follow/", {"number": number, "code": code}).content.decode()
    assert "转其他程序" in followed and "接收单位已立案" in followed
    assert "张" not in followed.split("<main")[1]
    assert verify().broken == ()
