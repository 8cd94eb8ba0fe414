"""`alliances atelier`: write a workshop as one file, keep its votes apart, list and retract them.

Writing reads the published graph and a path; votes go beside the record, where no build reads
them. Nothing is kept or removed before it was shown and `--yes` given.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commands.delivery import deliver, published
from commands.progress import working
from commands.settings import Settings
from explorer.graph_text import kind_names
from explorer.graph_view import view_of
from explorer.guided_paths import FOLDER as PATHS
from explorer.guided_paths import GuidedPath, read_path_file
from explorer.messages import LANGUAGES
from explorer.reading import Reading
from explorer.rendering import Pages, Site
from explorer.workshop import Workshop, workshop_of
from explorer.workshop_data import network_data
from explorer.workshop_file import workshop_file
from graph.network import read_network
from graph.store import Store
from loaders.directory import first_bytes
from loaders.faults import Spot, refusal
from loaders.votes import VoteFile, read_votes
from loaders.workshops import Kept, kept_file, kept_workshops, retracted
from loaders.yaml_form import MAX_BYTES
from ontology.errors import AlliancesError, Finding, RecordError, Text
from ontology.iris import iri_of

__all__ = ["import_command", "kept_command", "retract_command", "workshop_command"]


def workshop_command(settings: Settings, path: str, *, language: str, out: Path | None) -> None:
    """Write the workshop of `path`, a file or the name of a path of the record.

    Raise RecordError with every fault of the path, StoreError when nothing is published.
    """
    guided = _path(settings, path)
    pages = Pages()
    with (
        working(Text("Fabrication de l'atelier", "Making the workshop"), language),
        published(settings.store) as (store, edition),
    ):
        network = read_network(store)
        site = Site(version=edition.content_hash, public_url=settings.public_url)

        def made(code: str) -> Workshop:
            reading, messages = Reading(store, code), pages.messages[code]
            kinds = kind_names(reading, messages, network)
            return workshop_of(
                reading,
                messages,
                network,
                guided,
                draw=lambda state: view_of(store, network, state, code, kinds),
                held=network_data(reading, messages, network),
                site=site,
            )

        workshops = {code: made(code) for code in LANGUAGES}
    deliver(workshop_file(pages, workshops, language), out)


def _path(settings: Settings, said: str) -> GuidedPath:
    shipped = settings.record / PATHS / f"{said}.yaml"
    return read_path_file(shipped if "/" not in said and shipped.is_file() else Path(said))


def import_command(settings: Settings, file: Path, *, accept: bool, language: str) -> str:
    """Show what would be kept of a file of votes; keep it when `accept` is true.

    Raise RecordError with every fault of the file, nothing kept.
    """
    try:
        data = first_bytes(file, MAX_BYTES + 1)
    except OSError as error:
        raise RecordError(
            Text(f"« {file.name} » ne peut pas se lire.", f"“{file.name}” cannot be read."),
            Text("Donnez le fichier de votes.", "Give the file of votes."),
        ) from error
    votes = read_votes(data, file.name)
    with published(settings.store) as (store, _):
        unknown = list(_unknown(store, votes, file.name))
    if unknown:
        raise refusal(unknown)
    path, content = kept_file(settings.record, votes)
    if accept:
        path.parent.mkdir(exist_ok=True)
        deliver(content, path)
    return _told(votes, content, accept=accept).in_language(language)


def _unknown(store: Store, votes: VoteFile, where: str) -> Iterator[Finding]:
    held: dict[str, bool] = {}
    for number, one in enumerate(votes.ballots):
        if one.thing not in held:
            held[one.thing] = _holds(store, one.thing)
        if not held[one.thing]:
            spot = Spot(where, field=f"ballots.{number}.thing")
            yield spot.fault("vote-unknown", *_UNKNOWN, one.thing)


def _holds(store: Store, reference: str) -> bool:
    try:
        return bool(store.query(f"ASK {{ <{iri_of(reference)}> ?p ?o }}").truth)
    except AlliancesError:
        return False


def _told(votes: VoteFile, content: bytes, *, accept: bool) -> Text:
    cast = sum(one.yes + one.no for one in votes.ballots)
    kept = content.count(b"vote:Count") + content.count(b"vote#Count")
    name, place, date = votes.workshop, votes.place, votes.date
    fr = (
        f"Atelier {name} ({place}, {date}) : {cast} voix, {kept} comptes à garder "
        "(ceux de moins de 5 votants restent dehors)."
    )
    en = (
        f"Workshop {name} ({place}, {date}): {cast} votes, {kept} counts to keep "
        "(those of fewer than 5 voters stay out)."
    )
    done = Text("Gardé, à part des preuves.", "Kept, apart from evidence.")
    todo = Text("Rien n'est gardé : ajoutez --yes.", "Nothing is kept: add --yes.")
    last = done if accept else todo
    return Text(f"{fr}\n{last.fr}", f"{en}\n{last.en}")


def kept_command(settings: Settings, *, language: str) -> str:
    """Return the kept workshops, one to a line."""
    lines = [_line(one).in_language(language) for one in kept_workshops(settings.record)]
    return "\n".join(lines) or Text("Aucun vote n'est gardé.", "No votes are kept.").in_language(
        language
    )


def _line(one: Kept) -> Text:
    counts = len(one.results)
    return Text(
        f"{one.workshop} : {one.place}, {one.date}, {counts} comptes, n ≥ {one.voters}",
        f"{one.workshop}: {one.place}, {one.date}, {counts} counts, n ≥ {one.voters}",
    )


def retract_command(settings: Settings, workshop: str, *, accept: bool, language: str) -> str:
    """Show which votes would go; remove them when `accept` is true.

    Raise NotHeldError for a workshop that is not kept.
    """
    path = retracted(settings.record, workshop)
    if accept:
        path.unlink()
        return Text(f"Votes de {workshop} retirés.", f"Votes of {workshop} removed.").in_language(
            language
        )
    return Text(
        f"Les votes de {workshop} seraient retirés : ajoutez --yes.",
        f"The votes of {workshop} would be removed: add --yes.",
    ).in_language(language)


_UNKNOWN = (
    Text("Le graphe publié ne tient pas cette chose.", "The published graph holds no such thing."),
    Text(
        "Construisez la version des données qui a été montrée, ou retirez ces lignes.",
        "Build the version of the data that was shown, or remove these lines.",
    ),
)
