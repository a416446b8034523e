"""Printed editions: what state they are in, their files, who got them, what is amiss on them."""
