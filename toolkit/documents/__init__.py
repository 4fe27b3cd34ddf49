"""The Word edge: templates, drawings, returned documents."""

from toolkit.documents.compile.template import compile_template

__all__ = ["compile_template"]
