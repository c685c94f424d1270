"""What an auditor works with: the record of a decision, the log of decisions, and reports on them."""
