"""Where advice goes beyond this package: to programs of others, over HTTP and as documents."""
