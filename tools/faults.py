"""Faults: every small change of the pure part that a test should notice.

A comparison turned, an operator or a constant changed, a condition negated, a statement dropped,
a returned value gone; never in types, in what is said to the log, or in docstrings.
"""

import ast
import copy
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["ROOT", "Mutant", "function_of", "mentions", "mutants_of", "names_of", "pure_files"]

ROOT = Path(__file__).resolve().parents[1]
CONTRACT = "The pure parts know neither Django nor Wagtail"

TURNED: dict[type[ast.AST], type[Any]] = {
    ast.Lt: ast.LtE,
    ast.Gt: ast.GtE,
    ast.Eq: ast.NotEq,
    ast.Is: ast.IsNot,
    ast.In: ast.NotIn,
    ast.And: ast.Or,
    ast.Add: ast.Sub,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
}
TURNED |= {after: before for before, after in TURNED.items()}
TURNED |= {ast.Div: ast.Mult, ast.Mod: ast.Mult, ast.LShift: ast.RShift}
NO_VALUES = ("annotation", "returns", "decorator_list")
UNHEARD = ("_log", "assert_never", "TypeVar", "cast", "Literal", "__all__", "__slots__")
"""What speaks to the log, to mypy or to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One fault: ``old``, within ``statement``, is written as ``new``."""

    file: str
    statement: Any
    old: Any
    what: str
    new: ast.AST | str

    @property
    def said(self) -> str:
        """Return its line of the list."""
        old, new = (" ".join(_written(one).split())[:80] for one in (self.old, self.new))
        return f"{self.file}:{self.old.lineno} {self.what}: {old} → {new}"

    @property
    def text(self) -> str:
        """Return the whole file with the fault."""
        content = (ROOT / self.file).read_bytes()
        lines = content.splitlines(keepends=True)
        first = sum(map(len, lines[: self.old.lineno - 1])) + self.old.col_offset
        last = sum(map(len, lines[: self.old.end_lineno - 1])) + self.old.end_col_offset
        new = _written(self.new) if isinstance(self.old, ast.stmt) else f"({_written(self.new)})"
        return (content[:first] + new.encode() + content[last:]).decode()


def mutants_of(file: str) -> Iterator[Mutant]:
    """Yield every mutant of one file."""
    for statement, node in _places(_tree(file), None):
        for what, old, new in _changes(node):
            yield Mutant(file=file, statement=statement, old=old, what=what, new=new)


def pure_files() -> list[str]:
    """Return the files of which the contract says that they know neither Django nor Wagtail."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (pure,) = (one for one in contracts["contracts"] if one["name"] == CONTRACT)
    places = [ROOT / module.replace(".", "/") for module in pure["source_modules"]]
    found = [file for place in places for file in [*place.rglob("*.py"), place.with_suffix(".py")]]
    return sorted(str(file.relative_to(ROOT)) for file in found if file.exists())


@cache
def _tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_bytes())


def _written(node: ast.AST | str) -> str:
    return node if isinstance(node, str) else ast.unparse(node)


def _places(node: Any, statement: Any) -> Iterator[tuple[Any, Any]]:
    if _is_unheard(node):
        return
    statement = node if isinstance(node, ast.stmt) else statement
    yield statement, node
    is_for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    for name, field in ast.iter_fields(node):
        if name in NO_VALUES or (is_for_types and name != "orelse"):
            continue
        for one in field if isinstance(field, list) else [field]:
            if isinstance(one, ast.AST) and not isinstance(node, ast.JoinedStr):
                yield from _places(one, statement)


def _is_unheard(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=value) | ast.Assign(targets=[value]) | ast.Call(func=value):
            return _is_unheard(value)
        case ast.Attribute(value=value) | ast.Subscript(value=value):
            return _is_unheard(value)
        case ast.Name(id=name):
            return name in UNHEARD
    return False


def _changes(node: Any) -> Iterator[tuple[str, ast.AST, ast.AST | str]]:  # noqa: C901  # one case a kind
    match node:
        case ast.Compare(ops=[operator, *others]):
            yield "comparison", node, _with(node, ops=[TURNED[type(operator)](), *others])
        case ast.BinOp(left=ast.Constant(value=str()) | ast.JoinedStr()):
            pass
        case ast.BinOp(right=ast.Constant(value=str()) | ast.JoinedStr()):
            pass
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in TURNED:
            yield "operator", node, _with(node, op=TURNED[type(operator)]())
        case ast.JoinedStr() | ast.Constant(value=bool() | int() | float() | str()):
            yield "constant", node, ast.Constant(_other(getattr(node, "value", "f")))
        case ast.Return(value=(ast.Compare() | ast.BoolOp() | ast.UnaryOp()) as value):
            yield "returned", node, f"return not ({ast.unparse(value)})"
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield "returned", node, "return None"
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield "dropped", node, "pass"
        case ast.Delete() | ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "dropped", node, "pass"
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield "negated", test, f"not ({ast.unparse(test)})"
        case ast.comprehension(ifs=[test, *_]):
            yield "negated", test, f"not ({ast.unparse(test)})"


def _with(node: Any, **fields: Any) -> Any:
    changed = copy.copy(node)
    vars(changed).update(fields)
    return changed


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return "" if value else "mutant"
    return value + 1


@cache
def function_of(file: str, line: int) -> tuple[str, int] | None:
    """Return the qualified name and first line of the outermost function around a line."""
    inside: Sequence[ast.stmt] = _tree(file).body
    name = ""
    while found := [one for one in inside if one.lineno <= line <= (one.end_lineno or 0)]:
        one = found[0]
        if isinstance(one, ast.FunctionDef):
            first = min([one.lineno, *(each.lineno for each in one.decorator_list)])
            return (name + one.name, first) if line >= one.body[0].lineno else None
        name += f"{one.name}." if isinstance(one, ast.ClassDef) else ""
        inside = [each for each in ast.iter_child_nodes(one) if isinstance(each, ast.stmt)]
    return None


@cache
def mentions() -> dict[str, list[tuple[str, Any, int]]]:
    """Return where each name stands: file, statement, line."""
    found = defaultdict(list)
    for file in pure_files():
        for statement, node in _places(_tree(file), None):
            if isinstance(node, ast.Name | ast.Attribute):
                name = node.id if isinstance(node, ast.Name) else node.attr
                found[name].append((file, statement, node.lineno))
    return found


def names_of(statement: Any) -> set[str]:
    """Return the names by which others ask for what a statement of a module or class says."""
    targets = getattr(statement, "targets", [getattr(statement, "target", statement)])
    return {getattr(one, "id", getattr(one, "name", "")) for one in targets} - {""}
