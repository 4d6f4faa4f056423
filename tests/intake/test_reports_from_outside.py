"""What comes in is received once, stands in a docket at once, and can be followed by whoever holds the receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from street import Sample
from yifa import clock
from yifa.docket.door import Command, perform
from yifa.docket.models import Act, Case, Refusal
from yifa.docket.verify import verify
from yifa.docket.world import the_law
from yifa.errors import BadInput, Conflict, Forbidden, LawError, Missing, Refused
from yifa.intake.channels import channel_named, read_channels
from yifa.intake.following import MOST_WRONG, follow, say
from yifa.intake.models import Receipt
from yifa.intake.reports import MOST_AN_HOUR, Received, Said, receive
from yifa.intake.sheets import import_sheet
from yifa.people.actors import actor_for
from yifa.people.models import Officer, ViewLog
from yifa.places.models import Division
from yifa.procedures import Law
from yifa.registers.keeping import enter
from yifa.registers.reading import register_of


@pytest.fixture
def community(sample: Sample) -> str:
    """The code of a community one may report from."""
    return Division.objects.get(path=sample.street.communities[0]).code


def said(community: str, **words: Any) -> Said:
    base = {
        "division": community,
        "facts": {"category": "facility", "place": "示例路6号"},
        "form": {"content": "井盖破损（示例）"},
    }
    return Said(**{**base, **words})


def reported(community: str, **words: Any) -> Received:
    return receive(channel_named(the_law(), "portal"), said(community, **words))


def test_an_anonymous_report_is_received_and_entered_by_nobody(community: str) -> None:
    given = reported(community)
    act = Act.objects.get(case_id=given.case_id, seq=1)
    assert (act.act, act.kind) == ("received", "event") and '"channel":"portal"' in act.entry
    assert '"entered_by":null' in act.entry and given.code not in Receipt.objects.get().code
    assert verify().broken == ()


def test_a_report_without_a_place_or_a_category_is_refused_and_nothing_is_written(community: str) -> None:
    with pytest.raises(Refused) as caught:
        reported(community, facts={})
    assert {r.field for r in caught.value.reasons} == {"category", "place"}
    assert Case.objects.count() == 0 and Receipt.objects.count() == 0
    assert Refusal.objects.get().act == "received", "a refusal is data too"


def test_behind_a_proxy_each_resident_is_an_origin_of_their_own(community: str, settings: Any) -> None:
    words = {"division": community, "category": "city", "place": "示例路6号", "content": "垃圾（示例）"}
    settings.HTTPS = True
    for address in ("203.0.113.7", "203.0.113.8"):
        Client(headers={"x-forwarded-for": f"10.0.0.1, {address}"}).post("/report/", words)
    assert len(set(Receipt.objects.values_list("origin", flat=True))) == 2
    settings.HTTPS = False
    Client(headers={"x-forwarded-for": "198.51.100.1"}).post("/report/", words)
    Client(headers={"x-forwarded-for": "198.51.100.2"}).post("/report/", words)
    assert len(set(Receipt.objects.values_list("origin", flat=True))) == 3, (
        "without a proxy nobody is believed"
    )


def test_a_report_of_an_unknown_place_is_refused(sample: Sample) -> None:
    with pytest.raises(Missing):
        reported("999999999")


def test_one_origin_does_not_flood_the_desk(community: str) -> None:
    for _ in range(MOST_AN_HOUR):
        reported(community, origin="10.1.2.3")
    with pytest.raises(BadInput) as caught:
        reported(community, origin="10.1.2.3")
    assert caught.value.code == "intake.flood"
    reported(community, origin="10.1.2.4")
    assert "10.1.2.3" not in str(list(Receipt.objects.values_list("origin", flat=True)))


def test_an_act_of_the_body_never_comes_through_a_channel(community: str, sample: Sample) -> None:
    given = reported(community)
    with pytest.raises(Refused):
        perform(given.case_id, Command("close", channel="portal"), None)
    with pytest.raises(BadInput):
        perform(given.case_id, Command("received", form={"content": "再报"}), None)


def test_the_holder_of_the_receipt_follows_the_matter_and_reads_the_answer(
    community: str, sample: Sample
) -> None:
    given = reported(community, name="李示例", phone="13800000000")
    reason = {"why": "untrue", "reason": "现场没有此情况（示例）"}
    acceptor = sample.id("he")
    perform(given.case_id, Command("refuse", {"acceptor": [acceptor]}, reason, paper="示例"), acceptor)
    perform(
        given.case_id,
        Command("answer", {"acceptor": [acceptor]}, {"answer": "经查不属实（示例）"}, paper="示例"),
        acceptor,
    )
    found = follow(given.number, given.code.lower())
    assert [s.title.zh for s in found.steps] == ["收到公众报告", "不予立案"]
    assert found.answers == ("经查不属实（示例）",) and found.ended
    assert ViewLog.objects.filter(officer=None).count() == 1


def test_a_wrong_code_tells_nothing_and_locks_after_ten(community: str) -> None:
    given = reported(community)
    with pytest.raises(Missing) as wrong:
        follow(given.number, "AAAAA-AAAAA")
    with pytest.raises(Missing) as unknown:
        follow("没有〔2026〕1号", given.code)
    assert wrong.value.text == unknown.value.text
    for _ in range(MOST_WRONG - 1):
        with pytest.raises(Missing):
            follow(given.number, "AAAAA-AAAAA")
    with pytest.raises(Forbidden):
        follow(given.number, given.code)


def test_the_reporters_view_is_recorded_and_never_forced(community: str, sample: Sample) -> None:
    given = reported(community, name="李示例")
    say(given.number, given.code, "ask", {})
    assert Act.objects.filter(case_id=given.case_id, act="ask", kind="event").count() == 1
    say(given.number, given.code, "satisfaction", {"view": "not"})
    early = Act.objects.get(case_id=given.case_id, act="satisfaction")
    assert '"valid":false' in early.entry


SHEET = (
    "工单编号,反映时间,社区编码,事件类别,地点,反映内容,反映人,联系电话\n"
    "RX-001,2026-11-20 09:00,{c},公共设施,示例路6号,路灯不亮（示例）,王示例,13900000000\n"
    "RX-002,2026/11/20 10:30,{c},没有的类别,示例路7号,噪声（示例）,,\n"
    "RX-003,昨天,{c},其他,示例路8号,其他（示例）,,\n"
    "RX-004,2026-11-20,{c},市容环卫,示例路9号,垃圾（示例）,,\n"
)


def test_a_sheet_is_received_row_by_row_and_may_be_given_again(community: str, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(SHEET.format(c=community), encoding="utf-8-sig")
    hotline = channel_named(the_law(), "hotline")
    assert import_sheet(hotline, path, dry_run=True).cases == () and Case.objects.count() == 0
    first = import_sheet(hotline, path)
    assert len(first.cases) == 2 and [r.line for r in first.rejected] == [3, 4]
    again = import_sheet(hotline, path)
    assert (again.cases, again.known) == ((), 2)
    case = Case.objects.get(pk=first.cases[0])
    assert (
        case.opened_on.isoformat() == "2026-11-20"
        and "王示例" not in Act.objects.get(case_id=case.pk, seq=0).entry
    )
    assert verify().broken == ()


def test_a_number_at_the_source_comes_in_once(community: str) -> None:
    hotline = channel_named(the_law(), "hotline")
    receive(hotline, said(community, reference="RX-9"))
    with pytest.raises(Conflict):
        receive(hotline, said(community, reference="RX-9"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"\xff\xfe\x00bad"),
        ("b.xlsx", b"not a sheet"),
        ("c.csv", "工单编号,多余的列\n".encode()),
        ("d.csv", b""),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_whole(
    community: str, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput):
        import_sheet(channel_named(the_law(), "hotline"), path)
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    "bad",
    [
        "event: file",
        "procedure: grid.evnt",
        "columns: {编号: refrence}",
        "asks: [colour]",
        "answer: answer.reply",
    ],
)
def test_a_channel_that_names_what_the_procedure_lacks_is_refused_with_its_line(
    law: Law, tmp_path: Path, bad: str
) -> None:
    words = {
        "title": "title: {zh: 甲, en: A}",
        "procedure": "procedure: grid.event",
        "event": "event: received",
        "party": "party: reporter",
        "answer": "answer: answer.answer",
    }
    words[bad.split(":", maxsplit=1)[0]] = bad
    path = tmp_path / "channels.yaml"
    path.write_text("ground: 国办发〔2020〕53号\nmark: K\nchannels:\n  a:\n" + "".join(f"    {w}\n" for w in words.values()), encoding="utf-8")  # fmt: skip
    with pytest.raises(LawError) as caught:
        read_channels(path, law)
    assert "channels.yaml:" in str(caught.value)


def test_the_portal_keeps_what_was_filled_in_and_takes_photographs_only(community: str) -> None:
    client = Client()
    words = {"division": community, "category": "city", "content": "垃圾（示例）"}
    answer = client.post("/report/", words)
    assert (
        answer.status_code == 409
        and "垃圾（示例）" in answer.content.decode()
        and "地点" in answer.content.decode()
    )
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    answer = client.post("/report/", {**words, "place": "示例路6号", "photos": [pdf]})
    assert answer.status_code == 409 and Case.objects.count() == 0


def test_the_receipt_page_shows_nothing_to_another_browser(community: str) -> None:
    client = Client()
    client.post(
        "/report/",
        {"division": community, "category": "city", "place": "示例路6号", "content": "垃圾（示例）"},
    )
    assert "查询码" in client.get("/report/received/").content.decode()
    assert client.get("/report/received/").status_code == 302, (
        "shown once: nothing here holds the word any more"
    )
    assert Client().get("/report/received/").status_code == 302
    wrong = Client().post("/report/follow/", {"number": Case.objects.get().number, "code": "x"})
    assert wrong.status_code == 404 and "不符" in wrong.content.decode()


def test_today_is_the_day_of_receipt(community: str) -> None:
    given = reported(community)
    assert Case.objects.get(pk=given.case_id).opened_on == clock.today()


def test_a_question_of_law_reaches_the_lawyer_of_the_day_and_its_answer_only_who_asked(
    community: str, sample: Sample
) -> None:
    words = {"division": community, "topic": "family", "question": "抚养费怎样算（示例）"}
    page = Client().post("/ask/", {**words, "question": ""})
    assert page.status_code == 409 and "咨询内容" in page.content.decode() and Case.objects.count() == 0
    on_duty(sample, clock.today().isoformat())
    assert "今天值班：" in (shown := Client().get("/ask/").content.decode()) and "方律师（示例）" in shown
    asker = Client()
    assert asker.post("/ask/", words).status_code == 302
    given = asker.session["receipt_given"]
    case = Case.objects.get(number=given["number"])
    assert (case.procedure, case.stage) == ("legalaid.consultation", "asked")
    assert "抚养费" not in Act.objects.get(case_id=case.pk, seq=1).entry, "what was asked lies in the vault"
    fang = Client()
    fang.force_login(Officer.objects.get(username="fang"), backend="django.contrib.auth.backends.ModelBackend")
    form = fang.get(f"/cases/{case.pk}/acts/give/").content.decode()
    assert 'value="D-1" selected' in form, "with one lawyer on duty nobody has to look"
    adviser = sample.id("fang")
    by = {"adviser": [adviser]}
    perform(case.pk, Command("give", by, {"lawyer": "D-1"}), adviser)
    told = {"people": 1, "advice": "可以起诉（示例）", "aid_told": "yes", "charged": 0}
    perform(case.pk, Command("advise", by, told), adviser)
    found = follow(given["number"], given["code"])
    assert found.answers == ("可以起诉（示例）",) and [e.act for e in found.open_events] == ["rated"]
    say(given["number"], given["code"], "rated", {"satisfied": "satisfied"})
    with pytest.raises(Missing):
        follow(given["number"], "AAAAA-AAAAA")
    assert verify().broken == ()


def test_a_channel_names_the_field_in_which_its_reporter_speaks(law: Law, tmp_path: Path) -> None:
    assert channel_named(law, "questions").says == "question" and channel_named(law, "portal").says == "content"
    file = tmp_path / "channels.yaml"
    text = Path("law/registers/channels.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("says: question", "says: advice"), encoding="utf-8")
    with pytest.raises(LawError, match="question"):
        read_channels(file, law)


def on_duty(sample: Sample, day: str) -> None:
    """A lawyer of the list on the roster of a day."""
    keeper = actor_for(sample.id("luo"), clock.now())
    adviser = dict(register_of(the_law(), "adviser").text.examples[0])
    enter(the_law(), register_of(the_law(), "adviser"), keeper, str(adviser.pop("item")), adviser)
    key = str(register_of(the_law(), "adviser").text.examples[0]["item"])
    entry = {"name": "方律师（示例）", "lawyer": key, "day": day, "hours": "9:00-17:00"}
    enter(the_law(), register_of(the_law(), "lawyer_duty"), keeper, "D-1", entry)
