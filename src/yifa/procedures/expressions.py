"""Conditions written in the law folder: parsed by Python's own parser, checked, compiled.

Only `and`, `or`, `not`, comparison, `in`, a conditional, `+ - *`, lists, numbers, strings and the
functions of `CALLS` are allowed. A name is resolved when the law is loaded, so that a
misspelt one is an error with file and line, and the compiled condition is one Python function of
an `Env` (see `env.py`).

The prover reads the same condition as a tree of atoms (`Expression.tree`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from yifa.errors import LawError, Text

__all__ = ["Expression", "MissingFact", "MissingParam", "Names", "compile_expression", "holds"]

FACTS_OF = {
    "documents": ("issued", "served", "served_on", "number"),
    "terms": ("started", "running", "paused", "met", "lapsed", "due"),
    "tracks": ("done", "excused"),
    "links": ("opened", "ended", "end", "count"),
    "parties": ("kind", "count", "minor", "identified", "all_served"),
}
LAW = (
    "may_punish",
    "summary_allowed",
    "fine_in_range",
    "within_limitation",
    "no_order_needed",
    "highest_of_concurrent",
    "kinds_provided",
    "oral_order",
    "first_offence_listed",
    "asks_circumstance",
    "asks_serious",
    "no_serious_range",
    "asks_cost",
    "asks_goods_value",
)
THIS = ("date", "at", "party", "hour", "holiday")
CALLS = {
    "since": 2,
    "latest": 2,
    "within": 2,
    "days": 2,
    "hours": 2,
    "sum": 1,
    "size": 1,
    "sha256": 1,
    "drawn": 4,
    "given": None,
}
"""Functions, with how many arguments each takes (None: any number)."""
PLAIN_CALLS = ("within", "days", "hours", "size", "sha256", "drawn")
"""Functions of values alone."""
Tree = tuple[Any, ...]


@dataclass(frozen=True)
class Names:
    """Every name one procedure knows: kind of name -> name -> its readable facts."""

    acts: dict[str, frozenset[str]]
    documents: frozenset[str]
    terms: frozenset[str]
    tracks: frozenset[str]
    links: frozenset[str]
    parties: frozenset[str]
    facts: frozenset[str]
    params: frozenset[str]
    lookups: frozenset[str]
    case: frozenset[str]
    money: frozenset[str] = frozenset()
    """Names of fields that hold money somewhere: read in yuan, kept in fen."""
    amounts: frozenset[tuple[str, str]] = frozenset()
    """(act, field) pairs that hold money; the cover's stand under `case`."""

    def kind_of(self, name: str) -> str | None:
        """In which list `name` stands, or None."""
        for kind in ("acts", "documents", "terms", "tracks", "links", "parties", "facts"):
            if name in getattr(self, kind):
                return kind
        return None


@dataclass(frozen=True)
class Expression:
    """A checked condition: its text, its function of an `Env`, its tree of atoms, what it reads."""

    text: str
    tree: Tree
    reads_form: bool
    source: str
    """The same in Python, over one name `e`."""
    where: str

    @cached_property
    def one_of(self) -> tuple[str, ...]:
        """The fields of the form of which it asks that one at least is filled in, where it asks nothing else."""
        node = ast.parse(self.text.strip(), mode="eval").body
        return _given_fields(node) if _is_given(node) else ()

    @cached_property
    def run(self) -> Callable[[Any], Any]:
        """The condition as a function; made when first asked, since most of the law is not asked in one process."""
        # The source is built from checked parts only: names are quoted, calls are to `e`.
        code = compile(f"lambda e: {self.source}", f"<{self.where}>", "eval")
        function: Callable[[Any], Any] = eval(code, {"__builtins__": {}})  # nosec  # noqa: S307
        return function

    def __call__(self, env: Any) -> Any:
        """Evaluate against `env`; raises `MissingFact` when a fact it asks for is not there yet."""
        return self.run(env)


class MissingFact(KeyError):
    """A condition asked for a fact that the case does not have yet.

    A compiled condition reads the case's own mappings, where what is not there is a plain `KeyError`; whoever runs
    one catches that.
    """


