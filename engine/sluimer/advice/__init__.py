"""From the truth of every rule to advice for one person."""
