"""Hugo as a peer: the same pages, as front matter in JSON and layouts of Hugo's own."""
