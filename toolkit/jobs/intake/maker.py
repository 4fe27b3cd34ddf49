"""How one order becomes a document or a list: filled, published, registered; what it makes void is told.

``orders`` takes the open ones in turn; this makes those of one submission, and says which could not be made.
"""

import hashlib
import logging
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.documents import compile_template
from toolkit.documents.captions import numbered
from toolkit.documents.compile.template import Template
from toolkit.documents.draw.chart_places import with_charts
from toolkit.documents.origin import Origin, digest_of
from toolkit.documents.together import kept_together
from toolkit.documents.values import Extras
from toolkit.errors import FinalRefused, ToolkitError
from toolkit.folders.names import safe_name
from toolkit.folders.publish import Before, Piece, Published, publish, weigh
from toolkit.folders.shipped import shipped
from toolkit.jobs.intake.left_over import note, orders_folder
from toolkit.jobs.intake.receipt import file_of, target_of
from toolkit.jobs.intake.script import in_script
from toolkit.jobs.service import Service
from toolkit.ledger.refusals import Conflict, LeaseLost
from toolkit.ledger.registers import Promised
from toolkit.ledger.taken import Document, DocumentState
from toolkit.ledger.view import View
from toolkit.outcome import DocumentOrder, ListOrder
from toolkit.sheets.build.listing import list_workbook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.english import english
from toolkit.stages.templates import all_terms, optional_fields

log = logging.getLogger(__name__)

GAPS = "文本有缺"
"""Why a contract is a draft after all: a value that its template prints is missing (the same in both scripts)."""
CAPTIONED = frozenset({"績效報告", "合作方案書", "公司介紹函"})
"""Documents with several numbered captions, some of them printed or not as the figures are."""
TIED = frozenset({"訓練題"})
"""Documents of long tables, of which no row may stand alone on a page."""
NUMBERS = "WJ"
"""Documents without a number of their own (文件) are numbered WJ-yyyymmdd-0001."""


