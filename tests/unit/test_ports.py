"""Ports for the servers of tests: each is given away once, also to runs side by side."""

import subprocess
import sys

import pytest

from tests import ports

FEW = range(29_900, 29_940)
DRAW = "from tests import ports; ports.RANGE = range({}, {}); print(ports.free_port())"


def test_port_is_given_to_nobody_else_before_somebody_listens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ports, "RANGE", FEW)
    drawn = [ports.free_port() for _ in range(len(FEW) // 2)]
    assert len(set(drawn)) == len(drawn)
    command = [sys.executable, "-c", DRAW.format(FEW.start, FEW.stop)]
    beside = [subprocess.check_output(command, text=True) for _ in range(5)]
    assert {int(port) for port in beside}.isdisjoint(drawn)


def test_no_port_is_left_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "RANGE", range(0))
    with pytest.raises(OSError, match="every port is taken"):
        ports.free_port()
