"""Derived: values made from other values, remembered, and made again only when those differ."""

from sitegen.derived.graph import CycleError, Graph, Input, Rule

__all__ = ["CycleError", "Graph", "Input", "Rule"]
