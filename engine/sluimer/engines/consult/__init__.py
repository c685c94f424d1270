"""One person at a time: the net as code, fired on experta, and the advice that follows, each with what it waits for."""
