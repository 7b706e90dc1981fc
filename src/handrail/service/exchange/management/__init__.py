"""What is done with imports from the command line."""
