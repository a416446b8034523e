"""Loading the demo province: data into pages and registries. Safe to repeat; nothing is overwritten."""

from cms.demo.load.identity import give_identity
from cms.demo.load.world import DemoRefusedError, load_demo

__all__ = ["DemoRefusedError", "give_identity", "load_demo"]
