"""Random trees of pages: what may leave is what a simple model of the rule says, page by page."""

from sitegen.collect.verdicts import private_rows, verdicts
from tests.random_trees import NOW, ROOTS, Tree

TREES = 10_000


def test_what_leaves_of_ten_thousand_random_trees_is_what_the_model_allows() -> None:
    left = stayed = private = 0
    for seed in range(TREES):
        tree = Tree(seed)
        rows = tree.rows()
        allowed = {pk for pk in tree.parents if tree.may_leave(pk)}
        assert set(verdicts(rows, ROOTS, tree.restricted, NOW)) == allowed, f"tree {seed}"
        assert private_rows(rows, tree.restricted) == tree.private, f"tree {seed}"
        left, stayed = left + len(allowed), stayed + len(rows) - len(allowed)
        private += len(tree.private)
    assert min(left, stayed, private) > TREES, "the trees hold too little of one kind"
