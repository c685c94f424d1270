"""Other ways to the same truths, to compare the engine with."""
