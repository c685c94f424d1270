"""The language of the files, described once: every key, what it holds and what it is for."""
