"""Mutants: what an author wrote, changed one thing at a time, to see whether the cases would notice."""
