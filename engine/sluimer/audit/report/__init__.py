"""What a log says, for people: its decisions as text, and as pages for the screen and for paper."""
