"""What came of a population: counted while batches go by, as data, told in words and drawn."""
