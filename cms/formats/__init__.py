"""How dates and numbers look in the editor."""
