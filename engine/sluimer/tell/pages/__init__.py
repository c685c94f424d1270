"""Pages in HTML, which load nothing from elsewhere."""
