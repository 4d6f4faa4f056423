"""The duty view and the layers of the map keep to what the reader may see, and say what is wrong; a volunteer registers without an account."""

from __future__ import annotations

from django.test import Client

from street import Sample
from yifa.docket.models import Case
from yifa.people.models import Officer


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_layer_that_is_none_is_refused_with_what_there_is(sample: Sample) -> None:
    answer = client_of("liu").get("/map/", {"layer": "users"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "没有图层" in page and "risk_point" in page and "roster_post" not in page


def test_a_duty_view_without_blocks_says_where_they_are_entered(sample: Sample) -> None:
    page = client_of("liu").get("/duty/").content.decode()
    assert "还没有登记板块" in page and "/registers/duty_block/" in page


def test_a_volunteer_without_a_name_is_asked_for_it_and_nothing_is_written(sample: Sample) -> None:
    place = sample.street.communities[0].rpartition("/")[2]
    told = {"division": place, "wish": "patrol", "age": "adult", "content": "周末可服务（示例）"}
    answer = Client().post("/volunteer/", told)
    assert answer.status_code == 409 and Case.objects.count() == 0 and "志愿者注册" in answer.content.decode()
    assert Client().post("/volunteer/", {**told, "name": "甲某（示例）"}).status_code == 302
    assert Case.objects.get().procedure == "volunteer.member"