@dataclass
class Maker:
    """Fills templates and builds lists for one service; templates are compiled once."""

    service: Service
    pulse: Callable[[], None] = lambda: None
    """Asked before each document is published: raises LeaseLost where it is another machine's turn."""
    templates: dict[str, tuple[Template, str]] = field(default_factory=dict)

    def make(self, submission: str, orders: list[Promised]) -> set[int]:
        """Make the orders of one submission; returns the ids of those that could not be made."""
        out = orders_folder(self.service) / f"{submission or 'nightly'}-{secrets.token_hex(4)}"
        out.mkdir(parents=True)
        try:
            return self._make(submission, orders, out)
        finally:
            shutil.rmtree(out, ignore_errors=True)

    def _make(self, submission: str, orders: list[Promised], out: Path) -> set[int]:
        bad: set[int] = set()
        self._given.clear()
        with self.service.ledger.view() as view:
            last = self._last_versions(orders)
            closed = _superseded(orders)
            documents, withdrawn = list[Document](), list[int]()
            for one in orders:
                if one.id in closed:
                    continue
                try:
                    made = self._make_one(one, view, last, out)
                except LeaseLost:
                    raise
                except ToolkitError as error:
                    log.warning("order %s of %s: %s", one.id, submission, error)
                    bad.add(one.id)
                    continue
                (documents.append(made) if made else closed.append(one.id))
                withdrawn += self._withdrawn(one.order, made, last.get((made.folder, made.name))) if made else []
            try:
                digest = self.service.rules.digest
                self.service.ledger.register(submission, documents, rules=digest, asked=view.asked, withdrawn=withdrawn)
            except Conflict as conflict:
                log.info("orders of %s are made again: %s", submission, conflict)
                return {one.id for one in orders}
        self.service.ledger.close_orders(closed)
        return bad

    def _last_versions(self, orders: list[Promised]) -> dict[tuple[str, str], Document]:
        wanted = {(one.order.folder, one.order.name) for one in orders if isinstance(one.order, DocumentOrder)}
        versions = self.service.ledger.last_versions(wanted)
        found: dict[tuple[str, str], Document] = {}
        for (folder, name), version in versions.items():
            for document in self.service.ledger.documents(folder=folder, name=name):
                if document.version == version:
                    found[folder, name] = document
        return found

    def _withdrawn(self, order: DocumentOrder | ListOrder, made: Document, before: Document | None) -> list[int]:
        """What a contract's new copy makes void: the one for signing, and all under an earlier name or folder."""
        found = [before.id] if before and _takes_back(order, made, before) else []
        if isinstance(order, DocumentOrder) and order.number and "contract_version" in order.context:
            known, place = self.service.ledger.documents(number=order.number, kind=made.kind), (made.folder, made.name)
            found += [
                one.id for one in known if one.state is not DocumentState.VOID and (one.folder, one.name) != place
            ]
        return found

    def _make_one(
        self, one: Promised, view: View, last: Mapping[tuple[str, str], Document], out: Path
    ) -> Document | None:
        if isinstance(one.order, ListOrder):
            self._make_list(one.order, out)
            return None
        return self._make_document(one, one.order, view, last.get((one.order.folder, one.order.name)), out)

    def _make_document(
        self, one: Promised, order: DocumentOrder, view: View, before: Document | None, out: Path
    ) -> Document | None:
        template, template_hash = self._template(order.template)
        data_hash = digest_of(order.context)
        same = before and (before.data_hash, before.template_hash) == (data_hash, template_hash)
        if before and same and before.state is not DocumentState.VOID:
            return None
        version = before.version + 1 if before else 1
        number = order.number or (before.number if before else self._number(view))
        code = check_code(data_hash, template_hash, version)
        own = {
            "document_number": number,
            "version": f"v{version}",
            "check_code": order.context.get("check_code") or code,
        }
        origin = Origin(number, f"v{version}", one.submission, template_hash, data_hash)
        spoken = in_script(self.service, order, view)
        content, missing = self._fill(template, order, {**spoken, **own}, origin)
        source = f"{one.id}.docx"
        (out / source).write_bytes(content)
        size, sha256 = weigh(out, source)
        put = self._publish(order, source, out, size, sha256, version, before)
        return Document(
            folder=order.folder,
            name=order.name,
            version=version,
            path=put.path,
            kind=order.kind or order.template,
            number=number,
            customer=order.customer,
            template=order.template,
            template_hash=template_hash,
            data_hash=data_hash,
            state=DocumentState.DRAFT if missing or not order.final else DocumentState.FINAL,
            sha256=sha256,
            size=size,
            privacy=order.privacy,
            check_code=str(own["check_code"]),
            missing=missing,
            sources=order.sources,
            submission=one.submission,
            order=one.id,
        )

    def _fill(
        self, template: Template, order: DocumentOrder, context: Mapping[str, Any], origin: Origin
    ) -> tuple[bytes, tuple[str, ...]]:
        """The document: final where asked and complete, else a draft that shows what is missing."""
        optional, extras = optional_fields(order.template), Extras(properties=origin.properties())
        if order.final:
            try:
                filled = template.fill(context, optional=optional, mode="final", extras=extras)
            except FinalRefused:
                whole, contract = _unfinished(context), "draft" in context
                filled = template.fill(whole, optional=optional, mode="draft" if contract else "plain", extras=extras)
        else:
            filled = template.fill(context, optional=optional, mode="draft", extras=extras)
        document = numbered(filled.document) if order.template in CAPTIONED else filled.document
        document = kept_together(document) if order.template in TIED else document
        return with_charts(document, context), filled.missing

    def _publish(
        self,
        order: DocumentOrder,
        source: str,
        out: Path,
        size: int,
        sha256: str,
        version: int,
        before: Document | None,
    ) -> Published:
        workspace = self.service.workspace
        target = target_of(order, workspace) / file_of(order, workspace, ".docx")
        earlier = Before(before.path, before.sha256, before.version) if before else None
        piece = Piece(source, str(target), size, sha256, version, earlier)
        note(out, piece)
        return publish([piece], out, workspace.root, workspace.names.older, self.pulse)[0]

    def _number(self, view: View) -> str:
        prefix = f"{NUMBERS}-{self.service.day():%Y%m%d}-"
        number = view.next_number(prefix) + self._given.get(prefix, 0)
        self._given[prefix] = self._given.get(prefix, 0) + 1
        return f"{prefix}{number:04d}"

    _given: dict[str, int] = field(default_factory=dict)
    """Numbers given on the view at hand; those of submissions before are in it: made again after a kill, a
    document must get its number once more, or its bytes differ and the first attempt's file is left over."""

    def _template(self, name: str) -> tuple[Template, str]:
        """The compiled template and its hash; the office's own, else the shipped one."""
        if name not in self.templates:
            file = self.service.workspace.templates / "word" / f"{safe_name(name)}.docx"
            if not file.is_file():
                file = shipped("templates") / "word" / file.name
            content = file.read_bytes()
            level = self.service.workspace.settings.compression
            compiled = compile_template(
                content,
                terms=all_terms(),
                compression="zlib-6" if level > 3 else "zlib-1",
                cache=self.service.template_cache,
            )
            self.templates[name] = compiled, hashlib.sha256(content).hexdigest()
        return self.templates[name]

    def _make_list(self, order: ListOrder, out: Path) -> None:
        """A workbook for people; one with the same rows lies there already is left alone."""
        workspace = self.service.workspace
        rules, language = self.service.rules, workspace.settings.language
        content = list_workbook(order, FORMS, rules.lists, language, english(rules, language))
        source = f"list-{hashlib.sha256(order.name.encode()).hexdigest()[:12]}.xlsx"
        (out / source).write_bytes(content)
        size, sha256 = weigh(out, source)
        target: PurePosixPath = target_of(order, workspace) / file_of(order, workspace, ".xlsx")
        publish([Piece(source, str(target), size, sha256)], out, workspace.root, workspace.names.older, self.pulse)


def _takes_back(order: DocumentOrder | ListOrder, made: Document, before: Document) -> bool:
    """Whether a contract's new copy makes void the one that could be signed: a draft, or another text (check code)."""
    if not isinstance(order, DocumentOrder) or "draft" not in order.context:
        return False
    other = made.state is not DocumentState.FINAL or made.check_code != before.check_code
    return other and before.state is DocumentState.FINAL


def _unfinished(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """A contract with gaps never calls itself the copy to be signed, whatever was ordered (民法典 470)."""
    return {**context, "draft": True, "draft_reason": GAPS} if "draft" in context else context


def check_code(data_hash: str, template_hash: str, version: int) -> str:
    """Eight letters that stand for exactly this data, template and version."""
    return hashlib.sha256(f"{data_hash}:{template_hash}:{version}".encode()).hexdigest()[:8].upper()


def _superseded(orders: Iterable[Promised]) -> list[int]:
    """Orders of documents that a later one asks for again: only the last is made, or two would be one version."""
    last: dict[tuple[str, str], int] = {}
    passed = []
    for one in orders:
        if isinstance(one.order, DocumentOrder):
            name = one.order.folder, one.order.name
            passed += [last[name]] if name in last else []
            last[name] = one.id
    return passed
