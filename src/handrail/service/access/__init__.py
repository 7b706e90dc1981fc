"""Who may come in, as whom, and how far: accounts, sign-in, roles, emergency access."""
