"""A tag where it was written, and the expression in it, judged by the engine itself."""

from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from toolkit.documents.compile.lower import Lowering
from toolkit.documents.compile.markup import Tag, tag_from
from toolkit.documents.compile.place import Place
from toolkit.documents.compile.scene import Scene
from toolkit.documents.compile.terms import apply_terms
from toolkit.documents.filters import FILTERS, is_date_style
from toolkit.documents.lint.known import Known
from toolkit.documents.lint.scan import Span
from toolkit.errors import TemplateError

BLOCKS = {"for": "endfor", "if": "endif", "with": "endwith", "set": "endset"}
WORDS = ("for", "endfor", "if", "elif", "else", "endif", "set", "with", "endwith", "raw", "endraw")
_CELLS = {"vm", "hm", "colspan", "cellbg"}
REFUSED = {"macro", "include", "import", "from", "call", "block", "extends", "do", "filter", "autoescape", "break"}


@dataclass(frozen=True, slots=True)
class Written:
    """One tag: its span in passage ``passage``, and the tag as the engine reads it (terms already keys)."""

    span: Span
    passage: int
    tag: Tag

    @property
    def is_block(self) -> bool:
        """Whether it is ``{% … %}``."""
        return self.tag.opener == "{%"

    @property
    def opens(self) -> bool:
        """Whether something that needs an end begins here."""
        word = self.tag.word
        return self.is_block and word in BLOCKS and not (word == "set" and "=" in self.tag.body)

    @property
    def source(self) -> tuple[Tag, ...]:
        """The tags of a whole small template that has just this tag's expression; none where it has none."""
        word, body = self.tag.word, self.tag.body
        if not self.is_block:
            return (self.tag,)
        if word in _CELLS:
            rest = body[len(word) :].strip()
            return (Tag("{{", rest, self.tag.place),) if rest else ()
        if word == "elif":
            return self._closed("if", body[2:])
        if word in REFUSED or (word == "set" and not self.opens):
            return (self.tag,)
        return self._closed(word, body) if self.opens else ()

    def _closed(self, word: str, body: str) -> tuple[Tag, ...]:
        return Tag("{%", body, self.tag.place), Tag("{%", BLOCKS[word], self.tag.place)

    def refusal(self) -> TemplateError | None:
        """Why the engine refuses the expression, ``None`` where it takes it."""
        tags = self.source
        if not tags:
            return None
        scene = Scene([[] for _ in range(len(tags) + 1)], list(tags), [])
        try:
            Lowering(scene, FILTERS).steps()
        except TemplateError as error:
            return error
        return None

    def date_style(self) -> str:
        """A style that is written out for a date and does not exist, "" where all is well."""
        tree = self.tree()
        called = (one for one in tree.find_all(nodes.Filter) if one.name in ("日期", "day")) if tree else ()
        styles = (one.args[0].value for one in called if one.args and isinstance(one.args[0], nodes.Const))
        return next((str(style) for style in styles if not is_date_style(str(style))), "")

    def tree(self) -> nodes.Template | None:
        """The syntax tree of the expression, ``None`` where there is none or it cannot be read."""
        if not self.source:
            return None
        text = "".join(f"{{{{ {tag.body} }}}}" if tag.opener == "{{" else f"{{% {tag.body} %}}" for tag in self.source)
        try:
            return Environment(autoescape=True).parse(text)
        except (TemplateSyntaxError, RecursionError):
            return None


def written(span: Span, passage: int, place: Place, known: Known) -> Written:
    """Read the tag of ``span`` as the engine would once its writing is mended."""
    tag = tag_from(span.mended, place)
    apply_terms(tag, known.terms)
    return Written(span, passage, tag)
