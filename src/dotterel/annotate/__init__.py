"""`Document` in, `Annotation` out: the only room that knows the language models."""

from dotterel.annotate.annotator import Annotator

__all__ = ["Annotator"]
