"""The commands of `handrail manage`."""
