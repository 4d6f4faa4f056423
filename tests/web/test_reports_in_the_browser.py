"""The three statutory reports in a real browser, by the people who make them: begun, written, checked, frozen, approved, published, replayed, corrected."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Max
from django.test import Client

from street import Sample
from yifa import clock
from yifa.annual.approval import FAMILY
from yifa.annual.models import FrozenReport, Passage
from yifa.docket.models import Act, Case
from yifa.docket.world import the_law
from yifa.indicators.figures import figures_between
from yifa.people.models import Body, Officer

pytestmark = pytest.mark.browser

REPORTS = ("law_based_government", "information_disclosure", "enforcement_data")


class Walk:
    """One report, and the browser in which one person after another works on it."""

    def __init__(self, page: Any, site: str, name: str) -> None:
        self.page, self.site, self.name = page, site, name
        self.complaints: list[str] = []
        page.set_default_timeout(15_000)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" and "409" not in said.text else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def as_(self, who: str, path: str = "") -> None:
        """Be this officer, on the page of the report or another. A refusal that the page explains (409) is no complaint of the browser's."""
        client = Client()
        client.force_login(Officer.objects.get(username=who), backend="django.contrib.auth.backends.ModelBackend")
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.site}])
        self.page.goto(f"{self.site}{path or f'/reports/2023/{self.name}/'}")

    def press(self, what: Any) -> None:
        """Press something that leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            what.click()

    def next(self, step: str) -> Any:
        """The step that comes next, which must be this one."""
        here = self.page.locator("ol.way > li.here")
        assert step in here.inner_text(), self.page.locator("ol.way").inner_text()
        return here

    def go(self, who: str, step: str, act: str, *, again: bool) -> None:
        """As this officer, take the next step from the page of the report to its form; `again` straight to the form, where that way was gone before."""
        self.as_(who, f"/cases/{Case.objects.get(procedure=FAMILY).pk}/acts/{act}/" if again else "")
        if again:
            return
        self.press(self.next(step).get_by_role("link", name="去办理"))

    def record(self) -> None:
        """Record the act; the docket's page says so."""
        self.press(self.page.locator("main form button.main"))
        assert "已记入案卷" in self.page.locator("body").inner_text(), self.page.locator("main").inner_text()

    @property
    def text(self) -> str:
        """What the page says."""
        return str(self.page.locator("main").inner_text())


@pytest.fixture
def walks(standing: Sample, live_server: Any, page: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Walk]:
    """A street with one penalty in 2023; figures computed here, not by the worker, and once for each question at each state of the docket."""
    known: dict[Any, Any] = {}

    def source(*period: Any, **words: Any) -> Any:
        asked = (period, repr(sorted(words.items())), Act.objects.aggregate(Max("pk"))["pk__max"])
        if asked not in known:
            known[asked] = figures_between(the_law(), *period, **words)
        return known[asked]

    monkeypatch.setattr("yifa.web.reports.client.figures_between", source)
    standing.decided()
    return lambda name: Walk(page, live_server.url, name)


def put(name: str, *keys: str) -> None:
    """The other passages, as though written before."""
    body, officer = Body.objects.get(kind="outpost"), Officer.objects.get(username="zhao")
    for key in keys:
        Passage.objects.create(report=name, period="2023", body_id=body.pk, key=key, text="文字（示例）", written_by=officer.pk, written_at=clock.now())


