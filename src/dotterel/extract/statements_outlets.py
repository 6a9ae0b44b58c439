"""Which nouns are outlets, and in which papers and broadcasts something is said."""

from __future__ import annotations

import re

from dotterel.extract.tree import Tree

# Papers and broadcasts in which something is said.
PAPERS = frozenset(
    "statement communique communiqué interview letter tweet post message note memo memorandum report document release "
    "article column op-ed editorial blog broadcast address video email e-mail filing dispatch bulletin telegram "
    "declaration transcript affidavit summary readout book diary podcast recording text conclusions resolution "
    "newsletter website site page account channel application app feed telegram".split()
)
_SPEECHES = frozenset({"statement", "communique", "communiqué", "letter", "report", "document", "article", "memo",
                       "declaration", "release", "tweet", "post", "message", "note", "editorial", "transcript",
                       "affidavit", "readout", "resolution", "dispatch", "filing"})  # fmt: skip
_MEDIA = frozenset(
    "newspaper paper agency television tv radio station channel broadcaster magazine daily weekly tabloid outlet media "
    "website site portal correspondent network press wire newswire service programme program podcast".split()
)
_MEDIA_NAMES = frozenset(
    "reuters ap afp cnn bbc nbc abc cbs npr pbs rte rai dpa efe ansa tass xinhua kcna yonhap kyodo anadolu belta "
    "ria interfax itar-tass ukrinform pti ani irna isna fars wafa sana saba mena petra spa wam aljazeera jazeera "
    "arabiya twitter facebook x telegram instagram youtube weibo truth bloomberg politico axios breitbart "
    "msnbc cnbc c-span guardian spiegel monde figaro bild zeit pais repubblica haaretz hurriyet dawn nikkei asahi "
    "substack vox buzzfeed newsweek economist associated".split()
)
_MEDIA_WORD = re.compile(
    r"(?:News|Times|Post|Radio|TV|Television|Press|Channel|Today|Tribune|Herald|Gazette|Daily|Journal|Courier|Telegraph"
    r"|Chronicle|Observer|Monitor|Wire|Review|Broadcasting|Magazine|Weekly|Examiner|Independent|Mirror|Star|Standard|FM)$"
)
_LINES = frozenset("telephone phone radio e-mail email letter videolink link text fax".split())
_PLACES = frozenset("account page site website channel blog feed profile".split())
_REPORTERS = frozenset({"correspondent", "reporter", "newspaper"})


def is_outlet(tree: Tree, node: int) -> bool:
    """Return whether a noun names a paper, agency, station or a reporter of this one ("our correspondent")."""
    token = tree.token(node)
    low = token.text.lower()
    owned = {tree.token(k).text.lower() for k in tree.children(node, "det", "nmod:poss")}
    if low in _REPORTERS:
        return bool(owned & {"this", "our"}) or low == "newspaper"
    if low in {"press", "media", "paper"} and not owned & {"this", "our"}:
        return low == "paper"
    if tree.lemma(node) in _MEDIA or low in _MEDIA:
        named = any(tree.token(k).text[:1].isupper() for k in tree.children(node, "flat", "compound", "amod"))
        return token.text == low or token.upos == "PROPN" or named
    if token.upos != "PROPN":
        return False
    names = [token, *(tree.token(k) for k in tree.children(node, "flat", "compound"))]
    media_nouns = {"radio", "television", "tv", "channel", "agency", "newspaper", "daily", "network", "station"}
    return any(
        name.text.lower() in _MEDIA_NAMES or _MEDIA_WORD.search(name.text) or name.text.lower() in media_nouns
        for name in names
    )


def is_kind_of_outlet(tree: Tree, node: int) -> bool:
    """Return whether a common noun says what an outlet is: "the broadcaster", "the daily"."""
    return tree.token(node).text.lower() in _MEDIA


def is_medium(tree: Tree, node: int) -> bool:
    """Return whether something is said in or on what a noun names: an interview, a post, an outlet."""
    return tree.lemma(node) in PAPERS or tree.token(node).text.lower() in PAPERS or is_outlet(tree, node)


def is_line(tree: Tree, node: int) -> bool:
    """Return whether a noun without an article names the way words came: "by telephone", "by video link"."""
    return tree.lemma(node) in _LINES and not tree.children(node, "det", "nmod:poss")


def is_place_for_words(tree: Tree, node: int) -> bool:
    """Return whether a noun names what somebody keeps to write on: "the envoy's Twitter account"."""
    return tree.lemma(node) in _PLACES


def is_paper(tree: Tree, node: int) -> bool:
    """Return whether a noun names a paper that speaks for its author: a statement, a letter."""
    return tree.lemma(node) in _SPEECHES
