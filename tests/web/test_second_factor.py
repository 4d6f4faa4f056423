"""A second factor at sign-in: asked for where it is set up, required where the body says so, never stepped around."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axes.models import AccessAttempt
from click.testing import CliRunner
from django.test import Client

from street import Sample
from yifa import clock
from yifa.people.models import Officer
from yifa.server.cli_account import account
from yifa.web import second_factor

from .test_pages import client_of

PASSWORD = "correct-horse-battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, steps: int = 0) -> str:
    """What an authenticator shows now, or some steps of thirty seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def liu(sample: Sample) -> Officer:
    """An officer with a password and no second factor."""
    officer = Officer.objects.get(username="liu")
    officer.set_password(PASSWORD)
    officer.save()
    return officer


@pytest.fixture
def guarded(liu: Officer, rf: Any) -> Officer:
    """The officer with an authenticator app, its last code of a minute ago."""
    assert second_factor.add_totp(liu, SECRET, code_of(SECRET, -1))
    return liu


def with_password(password: str = PASSWORD, **words: str) -> tuple[Client, Any]:
    """A browser after the first step, and the answer to it."""
    client = Client(REMOTE_ADDR="10.9.8.7")
    return client, client.post("/sign-in/", {"username": "liu", "password": password, **words})


def signed_in_by_steps() -> Client:
    """A browser after both steps."""
    client, _ = with_password()
    assert client.post("/sign-in/code/", {"code": code_of(SECRET)})["Location"] == "/"
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def set_up(client: Client) -> tuple[Any, str]:
    """An authenticator app added through the pages: the answer, and its secret."""
    page = client.get("/security/app/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")  # type: ignore[index]
    return client.post("/security/app/", {"code": code_of(secret)}), secret


def test_an_account_without_a_second_factor_signs_in_as_before(liu: Officer) -> None:
    client, answer = with_password(next="/law/")
    assert answer["Location"] == "/law/" and is_in(client)


def test_the_password_alone_does_not_sign_in_where_a_code_is_set_up(guarded: Officer) -> None:
    client, answer = with_password(next="/law/")
    assert answer["Location"] == "/sign-in/code/" and not is_in(client)
    assert guarded.name in client.get("/sign-in/code/").content.decode()
    assert client.post("/sign-in/code/", {"code": code_of(SECRET)})["Location"] == "/law/"
    assert is_in(client)


@pytest.mark.parametrize("code", ["000000", "", "六六六六六六", "12345678", code_of(SECRET, 1000)])
def test_a_wrong_code_does_not_sign_in(guarded: Officer, code: str) -> None:
    client, _ = with_password()
    answer = client.post("/sign-in/code/", {"code": code})
    assert answer.status_code == 200 and "验证没有通过" in answer.content.decode()
    assert not is_in(client)


def test_a_code_is_good_once(guarded: Officer) -> None:
    code = code_of(SECRET)
    for expected in (302, 200):
        client, _ = with_password()
        assert client.post("/sign-in/code/", {"code": code}).status_code == expected
    assert not is_in(client)


def test_a_code_older_than_one_used_is_refused(guarded: Officer) -> None:
    assert second_factor.right_code(guarded, code_of(SECRET))
    assert not second_factor.right_code(guarded, code_of(SECRET, -1))


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_code_page_is_not_reached_without_the_password(guarded: Officer, method: str) -> None:
    for client in (Client(), with_password("wrong")[0]):
        answer = getattr(client, method)("/sign-in/code/", {"code": code_of(SECRET)})
        assert answer.status_code == 302 and answer["Location"] == "/sign-in/"
        assert not is_in(client)


def test_the_first_step_is_forgotten_after_ten_minutes(guarded: Officer) -> None:
    client, _ = with_password()
    with clock.at(clock.now() + timedelta(minutes=10, seconds=1)):
        assert client.post("/sign-in/code/", {"code": code_of(SECRET)})["Location"] == "/sign-in/"
    assert not is_in(client)


@pytest.mark.parametrize("change", ["password", "is_active"])
def test_the_first_step_is_worth_nothing_once_the_account_has_changed(guarded: Officer, change: str) -> None:
    client, _ = with_password()
    if change == "password":
        guarded.set_password("another-long-password")
    else:
        guarded.is_active = False
    guarded.save()
    assert client.post("/sign-in/code/", {"code": code_of(SECRET)})["Location"] == "/sign-in/"


def test_a_recovery_code_is_good_once(guarded: Officer) -> None:
    codes = second_factor.fresh_recovery_codes(guarded)
    assert len(set(codes)) == 10
    for expected in (302, 200):
        client, _ = with_password()
        assert client.post("/sign-in/code/", {"code": codes[3]}).status_code == expected
    assert second_factor.recovery_codes_left(guarded) == 9


def test_wrong_codes_lock_the_account_even_for_the_right_one(guarded: Officer) -> None:
    client, _ = with_password()
    answers = [client.post("/sign-in/code/", {"code": "000000"}).status_code for _ in range(5)]
    assert answers[:4] == [200] * 4 and answers[4] == 429
    locked = client.post("/sign-in/code/", {"code": code_of(SECRET)})
    assert locked.status_code == 429 and "账号暂停" in locked.content.decode() and not is_in(client)
    assert with_password()[1].status_code == 429


def test_the_record_of_failures_holds_no_code_and_no_password(guarded: Officer) -> None:
    client, _ = with_password("a-mistyped-password")
    client, _ = with_password()
    client.post("/sign-in/code/", {"code": "135790"})
    kept = str(list(AccessAttempt.objects.values()))
    assert "liu" in kept and "135790" not in kept and "a-mistyped-password" not in kept


