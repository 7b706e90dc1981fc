"""What comes in from the council's systems, and what goes back: imports, differences, corrections."""
