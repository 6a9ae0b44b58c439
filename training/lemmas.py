"""Treebank lemmas -> `lemmas.json.gz`: rules by ending, and the words that no rule gets right."""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from dotterel.annotate.lemmas import LONGEST_ENDING, Lemmas, Rule, ending_rule
from dotterel.annotate.wordpieces import WordPieces
from training.treebank import read_conllu

_LEXICON = Path(__file__).resolve().parent.parent / "src/dotterel/extract/data/lexicon.tsv"
RULED = ("NOUN", "VERB", "ADJ", "ADV")


def rule_of(word: str, lemma: str) -> Rule:
    """Say what turns the word into its lemma."""
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def learn(paths: list[Path]) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, Rule]]]:
    """Learn rules from word types, then keep as exceptions what they get wrong."""
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for path in paths:
        for sentence in read_conllu(path):
            for word, upos, lemma in zip(sentence.words, sentence.upos or (), sentence.lemmas or (), strict=True):
                if lemma != "_":
                    named = upos in {"PROPN", "X", "SYM", "PUNCT", "NUM"}
                    seen[upos][word if named else word.lower()][lemma] += 1
    rules: dict[str, dict[str, Rule]] = {}
    exceptions: dict[str, dict[str, str]] = {}
    for upos, words in sorted(seen.items()):
        best = {word: min(found, key=lambda lemma: (-found[lemma], lemma)) for word, found in words.items()}
        if upos in RULED:
            votes: dict[str, Counter[Rule]] = defaultdict(Counter)
            for word, lemma in best.items():
                if word.isalpha():
                    for length in range(1, min(LONGEST_ENDING, len(word)) + 1):
                        votes[word[-length:]][rule_of(word, lemma.lower())] += 1
            rules[upos] = {}
            for ending, found in sorted(votes.items(), key=lambda item: (len(item[0]), item[0])):
                rule, count = min(found.items(), key=lambda item: (-item[1], item[0]))
                sure = (count >= 2 and count / found.total() > 0.6) or len(ending) == 1
                if sure and ending_rule(rules[upos], ending[1:]) != rule and count >= (3 if len(ending) > 1 else 1):
                    rules[upos][ending] = rule
        table = Lemmas({}, rules)
        exceptions[upos] = {
            word: lemma for word, lemma in sorted(best.items()) if table(word, upos) != lemma and len(word) < 30
        }
    return exceptions, rules


def regular_forms(verb: str) -> list[str]:
    """Return the regular past and present participle of a verb, with and without a doubled consonant.

    >>> regular_forms("postpone"), regular_forms("lob")
    (['postponed', 'postponing'], ['lobed', 'lobing', 'lobbed', 'lobbing'])
    """
    if verb.endswith("e"):
        return [f"{verb}d", f"{verb}ing" if verb.endswith("ee") else f"{verb[:-1]}ing"]
    if re.search("[^aeiou]y$", verb):
        return [f"{verb[:-1]}ied", f"{verb}ing"]
    forms = [f"{verb}ed", f"{verb}ing"]
    if re.search("[^aeiou][aeiou][bdglmnprt]$", verb):
        forms += [f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"]
    return forms


def political_verbs() -> list[str]:
    """Return the verbs of the lexicon, whose rarer forms no treebank holds."""
    rows = (line.split("\t") for line in _LEXICON.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return sorted({row[0].split()[0] for row in rows if len(row) > 1 and row[1].upper().startswith("V")})


def add_verbs(table: Lemmas, exceptions: dict[str, str], verbs: Sequence[str]) -> None:
    """Enter the regular forms of verbs that the table gets wrong; a form that is a verb itself stays as it is."""
    taken = set(verbs)
    for verb in sorted(verbs, key=lambda one: not one.endswith("e")):  # "raped" is of "rape", "rapped" of "rap"
        forms = [form for form in regular_forms(verb) if form not in taken] if verb.isalpha() else []
        taken.update(forms)
        exceptions.update({form: verb for form in forms if table(form, "VERB") != verb})


def accuracy(table: Lemmas, path: Path) -> float:
    """Measure with the treebank's own parts of speech."""
    right = total = 0
    for sentence in read_conllu(path):
        for word, upos, lemma in zip(sentence.words, sentence.upos or (), sentence.lemmas or (), strict=True):
            if lemma != "_":
                total += 1
                right += table(word, upos) == lemma
    return round(100 * right / total, 2)


def main() -> None:
    """Learn, write, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("/work/shared/data"))
    parser.add_argument("--out", type=Path, default=Path("src/dotterel/annotate/data/lemmas.json.gz"))
    arguments = parser.parse_args()
    exceptions, rules = learn([arguments.data / "ud_ewt/train.conllu", arguments.data / "ud_gum_open/train.conllu"])
    words = WordPieces(arguments.out.with_name("vocabulary.txt"))
    add_verbs(Lemmas(exceptions, rules, words), exceptions["VERB"], political_verbs())
    text = json.dumps({"exceptions": exceptions, "rules": rules}, ensure_ascii=False, separators=(",", ":"))
    arguments.out.write_bytes(gzip.compress(text.encode(), mtime=0))
    table = Lemmas.load(arguments.out, words)
    for name in ("ud_ewt/dev", "ud_gum_open/dev", "ud_ewt/test", "ud_gum_open/test"):
        print(name, accuracy(table, arguments.data / f"{name}.conllu"))


if __name__ == "__main__":
    main()