def test_a_right_password_between_does_not_begin_the_count_again(guarded: Officer) -> None:
    for _ in range(5):
        client, _ = with_password()
        client.post("/sign-in/code/", {"code": "000000"})
    assert with_password()[1].status_code == 429


def test_the_app_is_added_on_its_page_and_recovery_codes_are_shown_once(liu: Officer) -> None:
    client, _ = with_password()
    wrong = client.post("/security/app/", {"code": "000000"})
    assert "验证码不对" in wrong.content.decode() and not second_factor.has_factor(liu)
    answer, secret = set_up(client)
    shown = re.findall(r"<code>(\d{4} \d{4})</code>", answer.content.decode())
    assert len(shown) == 10 and "no-store" in answer["Cache-Control"]
    for path in ("/security/", "/security/app/"):
        text = client.get(path, follow=True).content.decode()
        assert secret not in text and not any(code in text for code in shown)
    assert is_in(client)
    again, _ = with_password()
    assert again.post("/sign-in/code/", {"code": shown[0]}).status_code == 302


def test_secrets_are_sealed_in_the_database(guarded: Officer) -> None:
    codes = second_factor.fresh_recovery_codes(guarded)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept and not any(code in kept for code in codes)


def test_new_recovery_codes_void_the_old(guarded: Officer) -> None:
    old = second_factor.fresh_recovery_codes(guarded)
    answer = signed_in_by_steps().post("/security/codes/")
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", answer.content.decode())) == 10
    assert not any(second_factor.right_code(guarded, code) for code in old)


def test_a_change_needs_a_sign_in_of_the_last_ten_minutes(guarded: Officer) -> None:
    client = signed_in_by_steps()
    factor = second_factor.factors_of(guarded)[0].pk
    with clock.at(clock.now() + timedelta(minutes=11)):
        for path in (
            f"/security/{factor}/remove/",
            "/security/codes/",
            "/security/app/",
            "/security/passkey/",
        ):
            assert client.post(path)["Location"] == "/security/"
        assert "重新登录" in client.get("/security/").content.decode()
        assert client.post("/security/again/")["Location"] == "/sign-in/?next=/security/"
    assert second_factor.has_factor(guarded) and not is_in(client)


def test_removing_the_last_factor_removes_the_codes_and_keeps_the_session(guarded: Officer) -> None:
    second_factor.fresh_recovery_codes(guarded)
    client = signed_in_by_steps()
    client.post(f"/security/{second_factor.factors_of(guarded)[0].pk}/remove/")
    assert not Authenticator.objects.exists() and is_in(client)


def test_nobody_removes_the_factor_of_another(guarded: Officer, sample: Sample) -> None:
    other = Officer.objects.get(username="zhang")
    assert second_factor.add_totp(other, SECRET, code_of(SECRET))
    answer = signed_in_by_steps().post(f"/security/{second_factor.factors_of(other)[0].pk}/remove/")
    assert answer.status_code == 404 and second_factor.has_factor(other)


def test_a_session_older_than_the_factor_is_ended(liu: Officer) -> None:
    old, _ = with_password()
    new, _ = with_password()
    assert is_in(old)
    set_up(new)
    assert is_in(new) and not is_in(old)
    assert not is_in(client_of("liu"))


def test_a_session_whose_factor_was_reset_is_ended(guarded: Officer) -> None:
    client = signed_in_by_steps()
    assert second_factor.reset(guarded) == 1
    assert not is_in(client)


def test_where_it_is_required_an_account_without_it_is_led_to_the_set_up(liu: Officer, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    client, _ = with_password()
    for path in ("/", "/law/", "/figures/", "/cases/new/"):
        assert client.get(path)["Location"] == "/security/"
    assert client.post("/security/codes/")["Location"] == "/security/"
    assert "本单位要求第二步验证" in client.get("/security/").content.decode()
    assert client.post("/language/", {"language": "en", "back": "/security/"})["Location"] == "/security/"
    set_up(client)
    assert is_in(client)


def test_where_it_is_required_a_stale_session_can_still_reach_the_set_up(liu: Officer, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    client = client_of("liu")
    assert client.get("/")["Location"] == "/security/"
    assert client.post("/security/again/")["Location"] == "/sign-in/?next=/security/"


def test_an_account_that_lost_all_is_let_in_by_its_password_after_a_reset(guarded: Officer) -> None:
    second_factor.fresh_recovery_codes(guarded)
    assert "✓ liu" in CliRunner().invoke(account, ["factors"]).output
    assert "已移除 2 项" in CliRunner().invoke(account, ["reset-factor", "liu"]).output
    assert "— liu" in CliRunner().invoke(account, ["factors"]).output
    assert is_in(with_password()[0])


@pytest.mark.parametrize(
    "answer", ["{", "[]", "{}", "null", '"x"', '{"id": "x", "response": {}}', '{"id": 1}']
)
def test_a_malformed_passkey_is_a_wrong_one(guarded: Officer, answer: str) -> None:
    client, _ = with_password()
    client.get("/sign-in/code/")
    got = client.post("/sign-in/code/", {"credential": answer})
    assert got.status_code == 200 and not is_in(client)
    inside = signed_in_by_steps()
    inside.get("/security/passkey/")
    got = inside.post("/security/passkey/", {"name": "x", "credential": answer})
    assert got.status_code == 200 and "没有添加成功" in got.content.decode()


def test_the_pages_keep_to_the_policy_in_both_languages(liu: Officer) -> None:
    client, _ = with_password()
    for language in ("zh", "en"):
        client.post("/language/", {"language": language})
        for path in ("/security/", "/security/app/", "/security/passkey/"):
            answer = client.get(path)
            text = answer.content.decode()
            assert answer.status_code == 200 and "unsafe" not in answer["Content-Security-Policy"]
            assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=", text), path
    assert "Sign-in security" in client.get("/").content.decode()
