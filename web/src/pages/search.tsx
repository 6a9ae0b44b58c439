import type { JSX } from "preact";
import { useApi } from "../api";
import { pageLink } from "../filters";
import { plural, slicer } from "../format";
import type { PageProps } from "../pages";
import type { Statement } from "../types";
import { Loaded, Panel } from "../ui";
import { StatementCard } from "./statements";

interface Hit { document: string; title: string | null; publisher: string | null; published: string | null; index: number; text: string; marks: { start_char: number; end_char: number }[] }
interface Hits { q: string; sentences: Hit[]; statements: Statement[] }

export function SearchPage({ query }: PageProps): JSX.Element {
  const q = query.get("q") ?? "";
  const asked = useApi<Hits>(q ? `/api/search?q=${encodeURIComponent(q)}` : null);
  if (!q) return <div class="empty"><h1>Search</h1><p>Write words into the box at the top.</p></div>;
  return (
    <>
      <header class="page-head"><h1>“{q}”</h1><a href={pageLink("/events", new URLSearchParams({ q }))}>events told in such sentences</a></header>
      <Loaded asked={asked} lines={10}>{(data) => (
        <div class="columns">
          <Panel title={plural(data.sentences.length, "sentence")}>{data.sentences.length ? <ul class="quotes">{data.sentences.map((hit) => <li key={hit.document + hit.index}><p class="read"><Found hit={hit} /></p><p class="source"><a href={`/article/${encodeURIComponent(hit.document)}`}>{hit.title ?? hit.document}</a>{hit.publisher && ` · ${hit.publisher}`}{hit.published && ` · ${hit.published}`}</p></li>)}</ul> : <p class="hint">No sentence has all these words.</p>}</Panel>
          <Panel title={plural(data.statements.length, "statement")}>{data.statements.length ? <ul class="quotes">{data.statements.map((row) => <li key={row.id}><StatementCard row={row} /></li>)}</ul> : <p class="hint">Nobody is quoted with these words.</p>}</Panel>
        </div>
      )}</Loaded>
    </>
  );
}

function Found({ hit }: { hit: Hit }): JSX.Element {
  const slice = slicer(hit.text);
  let at = 0;
  const out: JSX.Element[] = [];
  for (const mark of hit.marks) {
    out.push(<>{slice(at, mark.start_char)}</>, <mark class="m-hit">{slice(mark.start_char, mark.end_char)}</mark>);
    at = mark.end_char;
  }
  return <bdi>{out}{slice(at, Number.MAX_SAFE_INTEGER)}</bdi>;
}
