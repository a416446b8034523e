"""Where used: an index of who shows what, asked before anything changes."""
