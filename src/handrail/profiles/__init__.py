"""Profiles: what one authority calls things and has decided, as typed settings read from TOML.

Unknown settings are refused by name, so that a slip of the pen is seen and not silently ignored. Standard
library only.
"""

from handrail.profiles.profile import Profile, ProfileError, Target, Words, default, read

__all__ = ["Profile", "ProfileError", "Target", "Words", "default", "read"]
