"""Commands for whoever writes the rules."""
