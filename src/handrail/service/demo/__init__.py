"""The made-up authority of a demonstration: it knows every app, and no app knows it."""
