"""The check of a template's placeholders against its declared fields, before anything is composed. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import nodes

from yifa.documents.frontmatter import Place
from yifa.documents.placeholders import MASKS
from yifa.documents.shapes import Many, Parts, Scalar, Shape

__all__ = ["used_fields"]

TEXT = Scalar("text")
NUMBER = Scalar("number")
YES = Scalar("yes")
LOOP = Parts({"index": NUMBER, "first": YES, "last": YES, "length": NUMBER})

_PRINTABLE = ("text", "number", "decimal")
_FILTERS: Mapping[str, tuple[str, ...]] = {
    "chinese": ("number",),
    "date": ("date", "datetime"),
    "date_upper": ("date", "datetime"),
    "default_blank": ("text",),
    "mask": ("text",),
    "time": ("datetime",),
    "yuan": ("money",),
    "yuan_upper": ("money",),
}
_LISTS = ("join", "length")
_STATEMENTS = (nodes.Output, nodes.If, nodes.For)

Scope = Mapping[str, tuple[str, Shape]]
"""What a name stands for where it is used: the path of the field, and its shape."""


def used_fields(tree: nodes.Template, fields: Parts, offset: int, place: Place) -> set[str]:
    """The paths of the single values a template uses; raises `LawError` at the first wrong placeholder."""
    checker = _Checker(offset, place)
    checker.statements(tree.body, {name: (name, shape) for name, shape in fields.parts.items()})
    return checker.used


class _Checker:
    """One walk over the syntax tree, with the names in scope passed down."""

    def __init__(self, offset: int, place: Place) -> None:
        self.offset = offset
        self.place = place
        self.used: set[str] = set()

    def statements(self, body: list[nodes.Node], scope: Scope) -> None:
        """Check statements one by one."""
        for node in body:
            if isinstance(node, nodes.Output):
                self._output(node, scope)
            elif isinstance(node, nodes.If):
                self._if(node, scope)
            elif isinstance(node, nodes.For):
                self._for(node, scope)
            else:
                raise self._error(
                    node,
                    f"不允许 {type(node).__name__}",
                    f"{type(node).__name__} is not allowed",
                    "{{ field }}, {% if %}, {% for %}",
                )

    def _output(self, node: nodes.Output, scope: Scope) -> None:
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                continue
            shape = self._shape(part, scope)
            if not isinstance(shape, Scalar) or shape.type not in _PRINTABLE:
                named = shape.type if isinstance(shape, Scalar) else "group or list"
                raise self._error(
                    part,
                    f"{named} 须经过滤器方可打印",
                    f"a {named} needs a filter to be printed",
                    "| date, | yuan, | join('、')",
                )

    def _if(self, node: nodes.If, scope: Scope) -> None:
        self._condition(node.test, scope)
        self.statements(node.body, scope)
        for other in node.elif_:
            self._if(other, scope)
        self.statements(node.else_, scope)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        path, shape = self._path(node.iter, scope)
        if (
            not isinstance(shape, Many)
            or not isinstance(node.target, nodes.Name)
            or node.test
            or node.recursive
        ):
            raise self._error(
                node, "for 须逐项取自一个列表字段", "for goes over one list", "{% for x in list %}"
            )
        inner = {**scope, node.target.name: (f"{path}[]", shape.each), "loop": ("", LOOP)}
        self.statements(node.body, inner)
        self.statements(node.else_, scope)

    def _condition(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.And | nodes.Or):
            self._condition(node.left, scope)
            self._condition(node.right, scope)
        elif isinstance(node, nodes.Not):
            self._condition(node.node, scope)
        elif isinstance(node, nodes.Compare):
            for each in (node.expr, *(operand.expr for operand in node.ops)):
                if not isinstance(each, nodes.Const):
                    self._shape(each, scope)
        else:
            self._shape(node, scope)

    def _shape(self, node: nodes.Node, scope: Scope) -> Shape:
        """The shape of an expression's value; marks what it uses."""
        if isinstance(node, nodes.Filter):
            return self._filtered(node, scope)
        path, shape = self._path(node, scope)
        if isinstance(shape, Scalar) and path:
            self.used.add(path)
        return shape

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Shape:
        if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise self._error(node, "过滤器写法不对", "the filter is badly written", "{{ field | filter }}")
        if node.name in _LISTS:
            return self._listed(node, scope)
        accepted = _FILTERS.get(node.name)
        if accepted is None:
            known = ", ".join(sorted([*_FILTERS, *_LISTS]))
            raise self._error(node, f"没有过滤器“{node.name}”", f"there is no filter '{node.name}'", known)
        shape = self._shape(node.node, scope)
        if not isinstance(shape, Scalar) or shape.type not in accepted:
            raise self._error(
                node,
                f"过滤器 {node.name} 不适用于此字段",
                f"{node.name} does not take this field",
                f"a field of type {' or '.join(accepted)}",
            )
        arguments = [each.value for each in node.args if isinstance(each, nodes.Const)]
        is_right = len(arguments) == 1 and arguments[0] in MASKS if node.name == "mask" else not node.args
        if not is_right:
            raise self._error(
                node,
                f"过滤器 {node.name} 的参数不对",
                f"wrong argument of {node.name}",
                f"mask({' | '.join(map(repr, MASKS))})" if node.name == "mask" else "no argument",
            )
        return TEXT

    def _listed(self, node: nodes.Filter, scope: Scope) -> Shape:
        assert node.node is not None
        path, shape = self._path(node.node, scope)
        if not isinstance(shape, Many):
            raise self._error(node, f"{node.name} 只用于列表", f"{node.name} takes a list", "a list")
        if node.name == "length":
            if not isinstance(shape.each, Scalar):
                return NUMBER
            self.used.add(f"{path}[]")
            return NUMBER
        is_separated = len(node.args) == 1 and isinstance(node.args[0], nodes.Const)
        if not isinstance(shape.each, Scalar) or shape.each.type != "text" or not is_separated:
            raise self._error(
                node,
                "join 用于文字列表并给出间隔",
                "join takes a list of text and what stands between",
                "| join('、')",
            )
        self.used.add(f"{path}[]")
        return TEXT

    def _path(self, node: nodes.Node, scope: Scope) -> tuple[str, Shape]:
        """The field a name or a dotted name stands for."""
        if isinstance(node, nodes.Name):
            if node.name not in scope:
                raise self._error(
                    node,
                    f"字段“{node.name}”未声明",
                    f"'{node.name}' is not declared",
                    f"one of {', '.join(sorted(scope))}",
                )
            return scope[node.name]
        if isinstance(node, nodes.Getattr):
            path, shape = self._path(node.node, scope)
            if not isinstance(shape, Parts) or node.attr not in shape.parts:
                parts = (
                    ", ".join(sorted(shape.parts)) if isinstance(shape, Parts) else "a field without parts"
                )
                raise self._error(
                    node, f"没有“{node.attr}”这一部分", f"there is no part '{node.attr}'", parts
                )
            return (f"{path}.{node.attr}" if path else ""), shape.parts[node.attr]
        raise self._error(node, "此处只能写字段", f"{type(node).__name__} is not allowed here", "a field")

    def _error(self, node: nodes.Node, zh: str, en: str, expected: str) -> Exception:
        return self.place.error(self.offset + node.lineno, zh, en, expected)
