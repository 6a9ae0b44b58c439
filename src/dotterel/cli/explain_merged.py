"""`dotterel explain` for what consolidation made: why several mentions are one event, or of one occasion."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dotterel.cli.query_merged import event_text, occasion_text
from dotterel.cli.show import heading
from dotterel.model import Link
from dotterel.store import Store


def explain_event(console: Console, store: Store, identity: str) -> None:
    """Print a merged event: its mentions with their sentences, what they differ on, and the weights that tie them."""
    from dotterel.pipeline.reasons import why_one_event

    event = store.consolidated.one_event(identity)
    console.print(event_text(event), soft_wrap=True)
    mentions = store.consolidated.mentions(event.mention)
    for claim in event.disagreement:
        console.print(f"  {claim.field}: {claim.value} say {claim.reports}", markup=False)
    for number, mention_id in enumerate(event.mention, 1):
        mention = mentions[mention_id]
        document = store.document(mention.document)
        console.print(Text(f"\n[{number}] {mention_id}  ", "dim").append_text(heading(document)), soft_wrap=True)
        console.print(f"    {' '.join(mention.sentence_span.slice(document.text).split())}", markup=False)
    _print_links(console, why_one_event(store, event), {one: f"[{n}]" for n, one in enumerate(event.mention, 1)})


def explain_occasion(console: Console, store: Store, identity: str) -> None:
    """Print an occasion: its history, every place that speaks of it, and the weights that tie them."""
    from dotterel.pipeline.reasons import why_one_occasion

    occasion = store.consolidated.one_occasion(identity)
    console.print(occasion_text(occasion), soft_wrap=True)
    links, sightings = why_one_occasion(store, occasion)
    names = {}
    for number, (name, sighting) in enumerate(sightings.items(), 1):
        names[name] = f"[{number}]"
        document = store.document(sighting.document)
        told = f"{sighting.status or 'named'}{', as known' if sighting.recalled else ''}"
        line = Text(f"[{number}] {sighting.event or name}  {told}  “{sighting.text}”  ", "dim")
        console.print(line.append_text(heading(document)), soft_wrap=True)
    _print_links(console, links, names)


def _print_links(console: Console, links: list[Link], names: dict[str, str]) -> None:
    if not links:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0), title_justify="left")
    table.add_column("pair", no_wrap=True)
    table.add_column("weight", justify="right")
    table.add_column("reasons", overflow="fold")
    for link in links:
        reasons = "; ".join(f"{one.feature} {one.weight:+.1f} ({one.found})" for one in link.reasons)
        table.add_row(f"{names[link.one]} {names[link.other]}", f"{link.weight:+.1f}", Text(reasons))
    console.print()
    console.print(table)
    console.print("Weights are natural log-odds; above zero two tellings are one.", style="dim")
