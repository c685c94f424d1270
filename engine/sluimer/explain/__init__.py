"""Explanations as data: proofs, the trace, why and why not; texts for people are made from these alone."""
