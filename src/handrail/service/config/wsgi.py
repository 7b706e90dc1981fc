"""What a web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.service.config.settings")
application = get_wsgi_application()

from handrail.service.scorecard.count import definitions_of_all  # noqa: E402 - once the apps are there

definitions_of_all()  # read before the first page is asked for, which would wait for it
