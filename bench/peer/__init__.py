"""The Django peers: Loa's models served by ordinary Wagtail templates, baked or mirrored."""
