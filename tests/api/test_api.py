"""Other systems do through the interface what officers do on the pages, and are refused with the same articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from street import RECORDING, Sample
from yifa.api.urls import contract
from yifa.people.models import Party

from .conftest import Api

pytestmark = pytest.mark.django_db
CONTRACT = Path(__file__).parents[2] / "docs/reference/openapi.json"


def find(street: Sample, **form: Any) -> dict[str, Any]:
    """The first act of a summary penalty."""
    return {
        "act": "find",
        "by": {"officer": street.two()},
        "at": "2023-05-04T10:00:00+08:00",
        "paper": "示例",
        "form": {
            "certificates_shown": "yes",
            "age": "adult",
            "facts": "乱扔烟头（示例）",
            "evidence": "照片（示例）",
            "recording": [RECORDING],
            **form,
        },
    }


def opening(street: Sample, **words: Any) -> dict[str, Any]:
    """A summary penalty with its first act."""
    base: dict[str, Any] = {
        "procedure": "penalty.summary",
        "capacity": "handed_over",
        "field": "城管",
        "facts": {"violation": "littering", "act_date": "2023-05-04", "channel": "patrol"},
        "parties": [{"role": "respondent", "kind": "person", "name": "示例某"}],
        "opened_at": "2023-05-04T10:00:00+08:00",
        "first": find(street),
    }
    return {**base, **words}


def tell(street: Sample) -> dict[str, Any]:
    """The notice on the spot."""
    form = {"proposed_kinds": ["fine"], "proposed_fine": 50, "told_all": "yes"}
    at = "2023-05-04T10:05:00+08:00"
    return {"act": "tell", "by": {"officer": street.two()}, "at": at, "paper": "示例", "form": form}


def decide(street: Sample, fine: Any = 50) -> dict[str, Any]:
    """The fine on the spot."""
    form = {"outcome": "penalise", "kinds": ["fine"], "fine": fine, "tier": "light", "correction": "done"}
    at = "2023-05-04T10:10:00+08:00"
    return {"act": "decide", "by": {"officer": street.two()}, "at": at, "paper": "示例", "form": form}


def counted(table: str) -> int:
    """Rows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_a_case_is_opened_acted_on_and_read_back(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    opened = zhang.post("cases", opening(street))
    assert opened.status_code == 201, opened.content.decode()
    number = opened.json()["case"]
    assert zhang.post(f"cases/{number}/acts", tell(street)).status_code == 201
    done = zhang.post(f"cases/{number}/acts", decide(street)).json()
    assert done["stage"] == "decided" and list(done["documents"]) == ["decision"]
    case = zhang.get(f"cases/{number}")
    assert case.headers["ETag"] == f'"{done["head"]}"'
    assert case.json()["parties"][0]["mask"] == "示**" or "示" in case.json()["parties"][0]["mask"]
    docket = zhang.get(f"cases/{number}/acts").json()["items"]
    assert [entry["act"] for entry in docket] == ["open", "find", "tell", "decide"]
    assert "facts" not in docket[1]["form"] and set(docket[1]["sealed"]) >= {"facts", "evidence"}
    assert zhang.get(f"cases/{number}/documents").json()[0]["number"] == done["documents"]["decision"]
    terms = zhang.get(f"cases/{number}/terms").json()
    assert all(term["ground"] for term in terms) and any(term["explanation"] for term in terms)
    options = zhang.get(f"cases/{number}/options").json()
    shut = next(o for o in options if not o["open"] and o["reasons"])
    assert shut["reasons"][0]["text"]["zh"]
    seen = zhang.post(f"cases/{number}/reveal", {"why": "核对案卷"}).json()
    assert seen["1"]["facts"] == "乱扔烟头（示例）"
    paper = zhang.get(f"cases/{number}/documents/3/decision.pdf?why=printing")
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")


def test_a_refusal_is_a_problem_that_names_the_article(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    number = zhang.post("cases", opening(street)).json()["case"]
    zhang.post(
        f"cases/{number}/acts", tell(street) | {"form": {"proposed_kinds": ["warning"], "told_all": "yes"}}
    )
    refused = zhang.post(f"cases/{number}/acts", decide(street))
    assert refused.status_code == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    problem = refused.json()
    assert problem["title"] and problem["detail"] and problem["ground"]
    assert any("行政处罚法/45" in reason["ground"] for reason in problem["reasons"]), problem["reasons"]
    assert len(zhang.get(f"cases/{number}/acts").json()["items"]) == 3


def test_a_refused_opening_leaves_no_case_no_number_and_no_identity(
    api: Callable[..., Api], street: Sample
) -> None:
    before = counted("docket_case"), counted("people_vaultitem"), Party.objects.count()
    body = opening(street, first=find(street, age="under_14"))
    refused = api("zhang").post("cases", body)
    assert refused.status_code == 409 and "行政处罚法/30" in json.dumps(refused.json(), ensure_ascii=False)
    assert (counted("docket_case"), counted("people_vaultitem"), Party.objects.count()) == before


def test_the_same_key_does_the_act_once_and_answers_the_same(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    first = zhang.post("cases", opening(street), Idempotency_Key="k-1")
    again = zhang.post("cases", opening(street), Idempotency_Key="k-1")
    assert first.json() == again.json() and again.headers["Idempotent-Replayed"] == "true"
    assert counted("docket_case") == 1
    other = zhang.post("cases", opening(street, title="另一件"), Idempotency_Key="k-1")
    assert other.status_code == 422 and other.json()["type"].endswith("api.key_reused")


def test_a_refused_act_may_be_tried_again_under_its_key(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    number = zhang.post("cases", opening(street)).json()["case"]
    assert zhang.post(f"cases/{number}/acts", decide(street), Idempotency_Key="d").status_code == 409
    zhang.post(f"cases/{number}/acts", tell(street))
    assert zhang.post(f"cases/{number}/acts", decide(street), Idempotency_Key="d").status_code == 201


def test_an_act_on_a_case_that_has_moved_on_is_refused(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    opened = zhang.post("cases", opening(street)).json()
    told = zhang.post(f"cases/{opened['case']}/acts", tell(street), If_Match=f'"{opened["head"]}"')
    assert told.status_code == 201
    stale = zhang.post(f"cases/{opened['case']}/acts", decide(street), If_Match=f'"{opened["head"]}"')
    assert stale.status_code == 412 and stale.json()["hint"]["zh"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unknown": 1}, "unknown"),
        ({"facts": {"violation": "littering", "act_date": "2023-02-30", "channel": "patrol"}}, "日期"),
        ({"facts": {"violation": "littering", "act_date": "1848-01-01", "channel": "patrol"}}, "日历"),
        ({"facts": {"violation": "littering", "act_date": "2023-05-04", "channel": "patrol", "x": 1}}, "x"),
        ({"parties": "nobody"}, "list"),
        ({"opened_at": "yesterday"}, "datetime"),
        ({"procedure": "penalty.nothing"}, "penalty.nothing"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    api: Callable[..., Api], street: Sample, change: dict[str, Any], words: str
) -> None:
    answer = api("zhang").post("cases", opening(street, **change))
    assert answer.status_code in (403, 404, 409, 422)
    assert words in answer.content.decode()
    assert counted("docket_case") == 0


def test_money_with_three_decimals_is_refused(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    number = zhang.post("cases", opening(street)).json()["case"]
    zhang.post(f"cases/{number}/acts", tell(street))
    answer = zhang.post(f"cases/{number}/acts", decide(street, fine="50.001"))
    assert answer.status_code == 409 and "两位小数" in answer.content.decode()


def test_two_officers_each_confirm_with_their_own_token(api: Callable[..., Api], street: Sample) -> None:
    zhang, wang = api("zhang"), api("wang")
    number = zhang.post("cases", opening(street)).json()["case"]
    act = {k: v for k, v in tell(street).items() if k != "paper"}
    assert zhang.post(f"cases/{number}/acts", act).status_code == 409
    assert wang.post(f"cases/{number}/confirmations", act).status_code == 201
    assert zhang.post(f"cases/{number}/acts", act).status_code == 201
    assert api("qian").post(f"cases/{number}/confirmations", act).status_code == 403


def test_no_token_a_false_one_and_a_narrower_one_are_refused(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    number = zhang.post("cases", opening(street)).json()["case"]
    nobody = zhang.client.get("/api/v1/cases")
    assert nobody.status_code == 401 and nobody.headers["WWW-Authenticate"].startswith("Bearer")
    assert Api(zhang.client, "yifa_0_x").get("cases").status_code == 403
    mediation = api("zhang", families=("mediation.*",))
    assert mediation.get(f"cases/{number}").status_code == 404
    assert mediation.get("cases").json()["items"] == []
    assert mediation.post(f"cases/{number}/acts", tell(street)).status_code == 404
    assert mediation.post("cases", opening(street)).status_code == 403
    reader = api("zhang", actions=["see"])
    assert reader.post(f"cases/{number}/acts", tell(street)).status_code == 403


def test_lists_come_page_by_page_without_a_gap_or_a_repeat(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    made = {zhang.post("cases", opening(street)).json()["case"] for _ in range(5)}
    found, after = [], ""
    while True:
        page = zhang.get(f"cases?limit=2&after={after}").json()
        found += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert sorted(found) == sorted(made)
    assert zhang.get("cases?after=nonsense").status_code == 422
    assert zhang.get("cases?limit=1000").status_code == 422


def test_a_grid_worker_sees_no_penalty_by_any_path(api: Callable[..., Api], street: Sample) -> None:
    number = api("zhang").post("cases", opening(street)).json()["case"]
    gao = api("gao")
    assert gao.get("cases").json()["items"] == []
    for path in ("", "/acts", "/options", "/terms", "/documents", "/documents/3/decision.pdf?why=printing"):
        assert gao.get(f"cases/{number}{path}").status_code in (403, 404)
    assert gao.post(f"cases/{number}/acts", tell(street)).status_code == 404
    assert gao.post(f"cases/{number}/reveal", {"why": "好奇看看"}).status_code == 404
    assert gao.post("cases", opening(street)).status_code == 403


def test_the_law_can_be_read_and_drawn(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    names = [p["procedure"] for p in zhang.get("procedures").json()]
    assert "penalty.ordinary" in names and "grid.event" in names
    assert zhang.get("procedures/penalty.summary").json()["text"]["acts"]["decide"]["ground"]
    assert zhang.get("procedures/penalty.summary/drawing").content.startswith(b"<svg")
    assert zhang.get("procedures/penalty.nothing").status_code == 404


def test_the_contract_on_file_is_the_contract_served(client: Any) -> None:
    served = client.get("/api/v1/openapi.json").json()
    assert served["openapi"].startswith("3.1")
    assert json.loads(CONTRACT.read_text(encoding="utf-8")) == served == json.loads(json.dumps(contract()))


def test_a_query_that_is_none_is_refused_and_mistakes_are_told_in_both_languages(api: Callable[..., Api], street: Sample) -> None:
    zhang = api("zhang")
    for query in ("cases?due=2023-01-01", "procedures?x=1"):
        answer = zhang.get(query)
        assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"
    told = zhang.get("cases?due_before=soon&limit=900")
    mistakes = {each["at"]: each["what"] for each in told.json()["mistakes"]}
    assert mistakes["query.due_before"]["zh"].startswith("应为日期") and mistakes["query.limit"]["zh"] == "不得大于 200"
    assert all(what["en"] for what in mistakes.values())
    assert zhang.get("cases?due_before=2030-01-01&limit=1").status_code == 200


def test_the_contract_names_headers_and_answers_that_are_no_json() -> None:
    document = contract()
    operations = {each["operationId"]: each for paths in document["paths"].values() for each in paths.values()}
    assert {p["name"] for p in operations["performAct"]["parameters"]} >= {"Idempotency-Key", "If-Match"}
    assert "ETag" in operations["readCase"]["responses"]["200"]["headers"]
    assert "application/pdf" in operations["printDocument"]["responses"]["200"]["content"]
    assert "image/svg+xml" in operations["drawProcedure"]["responses"]["200"]["content"]
    assert all("405" in each["responses"] for each in operations.values())
    assert {"400", "405", "413"} <= set(operations["openCase"]["responses"])
