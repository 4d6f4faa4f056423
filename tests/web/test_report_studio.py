"""The author's side of a report: proposed sentences, rounding on purpose, and the check before publication."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from street import Sample, moment
from web.report_pages import client_of, figures_here
from yifa import clock
from yifa.annual.models import Answer, FrozenReport, Passage, Rounded
from yifa.docket.cases import open_case
from yifa.docket.door import Command
from yifa.docket.opening import PartyIn
from yifa.docket.world import the_law
from yifa.errors import Refused
from yifa.indicators.figures import shown
from yifa.people.models import Body, Officer, Party
from yifa.people.parties import Identity, prepare, save

REPORT = "/reports/2023/law_based_government/"
KEYS = ("shortcomings", "leaders", "plans", "other")


@pytest.fixture
def zhao(standing: Sample, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The legal reviewer of a street with one penalty in 2023; figures computed here, not by the worker."""
    figures_here(monkeypatch)
    standing.decided()
    return client_of("zhao")


def write(client: Client, key: str, text: str, **more: str) -> Any:
    seen = Passage.objects.filter(key=key).order_by("-pk").values_list("pk", flat=True).first() or 0
    return client.post(f"{REPORT}passages/{key}/", {"text": text, "seen": str(seen), **more})


def put(key: str, text: str) -> None:
    """A passage kept as though written before, without its page."""
    report, officer = "law_based_government", Officer.objects.get(username="zhao")
    body = Body.objects.get(kind="outpost")
    Passage.objects.create(report=report, period="2023", body_id=body.pk, key=key, text=text, written_by=officer.pk, written_at=clock.now())


def page(client: Client, address: str = REPORT) -> str:
    return client.get(address).content.decode()


def test_a_proposed_sentence_is_taken_with_one_press_and_its_figures_stay_linked(zhao: Client) -> None:
    answer = zhao.get(f"{REPORT}passages/enforcement/")
    drafts = answer.context["drafts"]
    assert drafts[0].title.zh == "（一）严格规范公正文明执法", "the passage's own section stands first"
    one = next(each for each in drafts[0].proposals if each.figure == "penalties_imposed")
    assert one.said.zh.startswith("2023年，实施行政处罚1次（口径：") and "上年0次，上年为零，同比不计算" in one.said.zh
    assert "{penalties_imposed}" in one.text and "{penalties_imposed@before}" in one.text and "1" not in one.text
    assert "the year before was zero" in one.said.en
    assert write(zhao, "enforcement", "开头（示例）。", take=one.text).status_code == 302
    assert Passage.objects.get().text == f"开头（示例）。\n{one.text}"
    report = page(zhao)
    assert '<a class="figure" href="/figures/penalties_imposed/?year=2023' in report and "上年为零，同比不计算" in report and "手工数字" not in report
    assert "/figures/penalties_imposed/?year=2022" in report, "last year's figure leads to last year's acts"
    assert write(zhao, "enforcement", "", take="别的话{penalties_imposed}").status_code == 404


def test_a_passage_that_may_be_left_out_prints_nothing_and_is_not_missing(zhao: Client) -> None:
    report = page(zhao)
    assert report.count("待起草") >= len(KEYS) and zhao.get(REPORT).context["report"].missing == list(KEYS)
    assert page(zhao).split("（二）落实行政执法三项制度")[0].count("（待起草）") == 0


def test_a_figure_is_shown_rounded_on_purpose_and_the_exact_value_is_kept_with_who_and_when(zhao: Client) -> None:
    told = write(zhao, "plans", "处罚{penalties_imposed|约2次}。")
    assert told.status_code == 409 and "不符" in told.content.decode() and Passage.objects.count() == 0
    assert write(zhao, "plans", "罚款{penalty_fines_amount|0.005万元}。").status_code == 302
    kept = Rounded.objects.get()
    assert (kept.figure, kept.exact, kept.shown) == ("penalty_fines_amount", "50", "0.005万元")
    report = page(zhao)
    assert ">0.005万元</a>" in report and "准确数 50元" in report and "赵静" in report
    annex = json.loads(zhao.get(f"{REPORT}report.json").content)
    assert annex["rounded"][0]["exact"] == "50" and annex["rounded"][0]["by"] == "赵静（示例）"


