"""What the rules mean, as data that every engine reads: the net, and the meaning it has for one person."""
