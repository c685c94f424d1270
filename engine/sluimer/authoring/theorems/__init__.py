"""Theorems beside the rules: what must hold for every possible person, read, put into the net, proven and told."""
