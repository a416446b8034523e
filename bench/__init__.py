"""The benchmark: Loa beside wagtail-bakery, on the same models and pages, in one run."""
