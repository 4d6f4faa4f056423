"""A passkey added and used in a real browser, with a virtual authenticator in it, at both widths of the pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from street import Sample
from yifa.people.models import Officer
from yifa.web import second_factor

from .test_second_factor import PASSWORD, SECRET, code_of

pytestmark = pytest.mark.browser


@pytest.fixture
def liu(standing: Sample) -> Officer:
    officer = Officer.objects.get(username="liu")
    officer.set_password(PASSWORD)
    officer.save()
    return officer


@pytest.fixture
def seen(page: Any, request: pytest.FixtureRequest) -> Any:
    """The page, its complaints gathered; nothing may be wider than the screen. Pictures where a folder is named."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def check(name: str) -> None:
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_load_state()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            if folder := os.environ.get("PICTURES"):
                page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        assert complaints == []

    page.check = check
    return page


def sign_in(page: Any, url: str) -> None:
    page.goto(f"{url}/sign-in/")
    page.fill("#id_username", "liu")
    page.fill("#id_password", PASSWORD)
    page.click("button.main")


def with_authenticator(page: Any) -> tuple[Any, str]:
    """A virtual authenticator in the browser: the wire to it and its name."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    return wire, wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def test_a_passkey_is_added_and_asked_for_at_the_next_sign_in(
    liu: Officer, seen: Any, live_server: Any
) -> None:
    with_authenticator(seen)
    sign_in(seen, live_server.url)
    seen.click("header a[href='/security/']")
    seen.check("security-empty")
    seen.goto(f"{live_server.url}/")
    seen.check("desk")
    seen.goto(f"{live_server.url}/security/")
    seen.click("a[href='/security/app/']")
    seen.check("app")
    seen.goto(f"{live_server.url}/security/passkey/")
    seen.check("passkey")
    seen.fill("#id_name", "办公室电脑")
    seen.click("form.passkey button")
    seen.wait_for_selector(".codes")
    seen.check("codes")
    seen.click("a.button.main")
    assert "办公室电脑" in seen.inner_text(".factors")
    seen.check("security")
    seen.click("text=退出")
    sign_in(seen, live_server.url)
    assert seen.url == f"{live_server.url}/sign-in/code/"
    seen.check("second-step")
    seen.click("form.passkey button")
    seen.wait_for_url(f"{live_server.url}/")
    assert second_factor.factors_of(liu)[0].last_used_at is not None


def test_a_passkey_of_another_device_is_refused(liu: Officer, seen: Any, live_server: Any) -> None:
    wire, name = with_authenticator(seen)
    sign_in(seen, live_server.url)
    seen.goto(f"{live_server.url}/security/passkey/")
    seen.fill("#id_name", "钥匙")
    seen.click("form.passkey button")
    seen.wait_for_selector(".codes")
    seen.context.clear_cookies()
    wire.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": name})
    with_authenticator(seen)
    sign_in(seen, live_server.url)
    seen.click("form.passkey button")
    seen.wait_for_selector("[data-failed]:not([hidden])", timeout=20_000)
    seen.check("second-step-failed")
    assert seen.url == f"{live_server.url}/sign-in/code/"


def test_the_way_from_the_required_set_up_to_the_code_is_readable_in_english(
    liu: Officer, seen: Any, live_server: Any, settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    sign_in(seen, live_server.url)
    assert seen.url == f"{live_server.url}/security/"
    seen.check("required")
    seen.click("header button[name=language]")
    seen.check("required-en")
    store = SessionStore(Session.objects.get().session_key)
    store["signed_in_at"] = 0
    store.save()
    seen.reload()
    seen.check("stale-en")
    seen.click(".ask button")
    assert "/sign-in/" in seen.url
    seen.check("sign-in-en")
    second_factor.add_totp(liu, SECRET, code_of(SECRET, -1))
    sign_in(seen, live_server.url)
    seen.check("second-step-totp-en")
    seen.fill("#id_code", "000000")
    seen.click("button.main")
    seen.check("second-step-wrong-en")
    seen.fill("#id_code", code_of(SECRET))
    seen.click("button.main")
    assert seen.url == f"{live_server.url}/"