class MissingLookup(MissingFact):
    """A condition asked for a look-up that nobody has made: it is made when the act is judged."""

    def __init__(self, name: str) -> None:
        super().__init__(f"lookup.{name}")


class MissingParam(MissingFact):
    """A condition asked for a local value that the place has not adopted."""

    def __init__(self, name: str) -> None:
        super().__init__(f"param.{name}")
        self.name = name


def _is_given(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "given"


def _given_fields(node: ast.expr) -> tuple[str, ...]:
    """The fields of the form that `given(form.A, form.B)` names; none where it names anything else."""
    listed = node.args if isinstance(node, ast.Call) else []
    named = [part.attr for part in listed if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "form"]  # fmt: skip
    return tuple(named) if len(named) == len(listed) else ()


def holds(condition: Expression, env: Any) -> bool:
    """Whether a condition is true; one whose facts are not there yet is not."""
    try:
        return bool(condition.run(env))
    except KeyError:
        return False


class _Writer:
    """Turns a checked syntax tree into Python source and into the prover's tree."""

    def __init__(self, text: str, names: Names, form: frozenset[str] | None, where: str) -> None:
        self.text, self.names, self.form, self.where = text, names, form, where
        self.reads_form = False

    def fail(self, zh: str, en: str, expected: str) -> LawError:
        """An error that points at the expression."""
        return LawError(
            "procedures.expression", Text(f"条件“{self.text}”：{zh}", f"condition '{self.text}': {en}"),
            where=self.where, expected=expected,
        )  # fmt: skip

    def write(self, node: ast.expr) -> tuple[str, Tree]:
        """Source and tree of one node."""
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            word = type(node).__name__
            raise self.fail(
                f"不允许使用 {word}", f"{word} is not allowed", "and, or, not, comparison, in, names, lists"
            )
        result: tuple[str, Tree] = method(node)
        return result

    def _boolop(self, node: ast.BoolOp) -> tuple[str, Tree]:
        word = "and" if isinstance(node.op, ast.And) else "or"
        parts = [self.write(value) for value in node.values]
        return "(" + f" {word} ".join(p[0] for p in parts) + ")", (word, *(p[1] for p in parts))

    def _unaryop(self, node: ast.UnaryOp) -> tuple[str, Tree]:
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            return ast.unparse(node), ("value", ast.unparse(node))
        if not isinstance(node.op, ast.Not):
            raise self.fail("只允许 not", "only `not` is allowed", "not X")
        source, tree = self.write(node.operand)
        return f"(not {source})", ("not", tree)

    def _compare(self, node: ast.Compare) -> tuple[str, Tree]:
        signs = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
                 ast.In: "in", ast.NotIn: "not in"}  # fmt: skip
        source, _ = self.write(node.left)
        for op, right in zip(node.ops, node.comparators, strict=True):
            if type(op) not in signs:
                raise self.fail("不支持该比较", "this comparison is not allowed", "== != < <= > >= in")
            source += f" {signs[type(op)]} {self.write(right)[0]}"
        return f"({source})", _comparison(node)

    def _ifexp(self, node: ast.IfExp) -> tuple[str, Tree]:
        test, then, other = (self.write(part) for part in (node.test, node.body, node.orelse))
        tree = ("or", ("and", test[1], then[1]), ("and", ("not", test[1]), other[1]))
        return f"({then[0]} if {test[0]} else {other[0]})", tree

    def _constant(self, node: ast.Constant) -> tuple[str, Tree]:
        if not isinstance(node.value, (str, int, float, bool)):
            raise self.fail(
                "不支持的常量", "this constant is not allowed", "a number, a string, True or False"
            )
        return repr(node.value), ("value", repr(node.value))

    def _list(self, node: ast.List) -> tuple[str, Tree]:
        parts = [self.write(item)[0] for item in node.elts]
        return "(" + "".join(f"{part}, " for part in parts) + ")", ("value", ast.unparse(node))

    def _name(self, node: ast.Name) -> tuple[str, Tree]:
        kind = self.names.kind_of(node.id)
        if kind == "acts":
            return f"({node.id!r} in e.standing)", ("done", node.id)
        if kind == "facts":
            return f"e.fact_named({node.id!r})", ("fact", node.id)
        raise self.fail(
            f"不认识的名称 {node.id}",
            f"unknown name {node.id}",
            "an act, an event or a fact of this procedure",
        )

    def _attribute(self, node: ast.Attribute) -> tuple[str, Tree]:
        if not isinstance(node.value, ast.Name):
            raise self.fail("只能写成 名称.事实", "write NAME.FACT", "NAME.FACT")
        owner, attr = node.value.id, node.attr
        if source := self._space(owner, attr):
            return source, ("atom", f"{owner}.{attr}")
        kind = self.names.kind_of(owner)
        if kind == "acts":
            self._known(attr, self.names.acts[owner] | {"at", "count", "date", "outcome"}, owner)
            if (owner, attr) in self.names.amounts:
                return f"(e.standing[{owner!r}]['form'][{attr!r}] / 100)", ("atom", f"{owner}.{attr}")
            if attr in ("at", "count", "date"):
                return f"e.of_act({owner!r}, {attr!r})", ("atom", f"{owner}.{attr}")
            return f"e.standing[{owner!r}]['form'][{attr!r}]", ("atom", f"{owner}.{attr}")
        if kind in FACTS_OF:
            self._known(attr, FACTS_OF[kind], owner)
            return f"e.of_{kind}({owner!r}, {attr!r})", ("atom", f"{owner}.{attr}")
        raise self.fail(
            f"不认识的名称 {owner}",
            f"unknown name {owner}",
            "an act, event, term, document, track, link or party",
        )

    def _space(self, owner: str, attr: str) -> str | None:
        """The fixed spaces: form, param, lookup, case, this, law."""
        known: dict[str, frozenset[str] | tuple[str, ...]] = {
            "param": self.names.params, "lookup": self.names.lookups, "case": self.names.case | {"capacity", "opened_on", "field"},
            "this": THIS, "law": LAW,
        }  # fmt: skip
        if owner == "form":
            self.reads_form = True
            if self.form is None:
                raise self.fail("此处没有表单", "there is no form here", "facts of earlier acts")
            self._known(attr, self.form | {"outcome"}, "form")
            return f"e.of_form({attr!r})" if attr in self.names.money else f"e.form[{attr!r}]"
        if owner in known:
            self._known(attr, known[owner], owner)
            if owner == "law":
                self.reads_form = True
                return f"e.law[{attr!r}](e)"
            if owner == "case":
                read = f"e.cover[{attr!r}]"
                return f"({read} / 100)" if ("case", attr) in self.names.amounts else read
            return f"e.of_{owner}({attr!r})"
        return None

    def _known(self, attr: str, allowed: Any, owner: str) -> None:
        if attr not in allowed:
            raise self.fail(f"{owner} 没有 {attr}", f"{owner} has no {attr}", " | ".join(sorted(allowed)))

    def _call(self, node: ast.Call) -> tuple[str, Tree]:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in CALLS or len(node.args) != (CALLS[name] or len(node.args)) or node.keywords:
            raise self.fail(
                "只能用 since(X, [A])、latest(期间, 日期)、within(A, B)、days(A, B)、hours(A, B)、sum(行为.项目)、size(列表)、"
                "sha256(文字)、drawn(种子, 总数, 除外, 个数)、given(form.项目, …)",
                "only since(X, [A]), latest(TERM, DATE), within(A, B), days(A, B), hours(A, B), sum(ACT.FIELD), size(LIST), "
                "sha256(TEXT), drawn(SEED, SIZE, WITHOUT, COUNT), given(form.FIELD, …)",
                " | ".join(CALLS),
            )
        if name in PLAIN_CALLS:
            parts = ", ".join(self.write(part)[0] for part in node.args)
            return f"e.{name}({parts})", ("atom", ast.unparse(node))
        written: tuple[str, Tree] = getattr(self, f"_{name}")(node)
        return written

    def _sum(self, node: ast.Call) -> tuple[str, Tree]:
        what = node.args[0]
        if not isinstance(what, ast.Attribute) or not isinstance(what.value, ast.Name):
            raise self.fail("sum 的写法有误", "malformed sum", "sum(ACT.FIELD)")
        act = what.value.id
        if self.names.kind_of(act) != "acts":
            raise self.fail(f"{act} 不是行为或事件", f"{act} is not an act or event", "acts and events")
        self._known(what.attr, self.names.acts[act], act)
        return f"e.total({act!r}, {what.attr!r})", ("value", ast.unparse(node))

    def _binop(self, node: ast.BinOp) -> tuple[str, Tree]:
        signs = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
        if type(node.op) not in signs:
            raise self.fail("只能用 + - *", "only + - * are allowed", "+ - *")
        left, right = self._operand(node.left), self._operand(node.right)
        return f"({left} {signs[type(node.op)]} {right})", ("value", ast.unparse(node))

    def _operand(self, node: ast.expr) -> str:
        """What stands beside a sign: a list written out is kept as lists are, so that two can be joined."""
        written = self.write(node)[0]
        return f"[*{written}]" if isinstance(node, ast.List) else written

    def _since(self, node: ast.Call) -> tuple[str, Tree]:
        first, later = node.args
        subject = first.value if isinstance(first, ast.Attribute) else first
        acts = (
            [item.id for item in later.elts if isinstance(item, ast.Name)]
            if isinstance(later, ast.List)
            else []
        )
        if not isinstance(subject, ast.Name) or not acts or len(acts) != len(getattr(later, "elts", [])):
            raise self.fail("since 的写法有误", "malformed since", "since(review.passed, [conclude, notify])")
        for act in [subject.id, *acts]:
            if self.names.kind_of(act) != "acts":
                raise self.fail(f"{act} 不是行为或事件", f"{act} is not an act or event", "acts and events")
        source, tree = self.write(first)
        fresh = ("since", subject.id, tuple(acts))
        return f"(e.since({subject.id!r}, {tuple(acts)!r}) and {source})", (
            "and",
            ("done", subject.id),
            fresh,
            tree,
        )

    def _given(self, node: ast.Call) -> tuple[str, Tree]:
        fields = _given_fields(node)
        if not fields:
            raise self.fail("given 的写法有误", "malformed given", "given(form.FIELD, form.FIELD)")
        for part in node.args:
            self.write(part)  # the field is there, and the condition reads the form
        atoms: list[Tree] = [("atom", f"given(form.{name})") for name in fields]
        return f"e.given({fields!r})", atoms[0] if len(atoms) == 1 else ("or", *atoms)

    def _latest(self, node: ast.Call) -> tuple[str, Tree]:
        term = node.args[0]
        if not isinstance(term, ast.Name) or term.id not in self.names.terms:
            raise self.fail("latest 的第一项应是期间名", "latest needs a term", "latest(TERM, DATE)")
        return f"e.latest({term.id!r}, {self.write(node.args[1])[0]})", ("value", ast.unparse(node))


OPPOSITE: dict[type[ast.cmpop], ast.cmpop] = {
    ast.NotEq: ast.Eq(),
    ast.NotIn: ast.In(),
    ast.Gt: ast.LtE(),
    ast.GtE: ast.Lt(),
}


def _comparison(node: ast.Compare) -> Tree:
    """The prover's atom of a comparison: `a != b` is read as not `a == b`, so that a rule and a property agree."""
    opposite = OPPOSITE.get(type(node.ops[0])) if len(node.ops) == 1 else None
    if opposite is None:
        return ("atom", ast.unparse(node))
    return ("not", ("atom", ast.unparse(ast.Compare(node.left, [opposite], node.comparators))))


def compile_expression(text: str, names: Names, form: frozenset[str] | None, where: str) -> Expression:
    """Compile `text`.

    `form` is the set of public fields of the act the condition belongs to, or None where there is
    no form. Raises `LawError` at `where` (file:line) for syntax or a name that does not exist.
    """
    writer = _Writer(text, names, form, where)
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as problem:
        raise writer.fail(
            "语法有误", f"syntax error: {problem.msg}", "a condition in Python's syntax"
        ) from problem
    source, tree = writer.write(node)
    return Expression(text, tree, writer.reads_form, source, where)
