"""The names of the facts that the record of administration keeps with a change."""

from __future__ import annotations

from yifa.errors import Text

__all__ = ["FACTS"]

FACTS: dict[str, Text] = {
    "username": Text("用户名", "User name"),
    "name": Text("名称", "Name"),
    "short_name": Text("机关代字", "Short name"),
    "body": Text("机构", "Body"),
    "post": Text("岗位", "Post"),
    "division": Text("辖区", "Division"),
    "first": Text("自", "From"),
    "last": Text("至", "Until"),
    "last_day": Text("最后一日", "Last day"),
    "day": Text("日期", "Day"),
    "kind": Text("证件种类", "Kind"),
    "number": Text("编号", "Number"),
    "issuer": Text("发证机关", "Issuer"),
    "was": Text("原有效期至", "Was valid until"),
    "now": Text("现有效期至", "Valid until"),
    "deputy": Text("代理人", "Deputy"),
    "to": Text("移交给", "To"),
    "families": Text("程序族", "Families"),
    "into": Text("承接科室", "Into"),
    "carried": Text("岗位转入人员", "Posts carried"),
}
"""By their word in `AdminRecord.facts`."""
