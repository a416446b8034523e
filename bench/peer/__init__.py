"""The peer: Loa's models served by ordinary Wagtail templates and baked by wagtail-bakery."""
