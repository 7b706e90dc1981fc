"""The web service: one Django project on the floors below, one app per capability."""
