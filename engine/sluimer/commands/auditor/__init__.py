"""Commands for whoever keeps and checks decisions."""
