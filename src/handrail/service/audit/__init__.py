"""Who did what, to which child's record, when, through which page and why: written once, sealed, never changed."""
