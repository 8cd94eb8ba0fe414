"""`alliances serve`: answer over HTTP until stopped."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.application import Terms, create_app
from api.audit import Audit
from api.border import BorderLimits
from api.keys import Keys, read_keys
from api.sparql import FreeLimits
from api.sparql_budgets import Budget
from api.writers import Peer
from commands.settings import Settings, read_settings
from commands.writers import desk_of
from graph.workers import Limits
from ontology.errors import SettingsError, Text
from queries.guard import GuardLimits

__all__ = ["application", "require_address", "serve", "terms_of"]

_MEGABYTE = 1_000_000


def terms_of(settings: Settings) -> Terms:
    """Return on what terms strangers are answered, as the settings say it."""
    border = BorderLimits(
        hosts=_hosts(settings),
        body=settings.body_size * _MEGABYTE,
        slowest=settings.body_seconds,
    )
    return Terms(_free(settings), border, settings.cache * _MEGABYTE)


def _free(settings: Settings) -> FreeLimits:
    """Return how much strangers' queries may take, without a key and with one."""
    return FreeLimits(
        pool=Limits(
            workers=settings.query_workers,
            short=settings.query_short,
            spare=FreeLimits().pool.spare,
            deadline=settings.query_deadline,
            wait=settings.query_wait,
            memory=settings.query_memory * _MEGABYTE,
        ),
        keyed=Limits(
            workers=settings.keyed_workers,
            deadline=settings.keyed_deadline,
            wait=settings.query_wait,
            memory=settings.query_memory * _MEGABYTE,
        ),
        rows=settings.query_rows,
        size=settings.query_size * _MEGABYTE,
        guard=GuardLimits(length=settings.query_length, depth=settings.query_depth),
        budget=Budget(
            parallel=settings.client_parallel,
            seconds=settings.client_seconds,
            errors=settings.client_errors,
            loopback=settings.client_loopback,
        ),
    )


def _hosts(settings: Settings) -> frozenset[str]:
    public = urlsplit(settings.public_url).netloc.rpartition("@")[2].lower()
    name = public.partition("]")[0] + "]" if public.startswith("[") else public.partition(":")[0]
    return settings.hosts | {name} if name else settings.hosts


def _keys(settings: Settings) -> Keys:
    if settings.keys is None:
        return Keys()
    try:
        return read_keys(settings.keys.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            Text("Le fichier de clés ne se lit pas.", "The file of keys cannot be read."),
            Text(
                "Corrigez ALLIANCES_KEYS, ou créez le fichier : alliances key NOM.",
                "Correct ALLIANCES_KEYS, or create the file: alliances key NAME.",
            ),
        ) from error


def application(settings: Settings | None = None) -> FastAPI:
    """Return the application as the settings (by default the environment's) want it.

    Each process that answers makes its own; two applications share nothing but files.
    """
    settings = read_settings() if settings is None else settings
    audit = settings.audit and Audit(settings.audit, settings.audit_size * _MEGABYTE)
    app = create_app(
        settings.store,
        public_url=settings.public_url,
        terms=terms_of(settings),
        keys=_keys(settings),
        audit=audit or None,
        record=settings.record,
        ahead=settings.dumps_ahead,
        desk=desk_of(settings),
    )
    if settings.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.proxies)
    # Sees a request first, while its client is still who is at the other end.
    app.add_middleware(Peer)
    return app


def require_address(settings: Settings) -> None:
    """Raise SettingsError unless this process could listen where the settings say."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as probe:
            # As the server does: an address that was left a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise SettingsError(
            Text(f"On ne peut pas écouter sur {where}.", f"Nobody can listen on {where}."),
            Text(
                "Si un autre programme y répond, arrêtez-le ou prenez un autre port : "
                "PORT=9000 make serve. Sinon, corrigez HOST et PORT.",
                "If another program answers there, stop it or take another port: "
                "PORT=9000 make serve. Otherwise correct HOST and PORT.",
            ),
        ) from error


def serve(settings: Settings) -> None:
    """Serve the snapshots of `settings.store` at `settings.host` and `settings.port`.

    Returns when the server is stopped. Nothing is built here: whoever calls this has made
    sure that there is a snapshot, or accepts 503 until there is one. With more than one
    process each reads the same settings from the environment again.
    """
    alone = settings.processes == 1
    # A fault of a setting is told here, not by each process again and again.
    made = application(settings)
    uvicorn.run(
        made if alone else "commands.serve:application",
        factory=not alone,
        workers=settings.processes,
        host=settings.host,
        port=settings.port,
        log_level="info",
        # Addresses of clients and texts of queries are nobody's business.
        access_log=False,
        server_header=False,
        # The application believes proxies itself, after having noted who sent the request.
        proxy_headers=False,
    )
