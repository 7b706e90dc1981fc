"""Publications in the service: built from its record, previewed, checked, approved, published, downloaded."""
