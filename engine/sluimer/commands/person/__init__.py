"""Commands for whoever asks for advice."""