def test_the_page_of_a_figure_says_how_a_report_rounds_it(zhao: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    write(zhao, "plans", "罚款{penalty_fines_amount|0.005万元}。")

    def answer(indicator: str, first: Any, last: Any, **words: Any) -> Any:
        from yifa.indicators.compute import Question  # noqa: PLC0415  # the engine is loaded only outside web processes

        found = shown(the_law(), indicator, Question(first, last, None, words.get("division"), words.get("as_of")))
        return None if found is None else (found.figure, found.parts, found.acts)

    monkeypatch.setattr("yifa.web.figures.client.figure", answer)  # its base goes through `figures_between`, which the fixture has set
    told = page(zhao, "/figures/penalty_fines_amount/?year=2023&compare=1&division=990000/990100/990101/990101001")
    assert "有意取整" in told and "0.005万元" in told and "上年为零" in told


def test_a_rounding_that_no_longer_holds_stops_the_freezing(zhao: Client, standing: Sample) -> None:
    for key in KEYS:
        put(key, "处罚{penalties_imposed|1次}（示例）。" if key == "plans" else "文字（示例）")
    standing.decided()
    assert "取整与现数不符" in page(zhao)
    assert client_of("liu").post(f"{REPORT}freeze/").status_code == 400 and not FrozenReport.objects.exists()


def named_party(sample: Sample, name: str) -> PartyIn:
    made = prepare(Identity(Party.Kind.PERSON, name))
    with connection.cursor() as cursor:
        save(cursor, [made])
    return PartyIn("respondent", "p1", "person", party_id=str(made.party.pk))


def test_secrets_and_privacy_are_found_answered_or_reworded_before_freezing(zhao: Client, standing: Sample) -> None:
    standing.decided(parties=[named_party(standing, "欧阳示例")])
    for key in KEYS:
        put(key, "文字（示例）")
    write(zhao, "shortcomings", "欧阳示例（990101199003071237）住幸福路3号2单元501室，电话１３８００００１２３４，卡号6222 0212 3456 7894，见机密文件。", by_hand="yes")
    found = zhao.get(REPORT).context["findings"]
    kinds = {each.kind for each in found}
    assert kinds >= {"party_name", "identity_card", "address", "phone", "bank_card", "secret_mark"}
    assert all(each.key == "shortcomings" and each.line == 1 and each.open for each in found)
    liu = client_of("liu")
    refused = liu.post(f"{REPORT}freeze/")
    assert refused.status_code == 400 and "公开前检查" in refused.content.decode()
    put("shortcomings", "欧阳示例一案。")
    [left] = zhao.get(REPORT).context["findings"]
    assert zhao.post(f"{REPORT}findings/", {"finding": left.digest, "reason": " "}).status_code == 400
    assert client_of("gao").post(f"{REPORT}findings/", {"finding": left.digest, "reason": "x"}).status_code == 403
    assert zhao.post(f"{REPORT}findings/", {"finding": left.digest, "reason": "姓名系示例，本人已书面同意"}).status_code == 302
    assert Answer.objects.get().answered_by == standing.id("zhao") and "欧阳" not in Answer.objects.get().digest
    assert "姓名系示例" in page(zhao)
    assert liu.post(f"{REPORT}freeze/").status_code == 302


def test_only_a_frozen_version_whose_words_are_answered_for_is_handed_in_and_published(zhao: Client, standing: Sample) -> None:
    for key in KEYS:
        put(key, "欧阳示例（示例）" if key == "other" else "文字（示例）")
    client_of("liu").post(f"{REPORT}freeze/")
    frozen = FrozenReport.objects.get()
    begun = Command("begin", {"drafter": [standing.id("zhao")]}, {"period_end": "2023-12-31"}, at=moment("2024-01-08 09:00"), paper="示例")
    cover = standing.cover(
        procedure="report.statutory", parties=[], field="", capacity="own", opened_at=moment("2024-01-08 09:00"),
        office_id=standing.street.cast["offices"]["legal"].pk, facts={"report": "law_based_government", "period": "2023"},
    )  # fmt: skip
    case = open_case(cover, begun, standing.id("zhao")).case_id

    def submit(hash_: str) -> None:
        standing.do(case, "submit", "2024-01-09 09:00", {"drafter": [standing.id("zhao")]}, {"version": 1, "hash": hash_}, officer="zhao")

    with pytest.raises(Refused) as unknown:
        submit("0" * 64)
    assert unknown.value.reasons[0].code == "annual.no_version"
    # A case of the year is entered late: the name in the frozen words is that of a party now.
    standing.decided(parties=[named_party(standing, "欧阳示例")])
    with pytest.raises(Refused) as named:
        submit(frozen.hash)
    assert named.value.reasons[0].code == "annual.words" and named.value.reasons[0].ground == "政府信息公开条例/15"
    assert "欧阳" not in named.value.reasons[0].text.zh
    [left] = zhao.get(REPORT).context["findings"]
    zhao.post(f"{REPORT}findings/", {"finding": left.digest, "reason": "示例"})
    submit(frozen.hash)


def test_what_went_wrong_is_drafted_by_procedure_and_leads_to_its_cases(zhao: Client, standing: Sample) -> None:
    # A penalty on the spot is handed in within days; nothing was, so the term is late at the end of the year.
    drafts = zhao.get(f"{REPORT}passages/shortcomings/").context["drafts"]
    assert drafts[0].title.zh == "案卷反映的问题"
    [late] = [each for each in drafts[0].proposals if each.figure.startswith("late_terms[penalty.summary]")]
    plans = zhao.get(f"{REPORT}passages/plans/").context["drafts"]
    assert any("逐项预警" in each.text for each in plans[0].proposals)
    assert write(zhao, "shortcomings", "", take=late.text).status_code == 302
    report = page(zhao)
    assert f"{REPORT}lapses/late_terms/penalty.summary/" in report
    told = page(zhao, f"{REPORT}lapses/late_terms/penalty.summary/")
    assert "/cases/" in told and "逾期的期限" in told
    masked = client_of("gao").get(f"{REPORT}lapses/late_terms/penalty.summary/").content.decode()
    assert "只计数" in masked and "/cases/" not in masked.split("有哪些案件")[1].split("</section>")[0]
    for key in ("leaders", "plans", "other"):
        put(key, "文字（示例）")
    liu = client_of("liu")
    assert liu.post(f"{REPORT}freeze/").status_code == 302
    standing.decided()
    assert "每个数字都相同" in page(liu, f"{REPORT}versions/1/"), "a lapse is counted again as it was at the watermark"
    assert "逾期" in page(liu, f"{REPORT}versions/1/")
