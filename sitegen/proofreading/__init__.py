"""Proof-reading: what in the words of a page an officer should look at again, rule by rule."""
