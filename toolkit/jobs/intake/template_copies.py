"""The copies that come of a dropped template, built to be published beside its receipt."""

from collections.abc import Callable
from functools import partial

from toolkit.folders.workspace import Workspace
from toolkit.jobs.intake.build import Built, built, out_folder, own_out
from toolkit.jobs.intake.receipt import Place
from toolkit.jobs.intake.template_answer import TemplateAnswer
from toolkit.ledger.submission import Lease


def build_copies(answer: TemplateAnswer, workspace: Workspace, lease: Lease, place: Place) -> list[Callable[[], Built]]:
    """Write the copies where the holder of ``lease`` builds, each to be weighed when it is asked for.

    They belong beside the receipt at ``place``.
    """
    out, own = out_folder(workspace, lease.submission), own_out(workspace, lease)
    own.mkdir(parents=True, exist_ok=True)
    names = answer.names(workspace.settings.language)
    made: list[Callable[[], Built]] = []
    for number, (name, (_, content)) in enumerate(zip(names, answer.copies, strict=True)):
        source = own / f"template-{number}.docx"
        source.write_bytes(content)
        made.append(partial(built, out, source.relative_to(out).as_posix(), Place(place.folder, name)))
    return made
