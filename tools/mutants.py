"""Mutants: random small faults in the pure part, and whether a unit test notices each of them.

Everything happens in a copy of the tree, under var/mutants. One run of the tests notes which lines
each of them executes. A mutant is tried by the tests that execute its line, the quick and
particular ones first, until one fails: within a function by a fork that takes the changed code,
else (a constant, a field) by a process that reads the changed file.
"""

import argparse
import gc
import hashlib
import json
import operator
import os
import random
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import _lru_cache_wrapper, reduce
from itertools import accumulate
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import IO, Any

import pytest
from faults import ROOT, Mutant, function_of, mentions, mutants_of, names_of, pure_files

HOME = Path(os.environ.get("LOA_VAR", ROOT / "var")).resolve() / "mutants"
TREE = HOME / "tree"
OPTIONS = ("-q", "-x", "-n", "0", "--hypothesis-seed=0", f"--basetemp={HOME / 'tmp'}")
MAX_SECONDS = 40.0
"""Of tests for one mutant, as they took while they were traced."""
MAX_CALLS = 200
"""Of one function in one test: what is called more often has said which lines it has."""
MAX_MEMORY = 6 << 30
NOT_TAKEN = "no function took it"


class Executed:
    """Which tests execute each line, in a number whose bits are the places of the tests."""

    def __init__(self, tests: list[tuple[str, float]], lines: dict[str, dict[str, str]]) -> None:
        self.seconds = dict(tests)
        self._lines = {
            file: {int(line): int(bits, 16) for line, bits in known.items()}
            for file, known in lines.items()
        }
        of_files = (self._names(_joined(known.values())) for known in self._lines.values())
        self._files = Counter(name for names in of_files for name in names)

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Return the tests that may notice it; of a constant, those of the lines that name it."""
        known, old = self._lines.get(mutant.file, {}), mutant.old
        if function_of(mutant.file, old.lineno):
            bits = _joined(known.get(line, 0) for line in range(old.lineno, old.end_lineno + 1))
        else:
            bits = self._naming(mutant.statement, set())
        found = self._names(bits or _joined(known.values()))
        found.sort(key=lambda name: self.seconds[name] * self._files[name])
        ends = accumulate(self.seconds[name] for name in found)
        return [name for name, end in zip(found, ends, strict=True) if end < MAX_SECONDS]

    def _naming(self, statement: Any, seen: set[str]) -> int:
        bits, names = 0, names_of(statement) - seen
        for file, other, line in (place for name in names for place in mentions()[name]):
            is_run = function_of(file, line)
            known = self._lines.get(file, {})
            bits |= known.get(line, 0) if is_run else self._naming(other, seen | names)
        return bits

    def _names(self, bits: int) -> list[str]:
        return [name for at, name in enumerate(self.seconds) if bits >> at & 1]


class Trying:
    """The plugin in place of pytest's loop: first it notes what is executed, then it tries."""

    def __init__(self, chosen: Sequence[Mutant], record: Path) -> None:
        self.chosen = chosen
        self.record = record
        self.verdicts: Counter[str] = Counter()
        self._items: dict[str, pytest.Item] = {}
        self._failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that fails."""
        if report.failed:
            self._failed.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Note what each test executes, unless that is known; then try each mutant."""
        self._items = {item.nodeid: item for item in session.items}
        if not self.record.exists():
            _forked(self._note)
        executed = Executed(**json.loads(self.record.read_text("utf-8")))
        for mutant in self.chosen:
            tests = executed.tests_of(mutant)
            limit = 60 + 20 * sum(executed.seconds[name] for name in tests)
            by = self._noticed(mutant, tests, limit) if tests else ""
            verdict = {"": "survived", "late": "late"}.get(by.partition(" ")[0], "killed")
            self.verdicts[verdict] += 1
            _say(f"{verdict:8} {mutant.said}  ({by or f'{len(tests)} tests'})")
        return True

    def _noticed(self, mutant: Mutant, tests: list[str], limit: float) -> str:
        """Return the test that notices the mutant, "" for none."""
        place = TREE / mutant.file
        before, times = place.read_bytes(), place.stat()
        place.write_text(mutant.text, "utf-8")
        try:
            by = _forked(lambda told: self._try(told, tests, mutant), limit)
            by = _by_process(tests, limit) if by == NOT_TAKEN else by
        finally:
            place.write_bytes(before)
            os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))
        if by in self._items and _forked(lambda told: self._try(told, [by]), limit):
            return self._noticed(mutant, [name for name in tests if name != by], limit)
        return by

    def _try(self, told: IO[str], tests: Sequence[str], mutant: Mutant | None = None) -> None:
        """Tell each test that begins, and nothing after one that fails; "" after the last."""
        if mutant and not _is_taken(mutant):
            told.write(f"{NOT_TAKEN}\n")
            return
        for name, after in zip(tests, [*tests[1:], ""], strict=True):
            told.write(f"{name}\n")
            item, following = self._items[name], self._items.get(after)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return
        told.write("\n")

    def _note(self, told: IO[str]) -> None:
        """Write the record: the tests that pass, how long each takes, which lines it executes."""
        paths = {str(TREE / file): file for file in pure_files()}
        hits: set[tuple[str, int]] = set()
        calls: Counter[CodeType] = Counter()
        tests: list[tuple[str, float]] = []
        lines: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))

        def trace(frame: FrameType, event: str, _argument: Any) -> Any:
            if frame.f_code.co_filename not in paths:
                return None
            if event == "call":
                calls[frame.f_code] += 1
                if calls[frame.f_code] > MAX_CALLS:
                    return None
            hits.add((frame.f_code.co_filename, frame.f_lineno))
            return trace

        threading.settrace(trace)
        items = list(self._items.values())
        for item, before, after in zip(items, [None, *items], [*items[1:], None], strict=False):
            if before is None or before.path != item.path:
                _forget()
            self._failed.clear()
            began = time.monotonic()
            sys.settrace(trace)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            sys.settrace(None)
            if not self._failed:
                for path, line in hits:
                    lines[paths[path]][line] |= 1 << len(tests)
                tests.append((item.nodeid, time.monotonic() - began))
            hits.clear()
            calls.clear()
        known = {file: {line: hex(b) for line, b in seen.items()} for file, seen in lines.items()}
        self.record.write_text(json.dumps({"tests": tests, "lines": known}), "utf-8")
        told.write("\n")


