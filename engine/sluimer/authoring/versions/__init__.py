"""Two versions of rules beside each other: in what anybody is told otherwise by them."""
