"""The authority's record in the service's own database: its tables, loading, reading, and what was handed in."""
