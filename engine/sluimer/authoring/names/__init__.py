"""The names that an author chose: where each is declared and used, and how one is changed everywhere at once."""
