"""Everywhere a person is: the knowledge in a portable form, and what reads it where there is no Python."""
