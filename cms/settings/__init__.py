"""Settings: production is complete and strict; dev and test relax it."""
