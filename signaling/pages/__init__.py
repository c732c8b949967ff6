"""HTML pages and the few JSON answers they need. Each handler gathers, then renders a template."""
