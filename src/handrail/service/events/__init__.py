"""News of a child: what the reviewing officer is asked before it changes, and told when it has happened."""
