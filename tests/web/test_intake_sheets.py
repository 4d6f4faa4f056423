"""A clerk takes in a sheet of orders on its page: tried first, every fault named, then received; nothing of the sheet itself is kept."""

from __future__ import annotations

import io
import re
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from street import Sample
from yifa.docket.models import Act, Case
from yifa.docket.verify import verify
from yifa.docket.world import the_law
from yifa.files.sheets import read_rows, write_xlsx
from yifa.intake.channels import channel_named
from yifa.intake.sheets import import_sheet
from yifa.people.models import Officer, Party, VaultItem
from yifa.people.scopes import Clause, Scope
from yifa.places.models import Division

HEADER = ["工单编号", "反映时间", "社区编码", "事件类别", "地点", "反映内容", "反映人", "联系电话"]
PAGE = "/intake/hotline/"


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def rows(sample: Sample) -> list[list[str]]:
    place = Division.objects.get(path=sample.street.communities[0])
    return [
        ["RX-1", "2026-11-20 09:00", place.code, "公共设施", "示例路6号", "路灯不亮（示例）", "王示例", "13900000000"],
        ["RX-2", "2026-11-20 10:30", place.name, "市容环卫", "示例路7号", "垃圾（示例）", "", ""],
        ["RX-3", "2026-11-20", place.code, "没有的类别", "示例路8号", "其他（示例）", "", ""],
        ["RX-4", "昨天", place.code, "其他", "示例路9号", "其他（示例）", "", ""],
        ["RX-5", "2026-11-20", "没有的社区", "其他", "示例路9号", "其他（示例）", "", ""],
        ["RX-6", "2026-11-20", place.code, "其他", "", "没有写地点（示例）", "", ""],
    ]


def upload(client: Client, content: bytes, name: str = "工单.xlsx") -> HttpResponse:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def held_in(page: str) -> str:
    found = re.search(r'name="held" value="([^"]+)"', page)
    assert found is not None, page[-3000:]
    return found[1]


def test_a_sheet_is_tried_then_taken_in_and_not_kept(sample: Sample) -> None:
    he = client_of("he")
    tried = upload(he, write_xlsx("工单", HEADER, rows(sample))).content.decode()
    assert "登记这 2 件" in tried and Case.objects.count() == 0 and Party.objects.count() == 0
    lines = re.findall(r'data-label="行">(\d+)<', tried)
    assert lines == ["4", "5", "6", "7"] and "时间“昨天”有误" in tried and "没有区划“没有的社区”" in tried and "地点" in tried
    assert "事件类别：没有“没有的类别”这一项；可选：市容环卫、" in tried
    ref = held_in(tried)
    sealed = VaultItem.objects.get(pk=ref)
    assert sealed.owner_kind == "sheet" and "王示例".encode() not in bytes(sealed.ciphertext)
    done = he.post(PAGE, {"held": ref}).content.decode()
    assert "已登记" in done and Case.objects.count() == 2 and len(re.findall(r'href="/cases/\d+/"', done)) == 2
    assert {case.title for case in Case.objects.all()} == {"公共设施 · RX-1", "市容环卫 · RX-2"}
    assert VaultItem.objects.get(pk=ref).erased_at is not None
    assert all("王示例" not in entry for entry in Act.objects.values_list("entry", flat=True))
    assert verify().broken == ()
    twice = he.post(PAGE, {"held": ref})
    assert twice.status_code == 400 and "请重新上传" in twice.content.decode() and Case.objects.count() == 2
    again = upload(he, write_xlsx("工单", HEADER, rows(sample))).content.decode()
    assert "此前已登记" in again and 'name="held"' not in again


def test_a_csv_as_a_chinese_spreadsheet_saves_it_is_read(sample: Sample) -> None:
    text = "\r\n".join(",".join(row) for row in [HEADER, *rows(sample)[:1]])
    assert "登记这 1 件" in upload(client_of("he"), text.encode("gb18030"), "工单.csv").content.decode()


def test_what_is_no_such_sheet_is_told_and_nothing_is_held(sample: Sample) -> None:
    he = client_of("he")
    for content in (b"", b"PK\x03\x04 broken", "工单编号,多余的列\n".encode(), b"\xff\xfe\x00"):
        answer = upload(he, content)
        assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
    assert he.post(PAGE).status_code == 400 and not VaultItem.objects.filter(owner_kind="sheet").exists()


def test_only_who_opens_such_cases_takes_in_a_sheet_and_only_of_their_own_place(sample: Sample) -> None:
    assert client_of("liang").get(PAGE).status_code == 404 and client_of("he").get("/intake/portal/").status_code == 404
    assert "intake" in client_of("he").get("/cases/new/").content.decode()
    assert "/intake/" not in client_of("feng").get("/cases/new/").content.decode()
    ref = held_in(upload(client_of("he"), write_xlsx("工单", HEADER, rows(sample))).content.decode())
    assert client_of("liu").post(PAGE, {"held": ref}).status_code == 400 and Case.objects.count() == 0


def test_a_row_of_another_place_is_refused(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    path.write_bytes(write_xlsx("工单", HEADER, rows(sample)[:2]))
    mine = Clause(("grid.*",), shielded=True, division=f"{sample.street.communities[1]}")
    found = import_sheet(channel_named(the_law(), "hotline"), path, within=Scope((mine,)))
    assert [r.error.code for r in found.rejected] == ["intake.outside"] * 2 and Case.objects.count() == 0


def test_the_empty_sheet_has_the_header_of_the_channel(sample: Sample, tmp_path: Path) -> None:
    answer = client_of("he").get(f"{PAGE}empty.xlsx")
    path = tmp_path / "empty.xlsx"
    path.write_bytes(answer.content)
    assert read_rows(path) == [HEADER] and io.BytesIO(answer.content).read(2) == b"PK"
