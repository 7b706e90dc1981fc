"""What leaves the service for others: packs for the case system, and for inspectors."""
