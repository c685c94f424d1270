"""One person at a time: forward chaining on experta, from a case to truths and firings."""
