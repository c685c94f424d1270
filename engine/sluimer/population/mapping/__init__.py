"""Answers as people keep them: what a mapping file says of each column, so that it can be read as answers to facts."""
