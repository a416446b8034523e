"""The graph: every derived value, what it was made from, and which of it may have changed.

A rule is a pure function of the graph and a key. While it runs, each value that it asks for is
noted as one of its reads; the value that it gives is kept, and given again until a read differs::

    put(PRICE, "tea", 3)            PRICE tea    PRICE bread        inputs: what is put
                                        |  \\         |
                                        |   \\        |              doubt goes down at once,
                                        v    v       v              and makes nothing
                                      note  sum of the basket
                                                |                   get() goes up, only from where
                                                v                   it is asked, and makes what it
                                             receipt                must

1. **Down.** An input that is put with another value casts doubt on its readers, on theirs, and so
   on: each of them notes which of its reads are in doubt.
2. **Up.** Whoever asks for a doubted value first brings those of its reads up to date, in the order
   in which they were read. Only when one of them differs is the rule run again.
3. **Stop.** A rule that gives an equal value leaves the old one, the very same object, and whatever
   is below stays as it is.

So the work grows with what differs, not with what is there. A table that is made from everything and
read by everything is best asked for from outside and put again: doubt ends there.

Equal is what ``==`` says: two dictionaries that differ in their order alone are one value, so what is
put and given where order counts is a tuple. Nobody changes a value that was put or given.

The nearest relatives are Salsa (deep checks, here only where there is doubt) and Skyframe (doubt that
is pushed).
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from pkgutil import resolve_name
from typing import Any, Generic, TypeVar, cast

__all__ = ["CycleError", "Graph", "Input", "Rule"]

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Rule = Callable[["Graph", Key], Value]


class Input(Generic[Key, Value]):
    """A kind of values that are put from outside; it is a rule that gives what nobody has put.

    ``place`` is where it stands ("sitegen.collect.warm:ROW"): in another process it is the same one.
    """

    def __init__(self, place: str, default: Value) -> None:
        self.__name__ = place.rpartition(":")[2]
        self.default = default
        self._place = place

    def __reduce__(self) -> tuple[Any, ...]:
        return resolve_name, (self._place,)

    def __call__(self, graph: "Graph", key: Key) -> Value:
        """Return the value of a key under which nothing was put."""
        return self.default


class CycleError(Exception):
    """A value is made from itself; the message names every rule and key on the way round."""


class _Node:
    """One value. ``made`` and ``changed`` count changes of inputs: when it was last made or found
    true, and since when it has been this value; ``made`` is 0 while there is none."""

    __slots__ = ("changed", "doubts", "key", "made", "readers", "reads", "rule", "value")

    def __init__(self, rule: Rule[Any, Any], key: Hashable) -> None:
        self.rule = rule
        self.key = key
        self.value: Any = None
        self.made = self.changed = 0
        self.reads: tuple[_Node, ...] = ()
        self.readers: set[_Node] | None = None
        self.doubts: set[_Node] | None = None

    @property
    def name(self) -> str:
        return f"{self.rule.__name__}({self.key!r})"


class Graph:
    """All values of one process that are made from each other; not for several threads at once."""

    def __init__(self) -> None:
        self._nodes: defaultdict[Rule[Any, Any], dict[Hashable, _Node]] = defaultdict(dict)
        self._now = 1
        self._making: dict[_Node, dict[_Node, None]] = {}
        self._reads: dict[_Node, None] | None = None
        self._asked: set[_Node] = set()
        self._all_put: dict[Input[Any, Any], Mapping[Any, Any]] = {}
        self._left = 0

    # What is put

    def put(self, what: Input[Key, Value], key: Key, value: Value) -> Value:
        """Let ``value`` stand under ``key``; an equal one leaves everything as it is.

        Returns what stands: of equal ones the very same object as before.
        """
        node = self._node(what, key)
        known = node.value if node.made else what.default
        if known is value or known == value:
            value = known
        else:
            self._changes(node)
        node.value, node.made = value, self._now
        self._all_put.pop(what, None)
        return value

    def put_all(self, what: Input[Key, Value], values: Mapping[Key, Value]) -> None:
        """Let exactly these values stand: under all other keys nothing is put any more.

        The very same mapping as the last time says nothing new.
        """
        if self._all_put.get(what) is values:
            return
        nodes = self._nodes[what]
        for key, value in values.items():
            node = nodes.get(key)
            if node is None or node.value is not value:
                self.put(what, key, value)
        if len(nodes) > len(values):
            there = [key for key, node in nodes.items() if node.value is not what.default]
            for gone in cast("set[Key]", set(there).difference(values)):
                self.put(what, gone, what.default)
        self._all_put[what] = values

    def touch(self, what: Input[Key, Any], key: Key) -> None:
        """Cast doubt on all that read ``key``: something that is kept elsewhere has changed."""
        node = self._nodes[what].get(key)
        if node is not None:  # else nobody has read it
            self._changes(node)

    def _changes(self, node: _Node) -> None:
        if self._making:
            raise RuntimeError(f"{node.name} cannot change while values are made from it")
        self._now += 1
        node.changed = self._now
        waiting = [node]
        while waiting:
            one = waiting.pop()
            for reader in one.readers or ():
                if reader.doubts is None:
                    reader.doubts = set()
                    waiting.append(reader)
                reader.doubts.add(one)

    # What is asked

    def get(self, rule: Rule[Key, Value], key: Key) -> Value:
        """Return the value of ``rule`` for ``key``, made now or before.

        What a rule raises is raised here, and tried again by the next call. Raises CycleError.
        """
        node = self._nodes[rule].get(key) or self._node(rule, key)
        if self._reads is None:
            self._asked.add(node)
        else:
            self._reads[node] = None
        if node.doubts is not None or not node.made:
            self._bring(node)
        return cast("Value", node.value)

    def get_all(self, rule: Rule[Key, Value], keys: Iterable[Key]) -> dict[Key, Value]:
        """Return the values of ``rule`` for many keys, in their order: :meth:`get`, in half the time."""
        nodes, found = self._nodes[rule], dict[Key, Value]()
        for key in keys:
            node = nodes.get(key)
            if node is None or node.doubts is not None or not node.made:
                found[key] = self.get(rule, key)
                continue
            if self._reads is None:
                self._asked.add(node)
            else:
                self._reads[node] = None
            found[key] = node.value
        return found

    def note(self, what: Input[Key, Any], key: Key) -> None:
        """Note that the value in the making depends on ``key`` of something kept elsewhere."""
        if self._reads is not None:
            node = self._node(what, key)
            node.made = node.made or self._now
            self._reads[node] = None

    def keys(self, rule: Rule[Key, Any]) -> Iterator[Key]:
        """Yield the keys for which ``rule`` has a value, true or in doubt."""
        return (cast("Key", node.key) for node in self._nodes[rule].values() if node.made)

    def doubted(self, rule: Rule[Key, Any]) -> list[Key]:
        """Return the keys of ``rule`` of which the values may not be true any more."""
        nodes = self._nodes[rule].values()
        return [cast("Key", node.key) for node in nodes if node.doubts is not None]

    def _node(self, rule: Rule[Any, Any], key: Hashable) -> _Node:
        nodes = self._nodes[rule]
        node = nodes.get(key)
        if node is None:
            node = nodes[key] = _Node(rule, key)
        return node

    # How it is made

    def _bring(self, node: _Node) -> None:
        """Bring a value up to date: make it, or find that it is true."""
        if node in self._making:
            way = [*self._making]
            names = [one.name for one in (*way[way.index(node) :], node)]
            raise CycleError(" <- ".join(names))
        before, self._reads = self._reads, {}
        self._making[node] = self._reads
        try:
            if not node.made or self._differs(node):
                self._make(node)
        except BaseException:
            self._takes_reads(node)  # also of what failed: who caught it hears of a change
            node.value, node.made, node.doubts = None, 0, None
            raise
        finally:
            del self._making[node]
            self._reads = before
        node.doubts, node.made = None, self._now

    def _differs(self, node: _Node) -> bool:
        """Tell whether a read is another than it was, bringing those in doubt up to date.

        In their order: what is read later may be there only for as long as the earlier is so.
        """
        doubts = node.doubts or set()
        for one in node.reads if len(doubts) > 1 else doubts:
            if one in doubts:
                try:
                    if one.doubts is not None or not one.made:
                        self._bring(one)
                except Exception:  # noqa: BLE001  # the rule will meet it, and may know what to do
                    return True
                if one.changed > node.made:
                    return True
        return False

    def _make(self, node: _Node) -> None:
        value = node.rule(self, node.key)
        self._takes_reads(node)
        if not node.made or (node.value is not value and node.value != value):
            node.value, node.changed = value, self._now

    def _takes_reads(self, node: _Node) -> None:
        """Let the values that were read just now know their reader, and the others forget it."""
        reads = tuple(self._making[node])
        if reads == node.reads:
            return
        for one in set(node.reads).difference(reads):
            _parted(one, node)
        for one in reads:
            if one.readers is None:
                one.readers = set()
            one.readers.add(node)
        node.reads = reads

    # What nobody needs

    def sweep(self) -> None:
        """Forget the values that nobody read, and nobody has asked for since the last time.

        It walks over everything, so it waits until there is an eighth more than it left.
        """
        if self.size < self._left + self._left // 8:
            return
        asked, self._asked = self._asked, set()
        waiting = [
            node
            for nodes in self._nodes.values()
            for node in nodes.values()
            if not node.readers and node not in asked
        ]
        while waiting:
            node = waiting.pop()
            if isinstance(node.rule, Input) and node.value != node.rule.default:
                continue  # somebody may still ask for what was put
            self._nodes[node.rule].pop(node.key, None)
            for one in node.reads:
                _parted(one, node)
                if not one.readers and one not in asked:
                    waiting.append(one)
        self._left = self.size

    @property
    def size(self) -> int:
        """The number of values that are kept."""
        return sum(map(len, self._nodes.values()))

    # In another process

    def __getstate__(self) -> tuple[Any, ...]:
        """Give all values and what they read; who read them is the other side of that.

        In a row, because pickle goes down one level for each read of a read.
        """
        nodes = [node for nodes in self._nodes.values() for node in nodes.values()]
        place = {node: at for at, node in enumerate(nodes)}
        rows = [
            (
                node.rule,
                node.key,
                node.value,
                node.made,
                node.changed,
                [place[one] for one in node.reads],
                None if node.doubts is None else [place[one] for one in node.doubts],
            )
            for node in nodes
        ]
        asked = [place[node] for node in self._asked if node in place]
        return self._now, self._left, rows, asked

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.__init__()  # type: ignore[misc]  # a graph of which nothing is known yet
        self._now, self._left, rows, asked = state
        nodes = [self._node(rule, key) for rule, key, *_ in rows]
        for node, (_, _, value, made, changed, reads, doubts) in zip(nodes, rows, strict=True):
            node.value, node.made, node.changed = value, made, changed
            node.reads = tuple(nodes[at] for at in reads)
            node.doubts = None if doubts is None else {nodes[at] for at in doubts}
            for one in node.reads:
                one.readers = one.readers or set()
                one.readers.add(node)
        self._asked = {nodes[at] for at in asked}


def _parted(one: _Node, reader: _Node) -> None:
    if one.readers is not None:
        one.readers.discard(reader)
