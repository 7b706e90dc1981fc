"""A copy of all there is in one file, of one moment; and everything back from it, compared table by table."""
