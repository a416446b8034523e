"""One check a file: ``find`` yields what it looked at; its docstring is what the officer is told."""
