"""Results as they go: columns made of planes, and the files in which they stand."""
