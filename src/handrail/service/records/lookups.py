"""Is a text among many: one parameter, however many there are."""

import json
from typing import Any

from django.db.models import CharField, Lookup, TextField


@CharField.register_lookup
@TextField.register_lookup
class Among(Lookup):
    """`child_id__among=[...]`: as `__in`, without its limit on how many."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """SQLite reads a list out of JSON."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(list(self.rhs))]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """PostgreSQL has lists."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT unnest(%s::text[]))", [*params, list(self.rhs)]
