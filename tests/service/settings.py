"""The service as its tests run it: a demonstration, on the database that HANDRAIL_TEST_ENGINE names.

A real PostgreSQL is found or started by tests/conftest.py, which says where it is; otherwise SQLite.
"""

import os
import tempfile

os.environ.setdefault("HANDRAIL_DEMO", "1")
os.environ.setdefault("HANDRAIL_DATA", tempfile.mkdtemp(prefix="handrail-data-"))
os.environ.setdefault("HANDRAIL_DATABASE", os.environ.get("HANDRAIL_TEST_SERVICE", "sqlite:///handrail-tests.sqlite3"))

from handrail.service.config.settings import *  # noqa: F403
from handrail.service.config.settings import MIDDLEWARE, STORAGES

# WhiteNoise looks at every file anew for each client; the files themselves are tried in a browser.
MIDDLEWARE = [one for one in MIDDLEWARE if "whitenoise" not in one]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