def written(walk: Walk) -> None:
    """The author begins, takes a proposed sentence, writes a telephone number, and answers for it."""
    walk.as_("zhao")
    walk.press(walk.next("开始编制").get_by_role("button", name="开始编制"))
    assert Case.objects.get(procedure=FAMILY).stage == "drafting" and "最近期限 2024-" in walk.text
    walk.next("起草各部分文字")
    walk.press(walk.page.locator("#write ul.rows a").filter(has_text=re.compile("主要问题|不足|总体情况")).first)
    walk.press(walk.page.get_by_role("button", name="采用").first)
    taken = walk.page.locator("#text").input_value()
    assert "{" in taken
    walk.page.fill("#text", f"{taken}\n联系13800001234。")
    walk.press(walk.page.get_by_role("button", name="保存"))
    walk.page.check("input[name=by_hand]")
    walk.press(walk.page.get_by_role("button", name="保存"))
    put(walk.name, *(each for each in keys_left(walk)))
    walk.page.reload()
    walk.next("公开前检查")
    found = walk.page.locator("#write form.inline").filter(has_text="保留的理由")
    found.locator("input[name=reason]").fill("公开的办公电话（示例）")
    walk.press(found.get_by_role("button", name="说明理由"))
    assert "公开的办公电话（示例）" in walk.text
    assert "刘建国（示例）" in walk.next("定稿").inner_text(), "it says who freezes"
    checkers = walk.page.locator("ol.way > li").filter(has_text="保密和个人信息审查").inner_text()
    assert "吴昊（示例）" in checkers and "赵静" not in checkers, "it says who may check: not who drafts"


def keys_left(walk: Walk) -> list[str]:
    """The passages still to be written, by the addresses behind their marks."""
    rows = walk.page.locator("#write ul.rows li").filter(has_text="待起草").locator("a")
    return [str(address).rstrip("/").rpartition("/")[2] for address in rows.evaluate_all("all => all.map(a => a.getAttribute('href'))")]


def frozen(walk: Walk, changes: str = "") -> None:
    """The head freezes; the page of the version replays it."""
    walk.as_("liu")
    walk.next("定稿")
    if changes:
        walk.page.fill("#freeze input[name=changes]", changes)
    walk.press(walk.page.locator("#freeze button"))
    assert "每个数字都相同" in walk.text


def published(walk: Walk, *, again: bool = False) -> None:
    """Handed in by the author, checked by another, approved by the head, published by the publisher: each from the page of the report."""
    newest = FrozenReport.objects.order_by("version").last()
    assert newest is not None
    walk.go("zhao", "送审定稿", "submit", again=again)
    assert walk.page.locator("#f-hash").input_value() == newest.hash, "nobody copies a hash by hand"
    walk.record()
    walk.go("wu", "保密和个人信息审查", "check", again=again)
    assert f"/versions/{newest.version}/" in str(walk.page.get_by_role("link", name="打开这一版").get_attribute("href"))
    for field in ("secrets", "personal"):
        walk.page.select_option(f"#f-{field}", "none")
    walk.page.fill("#f-opinion", "未见国家秘密和个人信息（示例）")
    walk.record()
    walk.go("liu", "负责人审批", "approve", again=again)
    walk.record()
    if walk.name == "law_based_government" and not again:
        walk.go("zhao", "报送上级", "report_up", again=again)
        walk.page.fill("#f-to_whom", "区委、区政府（示例）")
        walk.record()
    walk.go("han", "公布", "publish", again=again)
    assert walk.page.locator("#f-hash").input_value() == newest.hash
    walk.page.fill("#f-channel", "区政府网站（示例）")
    walk.record()
    assert Case.objects.get(procedure=FAMILY).stage == "published"


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_goes_its_way_in_the_browser_and_is_corrected_by_a_new_version(
    walks: Callable[[str], Walk], standing: Sample, name: str
) -> None:
    walk = walks(name)
    written(walk)
    frozen(walk)
    published(walk)
    standing.decided()
    walk.as_("zhang", f"/reports/2023/{name}/versions/1/")
    assert "每个数字都相同" in walk.text and "定稿之后有变的数字" in walk.text, "the docket has moved on, the version has not"
    walk.go("zhao", "", "correct", again=True)
    walk.page.fill("#f-reason", "漏计一件（示例）")
    walk.record()
    frozen(walk, "补录一件处罚（示例）")
    assert "与第 1 版相比" in walk.text and "补录一件处罚（示例）" in walk.text and "→" in walk.text
    published(walk, again=True)
    first, second = FrozenReport.objects.order_by("version")
    assert first.hash != second.hash and second.changes == "补录一件处罚（示例）"
    assert walk.complaints == []
