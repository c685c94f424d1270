"""Populations as they come: files and frames in batches, what each column answers, and its answers as planes."""
