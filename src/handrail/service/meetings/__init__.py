"""Meetings planned for a child: when and where, who is asked, and what they answer without an account."""
