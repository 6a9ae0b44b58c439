"""A document in, the acronyms it introduces out: "the National Salvation Front (NSF)"."""

from __future__ import annotations

from dotterel.model import Annotation


def introduced(annotation: Annotation) -> dict[str, tuple[int, int, int]]:
    """Return acronyms put in parentheses behind their long form, with the long form's sentence and tokens."""
    found: dict[str, tuple[int, int, int]] = {}
    for sentence in annotation.sentences:
        tokens = sentence.tokens
        for index in range(2, len(tokens) - 1):
            word = tokens[index].text
            if tokens[index - 1].text != "(" or tokens[index + 1].text != ")" or not word.isupper():
                continue
            letters = [t for t in range(max(0, index - 2 - 2 * len(word)), index - 1) if tokens[t].text[:1].isupper()]
            start = next((t for t in letters if tokens[t].text[0] == word[0]), None)
            if start is not None and len(word) > 1:
                found.setdefault(word, (sentence.index, start, index - 2))
    return found
