"""The tables behind `cast`: bodies, offices and people of a synthetic street."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["BODIES", "OFFICES", "PEOPLE", "Person", "SampleBody"]


@dataclass(frozen=True, slots=True)
class SampleBody:
    """A body; `division` is what follows the street's code, or `district`; `{street}` in a name is the street's."""

    name: str
    short_name: str
    kind: str
    capacities: tuple[str, ...]
    division: str = ""
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person: user name, name, body, office, kinds of post, kinds of certificate.

    `division` is what follows the street's code, None for the body's own division.
    """

    key: str
    name: str
    body: str
    office: str
    posts: tuple[str, ...]
    certificates: tuple[str, ...] = ()
    division: str | None = None
    certified_until: date | None = None


BODIES = {
    "district": SampleBody("滨海区人民政府（示例）", "滨海区政府", "government", ("own",), "district"),
    "justice": SampleBody("滨海区司法局（示例）", "滨海司法", "organ", ("own",), "district", "district"),
    "street": SampleBody(
        "{street}街道办事处（示例）",
        "{street}街办",
        "outpost",
        ("own", "handed_over", "entrusted"),
        "",
        "district",
    ),
    "committee": SampleBody("{street}街道人民调解委员会（示例）", "{street}民调", "committee", ("own",)),
}

OFFICES = {
    "general": ("street", "党政综合办公室"),
    "enforcement": ("street", "综合行政执法大队"),
    "legal": ("street", "法制审核室"),
    "grid": ("street", "网格化服务管理中心"),
    "window": ("street", "便民服务中心"),
    "safety": ("street", "应急管理办公室"),
    "livelihood": ("street", "公共服务办公室"),
    "finance": ("street", "财政所"),
    "supervision": ("justice", "行政执法协调监督科"),
    "review": ("justice", "行政复议科"),
    "mediation": ("committee", "调解室"),
}

_CARD = ("enforcement",)
_JURIST = ("legal_review",)
_MEDIATOR = ("mediator",)

PEOPLE = (
    Person("liu", "刘建国", "street", "", ("head",)),
    Person("zhou", "周敏", "street", "", ("deputy_head",)),
    Person("li", "李志强", "street", "enforcement", ("office_head",), _CARD),
    Person("shen", "沈洁", "street", "general", ("office_head",)),
    Person("jiang", "江涛", "street", "grid", ("office_head",)),
    Person("zhang", "张伟", "street", "enforcement", ("enforcement_officer",), _CARD),
    Person("wang", "王磊", "street", "enforcement", ("enforcement_officer",), _CARD),
    Person("qian", "钱进", "street", "enforcement", ("enforcement_officer",), _CARD),
    Person("ma", "马骏", "street", "enforcement", ("enforcement_officer",), _CARD),
    Person("zhu", "朱红", "street", "enforcement", ("enforcement_officer",), _CARD),
    Person("guo", "郭靖宇", "street", "enforcement", ("enforcement_officer",), _CARD),
    Person("cao", "曹颖", "street", "safety", ("enforcement_officer",), _CARD),
    Person(
        "sun_expired",
        "孙立",
        "street",
        "enforcement",
        ("enforcement_officer",),
        _CARD,
        certified_until=date(2022, 12, 31),
    ),
    Person("zhao", "赵静", "street", "legal", ("legal_reviewer",), _JURIST),
    Person("wu", "吴昊", "street", "legal", ("legal_reviewer",), _JURIST),
    Person("chen", "陈正", "street", "legal", ("hearing_chair",), ("hearing",)),
    Person("feng", "冯慧", "street", "general", ("records", "hearing_clerk")),
    Person("he", "何丽", "street", "grid", ("acceptor",)),
    Person("lin", "林森", "street", "grid", ("dispatcher",)),
    Person("luo", "罗平", "street", "general", ("handler",)),
    Person("yuan", "袁梅", "street", "livelihood", ("handler",)),
    Person("qin", "秦岚", "street", "window", ("window_clerk",)),
    Person("lei", "雷鸣", "street", "safety", ("duty_commander",)),
    Person("fang", "方正平", "street", "legal", ("legal_adviser",), _JURIST),
    Person("shan", "单江", "street", "general", ("river_chief",)),
    Person("xu", "许诚", "street", "finance", ("finance",)),
    Person("han", "韩雪", "street", "general", ("publisher",)),
    Person("gao", "高翔", "street", "grid", ("grid_worker",), division="001001"),
    Person("hu", "胡杨", "street", "grid", ("grid_worker",), division="001002"),
    Person("cai", "蔡文", "street", "grid", ("grid_worker",), division="001003"),
    Person("pan", "潘悦", "street", "grid", ("grid_worker",), division="002001"),
    Person("yu", "于海", "street", "grid", ("grid_worker",), division="002002"),
    Person("du", "杜鹃", "street", "grid", ("grid_worker",), division="003001"),
    Person("liang", "梁和", "committee", "mediation", ("mediator",), _MEDIATOR),
    Person("song", "宋平安", "committee", "mediation", ("mediator",), _MEDIATOR),
    Person("tang", "唐笔", "committee", "mediation", ("committee_clerk",)),
    Person("xie", "谢和顺", "committee_001", "", ("mediator",), _MEDIATOR),
    Person("tian", "田甜", "committee_002", "", ("mediator",), _MEDIATOR),
    Person("dong", "董芳", "committee_003", "", ("mediator",), _MEDIATOR),
    Person("ye", "叶秋", "committee_004", "", ("mediator",), _MEDIATOR),
    Person("deng", "邓严", "justice", "supervision", ("auditor",)),
    Person("tao", "陶然", "justice", "", ("head",)),
    Person("cui", "崔明", "justice", "review", ("office_head", "review_officer"), _JURIST),
    Person("meng", "孟晓", "justice", "review", ("review_officer",), _JURIST),
    Person("bai", "白晨", "justice", "review", ("review_officer",), _JURIST),
    Person("sysadmin", "系统管理员", "street", "", ("system_admin",)),
    Person("secadmin", "安全管理员", "street", "", ("security_admin",)),
    Person("auditadmin", "审计管理员", "street", "", ("audit_admin",)),
)
