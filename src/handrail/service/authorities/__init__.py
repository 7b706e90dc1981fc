"""The councils that one deployment serves: each with its profile, each behind its wall."""
