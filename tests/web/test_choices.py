"""What a field can be filled with: the few that fit the case, by the names people know them by."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from street import Sample, moment
from yifa import clock
from yifa.docket.cases import open_case
from yifa.docket.models import Case
from yifa.docket.opening import Cover
from yifa.errors import Refused
from yifa.people.actors import actor_for
from yifa.people.models import Holding, Officer
from yifa.people.scopes import scope_for
from yifa.procedures import Law
from yifa.procedures.schema import FormField
from yifa.registers.keeping import enter
from yifa.web.conditions import rules_of
from yifa.web.picking import Setting, choices_for, with_case_ids


def field(kind: str, **words: Any) -> FormField:
    return FormField.model_validate({"type": kind, "title": {"zh": "项目", "en": "Field"}, "public": True, **words})


def setting(sample: Sample, law: Law, family: str = "grid.event", **words: Any) -> Setting:
    body = sample.street.cast["bodies"]["street"].pk
    sees = scope_for(actor_for(sample.id("liu"), clock.now()), "see")
    return Setting(law.families[family][-1], {"docs": {}, "parties": {}}, body, sees=sees, **words)


def test_fields_of_which_one_is_needed_say_so_beside_each_and_the_refusal_stands_at_the_first(sample: Sample) -> None:
    client = Client()
    client.force_login(Officer.objects.get(username="luo"), backend="django.contrib.auth.backends.ModelBackend")
    case_id = sample.open_as("luo", "decision.meeting", {"matter": "示例议题", "forum": "office", "kind": "ordinary", "topics": ["safety"]}, [], moment("2023-05-04 10:00"))
    page = client.get(f"/cases/{case_id}/acts/assign_to/").content.decode()
    assert "与“承办人”至少填一项。" in page and "与“承办科室”至少填一项。" in page
    answer = client.post(f"/cases/{case_id}/acts/assign_to/", {"f-note": "示例"})
    refused = answer.content.decode()
    assert answer.status_code == 409 and "请写明交给哪个科室或者哪一位工作人员" in refused[refused.index('for="f-office"') : refused.index('for="f-handler"')]


def test_an_item_that_need_not_be_named_says_what_it_is_for(sample: Sample) -> None:
    client = Client()
    client.force_login(Officer.objects.get(username="luo"), backend="django.contrib.auth.backends.ModelBackend")
    assert "登记册里有的请选上" not in client.get("/registers/visit_plan/add/").content.decode()  # nothing to choose from yet
    firm = {"f-item": "91990101MA0000001Y", "f-name": "示例餐饮有限公司", "f-kind": "company", "f-address": "示例路1号"}
    answer = client.post("/registers/enterprise/add/", firm)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert "登记册里有的请选上，按它汇总；没有的空着。" in client.get("/registers/visit_plan/add/").content.decode()


def test_a_grid_is_chosen_within_the_community_that_was_reported(sample: Sample, law: Law) -> None:
    home, other = sample.street.communities[:2]
    found = choices_for(field("place"), setting(sample, law, division=home))
    paths = [choice.value for choice in found]
    assert home in paths and other in paths
    assert all(path.startswith((f"{home}/", home)) or path in sample.street.communities or path.count("/") < home.count("/") for path in paths)
    everything = choices_for(field("place"), setting(sample, law, division=home.rpartition("/")[0]))
    assert len(everything) >= len(found)


def event(sample: Sample, family: str = "grid.event") -> Case:
    body = sample.street.cast["bodies"]["street"].pk
    facts = {"category": "city", "place": "示例路", "channel": "grid_worker", "grade": "ordinary"}
    office = sample.street.cast["offices"]["enforcement"].pk
    cover = Cover(family, body, sample.street.communities[0], "binhai-example", facts, office_id=office, capacity="own", title="示例事件")
    return Case.objects.get(pk=open_case(cover, None, sample.id("liu")).case_id)


def test_an_event_is_merged_into_another_by_its_number(sample: Sample, law: Law) -> None:
    first, second = event(sample), event(sample)
    penalty = Case.objects.get(pk=sample.decided().case_id)
    here = setting(sample, law, case_id=second.pk)
    assert [choice.value for choice in choices_for(field("case", of=["grid.event"]), here)] == [first.number]
    assert with_case_ids({"into": field("case", of=["grid.event"])}, {"into": first.number}, here) == {"into": first.pk}
    for wrong in (penalty.number, second.number, str(first.pk)):
        with pytest.raises(Refused) as told:
            with_case_ids({"into": field("case", of=["grid.event"])}, {"into": wrong}, here)
        assert [reason.field for reason in told.value.reasons] == ["into"]


def test_an_item_of_a_register_is_chosen_by_name_and_kept_by_key(sample: Sample, law: Law) -> None:
    body = sample.street.cast["bodies"]["street"].pk
    held = Holding.objects.filter(post__kind="handler", post__body_id=body).order_by("pk").first()
    assert held is not None
    values = {"name": "示例餐饮有限公司", "kind": "company", "address": "示例路1号"}
    enter(law, law.registers["enterprise"], actor_for(held.officer_id, clock.now()), "91990101MA0000001Y", values)
    found = choices_for(field("item", of="enterprise"), setting(sample, law))
    assert [(choice.value, choice.title) for choice in found] == [("91990101MA0000001Y", "示例餐饮有限公司　91990101MA0000001Y")]


@pytest.mark.parametrize(
    ("when", "rule"),
    [
        ("form.why == 'none'", {"field": "why", "in": ["none"]}),
        ("form.why in ['a', 'b']", {"field": "why", "in": ["a", "b"]}),
        ("form.why != 'a'", {"not": {"field": "why", "in": ["a"]}}),
        ("'fine' in form.kinds", {"field": "kinds", "in": ["fine"]}),
        ("not form.passed", {"field": "passed", "in": ["no"]}),
        ("object and form.third == 'x'", {"all": [{"field": "third", "in": ["x"]}]}),
        ("object or form.third == 'x'", None),
        ("overdue", None),
    ],
)
def test_a_page_knows_when_a_field_is_wanted_only_from_the_form_itself(when: str, rule: Any) -> None:
    assert rules_of({"one": field("text", when=when)}).get("one") == rule