def _joined(bits: Iterable[int]) -> int:
    return reduce(operator.or_, bits, 0)


def _forked(work: Callable[[IO[str]], None], limit: float = 7200) -> str:
    """Do the work in a fork and return the last line that it told; "late" beyond the limit."""
    receiving, sending = os.pipe()
    child = os.fork()
    if not child:
        _work_alone(work, sending)
    os.close(sending)
    said, end = b"", time.monotonic() + limit
    while select.select([receiving], [], [], max(0, end - time.monotonic()))[0]:
        part = os.read(receiving, 1 << 16)
        said += part
        if not part:
            break
    os.close(receiving)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if b"Traceback" in said:
        raise RuntimeError(said.decode())
    last = said.decode().removesuffix("\n").rpartition("\n")[2]
    return f"late {last}" if time.monotonic() > end else last


def _work_alone(work: Callable[[IO[str]], None], sending: int) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    sys.dont_write_bytecode = True
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_RDWR), stream)
    with os.fdopen(sending, "w", buffering=1) as told:
        try:
            work(told)
        except Exception:  # noqa: BLE001  # told to the process that waits
            told.write(traceback.format_exc())
    os._exit(0)


def _by_process(tests: Sequence[str], limit: float) -> str:
    command = [sys.executable, "-m", "pytest", *OPTIONS, "-rfE", *tests]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  # our own tests
            command,
            cwd=TREE,
            env=environment,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "late"
    named = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return (named[1] if named else "import") if done.returncode else ""


def _is_taken(mutant: Mutant) -> bool:
    """Give the changed code to each function of this process that has it; tell whether one has."""
    path, place = str(TREE / mutant.file), function_of(mutant.file, mutant.old.lineno)
    codes = [compile(mutant.text, path, "exec")]
    for code in codes:
        codes += [one for one in code.co_consts if isinstance(one, CodeType)]
    new = [code for code in codes if (code.co_qualname, code.co_firstlineno) == place]
    gc.unfreeze()
    functions = [one for one in gc.get_objects() if type(one) is FunctionType]
    codes_of = ((one, one.__code__) for one in functions if one.__code__.co_filename == path)
    having = [one for one, c in codes_of if (c.co_qualname, c.co_firstlineno) == place]
    with suppress(ValueError):  # what it said of super() went away
        for one in having:
            one.__code__ = new[0]
        return bool(having)
    return False


def _forget() -> None:
    """Empty what functions keep, so that the next tests execute what they stand on."""
    gc.unfreeze()
    for one in gc.get_objects():
        if type(one) is _lru_cache_wrapper and str(one.__module__).startswith(("sitegen", "tests")):
            one.cache_clear()


def _copied() -> str:
    """Copy the tree to where mutants live; return the digest of what tests can execute."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True)  # noqa: S603  # git
    shutil.rmtree(TREE, ignore_errors=True)
    digest = hashlib.sha256()
    for name in sorted(filter(None, names.stdout.decode().split("\0"))):
        if (ROOT / name).is_file():
            (TREE / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, TREE / name)
            if not name.startswith(("tools/", "docs/")):
                digest.update(name.encode() + (ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Draw, try, say."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="leave out so many of those drawn")
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--tests", nargs="+", default=["tests/unit"])
    asked = options.parse_args()
    drawn = [mutant for file in pure_files() for mutant in mutants_of(file)]
    random.Random(asked.seed).shuffle(drawn)  # noqa: S311  # the same for the same seed
    tests = hashlib.sha256(" ".join(asked.tests).encode()).hexdigest()[:8]
    record = f"executed-{_copied()}-{tests}.json"
    os.environ["LOA_VAR"] = str(HOME / "var")
    os.chdir(TREE)
    sys.path[0] = str(TREE)
    trying = Trying(drawn[asked.first : asked.first + asked.count], HOME / record)
    pytest.main([*OPTIONS, "-s", *asked.tests], plugins=[trying])
    _say(f"{len(drawn)} possible; {dict(trying.verdicts)}")


if __name__ == "__main__":
    main()
