"""What an author writes, put into words of the language and in its place in a file."""
