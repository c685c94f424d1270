"""The command line: what is typed in, what is printed, and nothing of what the rules mean."""
