"""The people: children as persons, those around them, and those who work for them."""
