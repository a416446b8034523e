"""Approval: somebody who did not write the change sees it as citizens will, and answers."""
