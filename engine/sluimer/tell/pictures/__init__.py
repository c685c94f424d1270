"""Pictures: what led to what, as a graph, drawn in SVG or as Mermaid."""
