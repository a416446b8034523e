"""Chips: values of the registries inside running text, by reference."""
