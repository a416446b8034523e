"""Step-by-step guides: their steps, the step sets that offices share, their documents."""
