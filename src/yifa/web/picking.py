"""What a field can be filled with: the few choices that fit the case, by the names people know them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from yifa import clock
from yifa.docket.listed import values_wanted
from yifa.docket.listing import Filters, list_cases
from yifa.docket.named_cases import no_such_case
from yifa.docket.world import the_law
from yifa.errors import Reason, Refused, Text
from yifa.indicators.loading import load_indicators
from yifa.indicators.named import unknown_indicators
from yifa.people.administration import ADMINISTRATORS
from yifa.people.models import Body, Holding, Office, Officer
from yifa.people.models.dated import valid_on
from yifa.people.scopes import Scope
from yifa.places.codes import Level
from yifa.places.models import Division
from yifa.procedures import Procedure
from yifa.procedures.register import FAMILY
from yifa.procedures.schema import FormField, Suggest
from yifa.registers.reading import items, register_of

__all__ = ["Choice", "Setting", "choices_for", "holders", "people_for", "unserved", "with_case_ids"]

HERE = Text("名册推荐：类别、地点都合适", "Proposed: right kind and place")
FITTING = Text("名册推荐：类别合适", "Proposed: right kind")
OTHERS = Text("其他人员", "Others")
TO_SERVE = Text("待送达", "To be served")
SERVED = Text("其他文书", "Other papers")
OPEN = Text("尚未办理", "Not dealt with yet")
NAMED = Text("已经办理过", "Dealt with before")

MOST_CASES = 60
"""How many numbers of recent cases are offered; any other number can be typed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select or a list of boxes; `group` is the heading it stands under."""

    value: str
    title: Any
    group: Any = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a form is filled in: the case as far as there is one, its place, its parties and entries, what the reader may see."""

    procedure: Procedure
    state: Mapping[str, Any]
    body_id: int
    division: str = ""
    locality: str = ""
    case_id: int = 0
    sees: Scope = field(default_factory=Scope)
    reader: int = 0
    """Who fills the form in: what they uploaded stays theirs while a refused form is mended."""
    parties: Sequence[Choice] = ()
    entries: Sequence[Choice] = ()
    standing: Mapping[int, str] = field(default_factory=dict)
    """The entries that stand, by number, with their acts."""
    named: frozenset[int] = frozenset()
    """Entries that an earlier entry of the same act has named."""


def holders(posts: Sequence[str], body_id: int) -> list[tuple[int, str]]:
    """Officers of a body who hold one of these posts today, by name; where none is named, everyone but its three administrators, who do no cases."""
    held = Holding.objects.filter(valid_on(clock.today()), post__body_id=body_id, officer__is_active=True)
    held = held.filter(post__kind__in=posts) if posts else held.exclude(post__kind__in=ADMINISTRATORS)
    return list(held.values_list("officer_id", "officer__name").distinct().order_by("officer__name"))


def people_for(posts: Sequence[str], body_id: int) -> list[Choice]:
    """The same as choices."""
    return [Choice(str(pk), name) for pk, name in holders(posts, body_id)]


def choices_for(spec: FormField, setting: Setting) -> list[Choice]:
    """The choices of one field; none where anything of its type will do."""
    if isinstance(spec.of, dict):
        return [Choice(key, title) for key, title in spec.of.items()]
    if isinstance(spec.of, list) and spec.type in ("choice", "choices"):
        return [Choice(key, key) for key in spec.of]
    choose = BY_TYPE.get(spec.type)
    return choose(spec, setting) if choose else []


def _violations(*_: Any) -> list[Choice]:
    return [Choice(key, violation.title) for key, violation in the_law().violations.known.items()]


