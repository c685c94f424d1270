"""Readers of the net, none of which decides anything that the net does not say."""
