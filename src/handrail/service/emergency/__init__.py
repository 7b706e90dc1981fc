"""Emergency access: one child outside one's own, with a reason, for a time, and told to others."""
