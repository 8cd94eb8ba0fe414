"""`/api`: the questions of the lower rooms over HTTP, small and predictable.

`requests` reads what was asked and refuses what cannot be, `shapes` turns things into JSON,
`answers` puts every answer into one envelope and one of four forms, `operations` say what
there is to ask, `description` tells programs about it (OpenAPI), `routes` ties all to paths.
"""

from __future__ import annotations

from api.rest.routes import rest_routes

__all__ = ["rest_routes"]
