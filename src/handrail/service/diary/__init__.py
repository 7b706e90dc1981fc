"""What comes to people by itself: their dates in a calendar, and messages of what is due."""
