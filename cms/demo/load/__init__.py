"""Loading the demo province: data into pages and registries. Safe to repeat; nothing is overwritten."""

from cms.demo.load.world import load_demo

__all__ = ["load_demo"]
