"""The cases that stand beside the rules: persons, and what must and must not come out for them."""
