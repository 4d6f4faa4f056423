"""Cuntan 2022: devices, cameras, the police post and its partners (rows S-C16, S-C43 to S-C46)."""

from __future__ import annotations

import json
from datetime import timedelta

from yifa import clock
from yifa.people.models import Officer
from yifa.people.tokens import issue

from .office import Office

CAMERA = {"place": "示例路口", "owner": "示例街道", "basis": "公共安全视频图像信息系统管理条例", "filed_on": "2026-01-05", "alive_on": "2026-03-01", "check_by": "2027-03-01"}


def test_c44_cameras(office: Office) -> None:
    """人脸识别摄像监控"""
    assert "图像保存天数" in office.not_entered("device", "D-0002", name="示例摄像机", kind="camera", purpose="维护公共安全", **CAMERA)
    office.enter("device", "D-0001", name="示例路口1号摄像机", kind="camera", purpose="维护公共安全", days_kept=30, **CAMERA)
    camera = office.listed("device")["D-0001"]
    assert (camera["place"], camera["purpose"], camera["basis"][:6], camera["days_kept"]) == ("示例路口", "维护公共安全", "公共安全视频", 30)
    hint = office.open("grid.event", category="safety", grade="ordinary", channel="video", place="示例路口", reference="D-0001", where={"division": office.communities[0]})
    hint.act("received", party=None, content="画面提示人群聚集")
    assert "由人核实" in hint.refused("file", not_enforcement="yes")
    hint.act("verify_report", confirmed="yes")
    hint.act("locate", division=office.communities[0])
    hint.act("file", not_enforcement="yes")
    assert hint.entries("verify_report")[0]["by"]["verifier"]
    answer = office.post("reveal", {"seq": str(hint.entries("received")[0]["seq"]), "why": "核对画面提示"}, "he", case_id=hint.id)
    assert answer.status_code == 200 and office.views("核对画面提示") == 1


def test_c46_partners_of_the_post(office: Office) -> None:
    """政企警企合作、警企共创共建"""
    office.enter("partner", "HZ-01", name="示例保税企业", kind="firm", circle="security", duty="园区巡逻和视频维护", contact="某经理 13800000000", until="2027-12-31")
    partner = office.listed("partner")["HZ-01"]
    assert (partner["duty"], partner["until"]) == ("园区巡逻和视频维护", "2027-12-31") and "contact" not in partner
    event = office.open("grid.event", category="safety", grade="ordinary", channel="grid_worker", place="示例园区", where={"division": office.communities[0]})
    event.act("report", by="gao", content="围栏破损", division=office.communities[0])
    dispute = office.open("mediation.case", kind="neighbour", source="request", people_involved=2, by="liang")
    token = issue(Officer.objects.get(username="liu"), "示例保税企业", ["see"], ["grid.*"], clock.now() + timedelta(days=30))
    asked = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    mine, theirs = (office.client("").get(f"/api/v1/cases/{case.id}", **asked) for case in (event, dispute))
    assert mine.status_code == 200 and json.loads(mine.content)["number"] == event.number and theirs.status_code == 404
