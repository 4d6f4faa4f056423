"""A register on its pages: seen, added to, compared, written out and updated from a sheet by those who may, and by nobody else."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from street import Sample
from yifa import clock
from yifa.docket.models import Case
from yifa.files.sheets import write_xlsx
from yifa.people.models import Holding, Officer
from yifa.registers.reading import items

KEY, OTHER = "91990101MA0000001Y", "12345"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER = ["统一社会信用代码", "名称", "类型", "经营地址"]


def client_of(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def keeper(sample: Sample) -> Client:
    body = sample.street.cast["bodies"]["street"].pk
    held = Holding.objects.filter(post__kind="handler", post__body_id=body).select_related("officer").order_by("pk")
    return client_of(held[0].officer)


def added(keeper: Client, **words: str) -> str:
    fields = {"f-item": KEY, "f-name": "示例餐饮有限公司", "f-kind": "company", "f-address": "示例路1号", **words}
    answer = keeper.post("/registers/enterprise/add/", fields)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return str(answer["Location"])


def test_an_item_added_in_one_form_stands_in_the_list_and_is_a_case(keeper: Client) -> None:
    location = added(keeper)
    assert keeper.get(location).status_code == 200
    page = keeper.get("/registers/enterprise/").content.decode()
    assert KEY in page and "示例餐饮有限公司" in page and "企业" in page and location in page
    assert "<b>1</b>" in keeper.get("/registers/").content.decode()
    assert KEY not in keeper.get("/registers/enterprise/", {"q": "没有的"}).content.decode()


def test_an_item_with_a_wrong_key_is_refused_at_its_field_and_nothing_is_lost(keeper: Client) -> None:
    answer = keeper.post("/registers/enterprise/add/", {"f-item": OTHER, "f-name": "示例", "f-kind": "company", "f-address": "示例路1号"})
    page = answer.content.decode()
    assert answer.status_code == 409 and 'class="error"' in page and 'value="12345"' in page and "示例路1号" in page
    assert not Case.objects.exists()


def test_two_days_are_compared(keeper: Client) -> None:
    yesterday = (clock.now() - timedelta(days=1)).date().isoformat()
    added(keeper)
    page = keeper.get("/registers/enterprise/", {"compare": yesterday}).content.decode()
    assert "新增 <b>1</b>" in page and "移出 <b>0</b>" in page
    then = keeper.get("/registers/enterprise/", {"on": yesterday}).content.decode()
    assert "这一天没有在册的" in then
    assert keeper.get("/registers/enterprise/", {"on": "昨天"}).status_code == 400


def test_a_sheet_is_shown_before_it_is_entered_and_its_faulty_rows_are_named(keeper: Client, law: object) -> None:
    rows = [[KEY, "示例餐饮有限公司", "企业", "示例路1号"], [OTHER, "编码有误", "企业", "示例路2号"]]
    upload = SimpleUploadedFile("list.xlsx", write_xlsx("企业", HEADER, rows), XLSX)
    preview = keeper.post("/registers/enterprise/sheet/", {"file": upload}).content.decode()
    assert "还没有登记" in preview and "第 3 行" in preview and not Case.objects.exists()
    token = preview.split('name="sheet" value="')[1].split('"')[0]
    done = keeper.post("/registers/enterprise/sheet/", {"sheet": token}).content.decode()
    assert "已更新" in done and "第 3 行" in done
    assert [item.key for item in items(law.registers["enterprise"])] == [KEY]  # type: ignore[attr-defined]
    assert keeper.post("/registers/enterprise/sheet/", {"sheet": token + "x"}).status_code == 400


def test_a_sheet_with_another_header_is_refused_with_the_right_one(keeper: Client) -> None:
    upload = SimpleUploadedFile("list.xlsx", write_xlsx("企业", ["名字"], [["示例"]]), XLSX)
    answer = keeper.post("/registers/enterprise/sheet/", {"file": upload})
    assert answer.status_code == 400 and "表头不符" in answer.content.decode()


def test_the_list_is_written_out(keeper: Client) -> None:
    added(keeper)
    answer = keeper.get("/registers/enterprise/list.xlsx")
    assert answer.status_code == 200 and io.BytesIO(answer.content).read(2) == b"PK"
    assert answer["Content-Disposition"].startswith("attachment")


def test_whoever_may_only_look_neither_adds_nor_takes_out(sample: Sample, keeper: Client) -> None:
    added(keeper)
    zhang = client_of(Officer.objects.get(username="zhang"))
    page = zhang.get("/registers/enterprise/").content.decode()
    assert KEY in page and "/registers/enterprise/add/" not in page and "list.xlsx" not in page
    for path in ("add/", "sheet/", "list.xlsx"):
        assert zhang.get(f"/registers/enterprise/{path}").status_code == 403
    nobody = client_of(Officer.objects.get(username="sysadmin"))
    assert nobody.get("/registers/enterprise/").status_code == 403 and KEY not in nobody.get("/registers/").content.decode()
    assert nobody.get("/registers/nothing/").status_code == 404
