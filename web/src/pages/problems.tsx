import type { JSX } from "preact";
import { useApi } from "../api";
import { plural } from "../format";
import type { PageProps } from "../pages";
import { Exports, Loaded, Panel } from "../ui";

interface Issue { id: string; kind: string; severity: string; origin: string | null; document: string | null; message: string }
interface Issues { rows: Issue[]; counts: { kind: string; severity: string; count: number }[]; total: number }
interface Coverage { rows: { date: string; publisher: string; documents: number; events: number }[]; silent: { publisher: string; last: string; usual_gap: number }[] }

export function Problems({ query }: PageProps): JSX.Element {
  const kind = query.get("kind");
  const asked = useApi<Issues>(`/api/issues${kind ? `?kind=${encodeURIComponent(kind)}` : ""}`);
  const coverage = useApi<Coverage>("/api/coverage");
  return (
    <>
      <header class="page-head"><h1>Problems</h1><Exports path="/issues" forms={["csv", "json", "jsonl", "parquet"]} /></header>
      <Loaded asked={asked}>{(data) => data.total ? (
        <>
          <p role="status">{plural(data.total, "input")} could not be read as they were. {data.counts.map((one) => <a key={one.kind + one.severity} class="chip" href={`/problems?kind=${one.kind}`}>{one.kind}: {one.count}</a>)} {kind && <a href="/problems">all</a>}</p>
          <table class="plain-table"><caption class="unseen">Issues</caption><thead><tr><th scope="col">kind</th><th scope="col">input</th><th scope="col">what happened</th></tr></thead>
            <tbody>{data.rows.map((one) => <tr key={one.id}><th scope="row" class={one.severity}>{one.kind}</th><td><code>{one.origin ?? one.document}</code></td><td>{one.message}</td></tr>)}</tbody></table>
          <p class="hint">Mend the inputs and run the same command again; what was stored stays as it is.</p>
        </>
      ) : <div class="empty"><p><strong>No problems.</strong> Every input was read and coded.</p></div>}</Loaded>
      <Panel title="Documents by day and source" wide><Loaded asked={coverage}>{(data) => <Strip data={data} />}</Loaded></Panel>
    </>
  );
}

function Strip({ data }: { data: Coverage }): JSX.Element {
  const publishers = Array.from(new Set(data.rows.map((row) => row.publisher))).slice(0, 40);
  const months = Array.from(new Set(data.rows.map((row) => row.date.slice(0, 7)))).sort().slice(-36);
  const sum = new Map<string, number>();
  for (const row of data.rows) { const key = `${row.publisher}|${row.date.slice(0, 7)}`; sum.set(key, (sum.get(key) ?? 0) + row.documents); }
  const most = Math.max(1, ...sum.values());
  if (!months.length) return <p class="hint">No document has a day of publication.</p>;
  return (
    <>
      {data.silent.length > 0 && <p class="problem">Fallen silent: {data.silent.map((one) => `${one.publisher} (last ${one.last})`).join(", ")}</p>}
      <div class="matrix" tabIndex={0} role="region" aria-label="Documents by month and source">
        <table class="coverage"><caption class="unseen">Documents by month and source</caption><thead><tr><th scope="col">source</th>{months.map((one) => <th key={one} scope="col"><small>{one}</small></th>)}</tr></thead>
          <tbody>{publishers.map((publisher) => <tr key={publisher}><th scope="row">{publisher || "no publisher"}</th>{months.map((month) => { const n = sum.get(`${publisher}|${month}`) ?? 0; return <td key={month} class={`shade${n ? Math.ceil((5 * n) / most) : 0}`}>{n || ""}</td>; })}</tr>)}</tbody></table>
      </div>
    </>
  );
}
