"""Loading the demo province: data into pages and registries. Safe to repeat; nothing is overwritten."""

from cms.demo.load.world import DemoRefusedError, load_demo

__all__ = ["DemoRefusedError", "load_demo"]
