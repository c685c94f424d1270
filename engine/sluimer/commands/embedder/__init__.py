"""What an embedder calls: the service."""
