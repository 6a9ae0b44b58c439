import type { JSX } from "preact";
import { useApi } from "../api";
import { plural } from "../format";
import type { PageProps } from "../pages";
import { go, here, withQuery } from "../router";
import { Legend, Marked } from "../sentence";
import type { Page, Statement } from "../types";
import { Empty, Exports, Loaded, Pages, Parties } from "../ui";

const FIELDS = ["q", "speaker", "about", "addressee", "via", "tone", "quotation", "since", "until", "publisher"];
const TONES = ["say", "hope", "praise", "warn", "pledge", "deny", "demand", "accuse"];

export function statementQuery(query: URLSearchParams, more: Record<string, string> = {}): string {
  const made = new URLSearchParams();
  for (const name of FIELDS) for (const value of query.getAll(name)) if (value) made.append(name, value);
  for (const [name, value] of Object.entries(more)) if (value) made.set(name, value);
  const text = made.toString();
  return text ? `?${text}` : "";
}

export function Statements({ query }: PageProps): JSX.Element {
  const cursor = query.get("cursor") ?? "";
  const asked = useApi<Page<Statement>>(`/api/statements${statementQuery(query, { cursor, limit: "40" })}`);
  const set = (name: string) => (event: Event) => go(withQuery(here().query, { [name]: (event.currentTarget as HTMLInputElement).value || null, cursor: null }));
  return (
    <>
      <header class="page-head"><h1>Statements</h1><Exports path={`/statements${statementQuery(query)}`} forms={["csv", "json", "jsonl", "parquet", "rss"]} /></header>
      <form class="ask" onSubmit={(event) => event.preventDefault()} role="search" aria-label="Statements">
        <label class="big">words said <input type="search" value={query.get("q") ?? ""} onChange={set("q")} placeholder="ceasefire border" /></label>
        <label>by <input type="search" value={query.get("speaker") ?? ""} onChange={set("speaker")} placeholder="KEN, Lavrov, IGO" /></label>
        <label>about <input type="search" value={query.get("about") ?? ""} onChange={set("about")} /></label>
        <label>tone <select value={query.get("tone") ?? ""} onChange={set("tone")}><option value="">any</option>{TONES.map((one) => <option key={one}>{one}</option>)}</select></label>
        <label>form <select value={query.get("quotation") ?? ""} onChange={set("quotation")}><option value="">any</option>{["direct", "indirect", "mixed"].map((one) => <option key={one}>{one}</option>)}</select></label>
        <label>from <input type="date" value={query.get("since") ?? ""} onChange={set("since")} /></label>
        <label>to <input type="date" value={query.get("until") ?? ""} onChange={set("until")} /></label>
      </form>
      <Loaded asked={asked} lines={10}>{(data) => data.rows.length ? (
        <>
          <p class="hint" role="status" aria-live="polite">{plural(data.total ?? 0, "statement")}</p>
          <Legend roles={["speaker", "cue", "content", "addressee", "via"]} />
          <ul class="quotes">{data.rows.map((row) => <li key={row.id}><StatementCard row={row} /></li>)}</ul>
          <Pages previous={cursor ? withQuery(query, { cursor: null }) : null} next={data.next ? withQuery(query, { cursor: data.next }) : null} />
        </>
      ) : <Empty what="statements" />}</Loaded>
    </>
  );
}

export function StatementCard({ row }: { row: Statement }): JSX.Element {
  return (
    <article class={`quote ${row.tone}`}>
      <header><Parties list={row.speaker} none="somebody" /> <small class="tone">{row.tone}</small> <small>{row.quotation}</small>{row.addressee.length > 0 && <> to <Parties list={row.addressee} /></>}{row.via.length > 0 && <> through <Parties list={row.via} /></>}</header>
      <blockquote class="read"><Marked sentence={row.sentence} /></blockquote>
      <p class="source"><a href={`/article/${encodeURIComponent(row.document)}#${row.id}`}>{row.title ?? row.document}</a>{row.publisher && ` · ${row.publisher}`}{row.published && ` · ${row.published}`}</p>
    </article>
  );
}
