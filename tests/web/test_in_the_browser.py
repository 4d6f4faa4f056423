"""The site in a real browser, on a phone and on a desk: readable, by keyboard alone, without a word from the policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from street import Sample
from yifa.docket.models import Act, Case
from yifa.people.models import Officer
from yifa.places.models import Division

pytestmark = pytest.mark.browser

PASSWORD = "示例口令-2026-keyboard"
WIDTHS = (390, 1440)


@pytest.fixture
def complaints(page: Any) -> list[str]:
    """What the browser complains of: script errors and breaches of the content security policy."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def enter(page: Any, live_server: Any) -> Callable[[str], None]:
    """Go in as an officer, without the sign-in page."""

    def go(name: str) -> None:
        client = Client()
        officer = Officer.objects.get(username=name)
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )

    return go


def fits(page: Any) -> bool:
    """Whether nothing is wider than the screen."""
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_day_fits_the_screen_and_breaks_no_policy(
    standing: Sample,
    live_server: Any,
    page: Any,
    enter: Callable[[str], None],
    complaints: list[str],
    width: int,
) -> None:
    case_id = standing.decided().case_id
    page.set_viewport_size({"width": width, "height": 900})
    enter("zhang")
    paths = ["/", "/?state=all", "/terms/", "/referrals/", "/cases/new/", "/cases/new/penalty.ordinary/", f"/cases/{case_id}/", "/law/",
             f"/cases/{case_id}/acts/serve/", "/law/penalty.summary/", "/security/", "/report/", "/report/follow/",
             "/people/me/", "/people/me/deputy/", "/registers/", "/registers/enterprise/"]  # fmt: skip
    for path in paths:
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        assert fits(page), f"{path} is wider than {width} pixels"
        assert page.locator("h1").count() == 1, path
    assert complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_administration_fits_the_screen_and_breaks_no_policy(
    standing: Sample, live_server: Any, page: Any, enter: Callable[[str], None], complaints: list[str], width: int
) -> None:
    zhang = Officer.objects.get(username="zhang").pk
    page.set_viewport_size({"width": width, "height": 900})
    walks = {"sysadmin": ["/people/", f"/people/{zhang}/", f"/people/{zhang}/post/", "/people/offices/", "/people/new/"],
             "auditadmin": ["/people/record/"], "secadmin": ["/people/accounts/"]}  # fmt: skip
    for name, paths in walks.items():
        enter(name)
        for path in paths:
            assert page.goto(live_server.url + path).status == 200, path
            assert fits(page), f"{path} is wider than {width} pixels"
            assert page.locator("h1").count() == 1, path
    assert complaints == []


def test_the_fields_of_another_means_of_service_stay_out_of_sight_until_it_is_chosen(
    standing: Sample, live_server: Any, page: Any, enter: Callable[[str], None], complaints: list[str]
) -> None:
    case_id = standing.decided().case_id
    enter("zhang")
    page.goto(f"{live_server.url}/cases/{case_id}/acts/serve/")
    consent, receipt = page.locator("#f-consent"), page.locator("#f-receipt")
    assert not consent.is_visible() and not receipt.is_visible()
    page.select_option("#f-means", "in_person")
    assert receipt.is_visible() and not consent.is_visible() and consent.is_disabled()
    page.select_option("#f-means", "electronic")
    assert consent.is_visible() and not receipt.is_visible()
    page.goto(f"{live_server.url}/cases/new/penalty.ordinary/")
    page.fill("input[type=search]", "烟头")
    assert page.input_value("#f-violation") == "littering"
    assert complaints == []


def test_at_twice_the_size_of_the_text_a_case_still_reads_without_scrolling_sideways(
    standing: Sample, live_server: Any, page: Any, enter: Callable[[str], None]
) -> None:
    case_id = standing.decided().case_id
    enter("zhang")
    page.set_viewport_size({"width": 640, "height": 900})
    for path in ("/", f"/cases/{case_id}/", f"/cases/{case_id}/acts/serve/"):
        page.goto(live_server.url + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert fits(page), path


def focused(page: Any) -> str:
    """What has the focus: its tag, name and value."""
    return str(
        page.evaluate(
            "(e => [e.tagName, e.name || '', e.value || e.textContent.trim()].join('|'))(document.activeElement)"
        )
    )


def tab_to(page: Any, wanted: str, most: int = 80) -> None:
    """Press Tab until what has the focus matches; fails if it never does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.search(wanted, focused(page)):
            return
    raise AssertionError(f"Tab never came to {wanted}; last: {focused(page)}")


def test_signing_in_and_warning_a_litterer_by_keyboard_alone(
    standing: Sample, live_server: Any, page: Any
) -> None:
    for name in ("zhang", "wang"):
        officer = Officer.objects.get(username=name)
        officer.set_password(PASSWORD)
        officer.save()
    case_id = standing.opened().case_id
    page.goto(f"{live_server.url}/sign-in/?next=/cases/{case_id}/")
    assert "username" in focused(page)
    page.keyboard.insert_text("zhang")
    tab_to(page, r"INPUT\|password")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/cases/{case_id}/")
    page.keyboard.press("Tab")
    assert "跳到正文" in focused(page)
    page.keyboard.press("Enter")
    tab_to(page, r"A\|.*告知")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{case_id}/acts/tell/**")
    two = [str(one) for one in standing.two()]
    for one in two:
        box = page.locator(f"input[name=by-officer][value='{one}']")
        if not box.is_checked():
            box.focus()
            page.keyboard.press("Space")
    box = page.locator("input[name=f-proposed_kinds][value=warning]")
    box.focus()
    page.keyboard.press("Space")
    yes = page.locator("[name=f-told_all]").first
    yes.focus()
    page.keyboard.press("Space")
    tab_to(page, r"BUTTON\|.*(记入|提交|办理)")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/cases/{case_id}/")
    assert "已提请" in page.locator("main").inner_text()
    assert Act.objects.filter(case_id=case_id, act="tell").count() == 0


def test_a_resident_reports_on_a_phone_and_follows_the_matter(
    standing: Sample, live_server: Any, page: Any, complaints: list[str]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/report/")
    code = Division.objects.get(path=standing.street.communities[0]).code
    page.select_option("#division", code)
    page.check("input[name=category][value=facility]")
    page.fill("#place", "示例路6号")
    page.fill("#content", "路灯不亮（示例）")
    page.click("main button.main")
    page.wait_for_url("**/report/received/")
    number, word = page.locator(".big").all_inner_texts()
    assert Case.objects.get().number == number and fits(page)
    page.goto(f"{live_server.url}/report/follow/")
    page.fill("#number", number)
    page.fill("#code", word.lower())
    page.click("main button.main")
    page.wait_for_selector("ol.timeline")
    assert "收到公众报告" in page.locator("main").inner_text() and fits(page)
    assert complaints == []
