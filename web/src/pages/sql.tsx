import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ApiError, send } from "../api";
import { csv, download } from "../chart";
import { plural } from "../format";
import type { PageProps } from "../pages";
import { go, here, withQuery } from "../router";

interface Found { columns: { name: string; type: string }[]; rows: (string | number | boolean | null | object)[][]; cut: boolean; milliseconds: number }
const EXAMPLES: [string, string][] = [
  ["events by type", "SELECT event_type, count(*) AS events, round(avg(event_scale), 2) AS score\nFROM merged_events GROUP BY event_type ORDER BY events DESC"],
  ["most reported", "SELECT date, event_type, actor[1].name AS actor, recipient[1].name AS recipient, reports\nFROM merged_events ORDER BY reports DESC LIMIT 20"],
  ["who is quoted", "SELECT speaker[1].name AS speaker, count(*) AS statements\nFROM statements GROUP BY speaker ORDER BY statements DESC LIMIT 20"],
  ["tables", "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_catalog = 'store' ORDER BY ALL"],
];

export function SqlPage({ query }: PageProps): JSX.Element {
  const [text, setText] = useState(query.get("sql") ?? EXAMPLES[0]?.[1] ?? "");
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const run = () => {
    setBusy(true);
    go(withQuery(here().query, { sql: text }), { replace: true });
    send<Found>("POST", "/api/sql", { query: text }).then((answer) => { setFound(answer); setProblem(""); }, (error: unknown) => setProblem(error instanceof ApiError ? error.message : "could not be asked")).finally(() => setBusy(false));
  };
  const cell = (value: unknown) => (value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));
  return (
    <>
      <header class="page-head"><h1>SQL</h1><p class="hint">One SELECT, read-only, 1,000 rows, 10 seconds. The address keeps the query.</p></header>
      <p>{EXAMPLES.map(([name, sql]) => <button key={name} type="button" class="chip" onClick={() => setText(sql)}>{name}</button>)}</p>
      <form onSubmit={(event) => { event.preventDefault(); run(); }}>
        <label class="unseen" for="sql">Query</label>
        <textarea id="sql" class="sql" rows={8} spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); } }} />
        <p><button type="submit" class="accept" disabled={busy}>{busy ? "running …" : "run (Ctrl-Enter)"}</button></p>
      </form>
      {problem && <p class="problem" role="alert">{problem}</p>}
      {found && (
        <>
          <p class="hint" role="status">{plural(found.rows.length, "row")}{found.cut && ", cut at 1,000"} in {found.milliseconds} ms <button type="button" class="quiet" onClick={() => download("query.csv", "text/csv", csv(found.rows, found.columns.map((column, n) => ({ name: column.name, value: (row) => (typeof row[n] === "number" ? (row[n] as number) : cell(row[n])) }))))}>.csv</button></p>
          <div class="matrix" tabIndex={0} role="region" aria-label="Result"><table class="plain-table"><caption class="unseen">Result</caption><thead><tr>{found.columns.map((column) => <th key={column.name} scope="col" title={column.type}>{column.name}</th>)}</tr></thead><tbody>{found.rows.map((row, n) => <tr key={n}>{row.map((value, k) => <td key={k} class={typeof value === "number" ? "num" : ""}><bdi>{cell(value)}</bdi></td>)}</tr>)}</tbody></table></div>
        </>
      )}
    </>
  );
}
