"""Profiles: what one authority calls things and has decided, as typed settings read from TOML.

Unknown settings are refused by name, so that a slip of the pen is seen and not silently ignored. Standard
library only.
"""

from handrail.profiles.audiences import Audience
from handrail.profiles.errors import ProfileError
from handrail.profiles.files import Written, default, find, find_written, parse, read, shipped, shipped_names, written
from handrail.profiles.profile import Profile
from handrail.profiles.targets import LocalClock, Target
from handrail.profiles.words import Words

__all__ = [
    "Audience",
    "LocalClock",
    "Profile",
    "ProfileError",
    "Target",
    "Words",
    "Written",
    "default",
    "find",
    "find_written",
    "parse",
    "read",
    "shipped",
    "shipped_names",
    "written",
]
