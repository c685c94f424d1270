"""Files: what is read is a plain file, and what is written is whole and in its place."""