def unserved(state: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every paper with a party to whom it is due and on whom it is not served."""
    docs = state.get("docs", {})
    return [(name, key) for name, it in docs.items() for key in it["due"] if key and key not in it["served"]]


def _documents(_: FormField, setting: Setting) -> list[Choice]:
    """The papers issued; those that wait to be served stand first, under a heading, where there are others too."""
    papers, waiting = setting.procedure.text.documents, {name for name, _ in unserved(setting.state)}
    known = [name for name in setting.state.get("docs", {}) if name in papers]
    mixed = bool(waiting) and not waiting.issuperset(known)
    order = sorted(known, key=lambda name: name not in waiting)
    return [Choice(n, papers[n].title, (TO_SERVE if n in waiting else SERVED) if mixed else "") for n in order]  # fmt: skip


def _units(_: FormField, setting: Setting) -> list[Choice]:
    offices = Office.objects.filter(valid_on(clock.today()), body_id=setting.body_id)
    return [Choice(str(pk), name) for pk, name in offices.values_list("pk", "name")]


def _of_place(spec: FormField, setting: Setting) -> list[Choice]:
    """A list of local values (`of: param.NAME`); a violation in it by its name."""
    law, facts = the_law(), setting.state.get("case", {})
    locality = setting.locality or law.locality_of(setting.division)
    values = law.params(setting.procedure, locality, facts.get("field") or None, clock.today())
    known = law.violations.known
    listed = values.get(str(spec.of).removeprefix("param.")) or ()
    return [Choice(str(one), known[one].title if one in known else one) for one in listed]


def _places(_: FormField, setting: Setting) -> list[Choice]:
    """The grids of the community where the case lies, and the other communities; without one, the whole area by community."""
    body = Body.objects.select_related("division").get(pk=setting.body_id)
    found = list(
        Division.objects.standing_on(clock.today())
        .within(body.division.path)
        .values_list("path", "name", "level")
    )
    communities = {path: name for path, name, level in found if level == Level.COMMUNITY}
    home = next((path for path in communities if f"{setting.division}/".startswith(f"{path}/")), "")
    elsewhere = Text(
        "其他社区（报告的社区有误时）", "Other communities (where the report named the wrong one)"
    )
    choices, rest = [], []
    for path, name, __ in found:
        of = next((each for each in communities if f"{path}/".startswith(f"{each}/")), "")
        if not home or of == home:
            choices.append(Choice(path, name, communities.get(of, body.name)))
        elif path == of or not of:
            rest.append(Choice(path, name, elsewhere))
    return choices + rest


def _cases(spec: FormField, setting: Setting) -> list[Choice]:
    """Cases the reader may see of the families the field names (any, where it names none), what falls due first, by number."""
    found = list_cases(_among(spec, setting), Filters(ended=None), limit=MOST_CASES)
    return [Choice(c["number"], c["title"]) for c in found if _nameable(spec, c, setting)]


def _among(spec: FormField, setting: Setting) -> Scope:
    """What the reader sees of the families a field may name."""
    return setting.sees.narrowed(list(spec.of)) if spec.of else setting.sees


def _nameable(spec: FormField, case: Mapping[str, Any], setting: Setting) -> bool:
    return case["id"] != setting.case_id and (bool(spec.of) or not case["procedure"].startswith(FAMILY))


def _entries(spec: FormField, setting: Setting) -> list[Choice]:
    """The entries of the acts that the field names (any, where it names none); those named before stand last, under a heading."""
    if not spec.of:
        return list(setting.entries)
    fit = [c for c in setting.entries if setting.standing.get(int(c.value)) in spec.of]
    done = [replace(c, group=NAMED) for c in fit if int(c.value) in setting.named]
    return [replace(c, group=OPEN if done else "") for c in fit if int(c.value) not in setting.named] + done


def _items(spec: FormField, setting: Setting) -> list[Choice]:
    """The items that stand in a register today, by name and key; an item does not name itself."""
    known = register_of(the_law(), str(spec.of))
    name = known.text.name
    wanted = values_wanted(spec, setting.state.get("case") or {}, clock.today())
    told = [
        (item.key, str(item.values.get(name) or ""))
        for item in items(known, body_id=setting.body_id)
        if item.case_id != setting.case_id
        and all(item.values.get(field) == value for field, value in wanted.items())
    ]
    return [Choice(key, f"{title}　{key}" if title and title != key else key) for key, title in told]


def _people(spec: FormField, setting: Setting) -> list[Choice]:
    """The people of the body; those a register proposes for this case stand first, under a heading that says why."""
    everyone = people_for([], setting.body_id)
    if spec.suggest is None:
        return everyone
    here, fitting = suggested(spec.suggest, setting)
    names = dict(Officer.objects.filter(username__in=[*here, *fitting]).values_list("pk", "username"))
    groups = {**dict.fromkeys(fitting, FITTING), **dict.fromkeys(here, HERE)}
    order = [HERE, FITTING, OTHERS]
    told = [Choice(c.value, c.title, groups.get(names.get(int(c.value), ""), OTHERS)) for c in everyone]
    return sorted(told, key=lambda choice: order.index(choice.group))


def suggested(suggest: Suggest, setting: Setting) -> tuple[list[str], list[str]]:
    """User names of those in the register who fit the case: of its own place, and of others. What is suggested binds nobody."""
    kept, facts = register_of(the_law(), suggest.register_), setting.state.get("case", {})
    wanted = {name: facts.get(fact.removeprefix("case.")) for name, fact in suggest.fits.items()}
    here, elsewhere = list[str](), list[str]()
    for item in items(kept):
        values = item.values
        fits = all(
            want == values.get(n) or (isinstance(values.get(n), list) and want in values[n])
            for n, want in wanted.items()
        )
        if fits:
            place = str(values.get(suggest.near or "", ""))
            near = bool(place) and f"{setting.division}/".startswith(f"{place}/")
            (here if near else elsewhere).append(str(values[suggest.take]))
    return here, elsewhere


def with_case_ids(
    fields: Mapping[str, FormField], form: Mapping[str, Any], setting: Setting
) -> dict[str, Any]:
    """The form with case numbers made into the ids the docket keeps. Raises `Refused` at each field that names no case, or no indicator."""
    found, reasons = dict(form), unknown_indicators(the_law(), fields, form)
    for name in (n for n, spec in fields.items() if spec.type == "case" and n in form):
        number = str(form[name]).strip()
        spec = fields[name]
        cases = list_cases(_among(spec, setting), Filters(ended=None, text=number))
        case = next((c for c in cases if c["number"] == number and _nameable(spec, c, setting)), None)
        if case is None:
            reasons.append(Reason("form.unreadable", _no_case(spec, number), field=name))
        else:
            found[name] = case["id"]
    if reasons:
        raise Refused("web.case_number", reasons[0].text, reasons=tuple(reasons))
    return found


def _no_case(spec: FormField, number: str) -> Text:
    """There is no case of this number that the field may name: which it may."""
    text = Text(
        f"没有编号为“{number}”的案件（或者不在您的查看范围）。",
        f"There is no case numbered '{number}' (or it lies outside what you see).",
    )
    if not spec.of:
        return text
    wanted = no_such_case(spec, the_law())
    return Text(f"{text.zh}{wanted.zh}", f"{text.en} {wanted.en}")


def _indicators(*_: Any) -> list[Choice]:
    """Every indicator by its title and unit."""
    return [
        Choice(name, Text(f"{each.title.zh}（{each.unit.zh}）", f"{each.title.en} ({each.unit.en})"))
        for name, each in load_indicators(the_law()).items()
    ]


BY_TYPE: Mapping[str, Callable[[FormField, Setting], list[Choice]]] = {
    "choice": _of_place, "choices": _of_place, "violation": _violations, "violations": _violations, "document": _documents,
    "means": lambda _, setting: [Choice(name, means.title) for name, means in setting.procedure.text.means.items()],
    "officer": _people, "people": _people,
    "unit": _units, "place": _places, "party": lambda _, setting: list(setting.parties), "parties": lambda _, setting: list(setting.parties),
    "entry": _entries, "case": _cases, "item": _items, "indicator": _indicators,
}  # fmt: skip
