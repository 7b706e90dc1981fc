"""The command line: thin commands, each calling one function of the floors below."""
