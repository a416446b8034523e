"""One rule a file: ``find`` yields what it finds; its docstring is what the officer is told."""
