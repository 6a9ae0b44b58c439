import type { JSX } from "preact";
import { useApi } from "../api";
import { apiQuery, pageLink } from "../filters";
import { plural } from "../format";
import type { PageProps } from "../pages";
import { go, here, withQuery } from "../router";
import type { Trends } from "../types";
import { Loaded, Panel } from "../ui";

export function TrendsPage({ query }: PageProps): JSX.Element {
  const by = query.get("by") ?? "dyad";
  const weeks = query.get("weeks") ?? "4";
  const asked = useApi<Trends>(`/api/trends${apiQuery(query, { by, weeks })}`);
  const searches = useApi<{ rows: { name: string; path: string; feed: string }[] }>("/api/searches");
  const link = (key: string) => {
    const [one = "", other = ""] = key.split("→");
    return pageLink("/events", new URLSearchParams(by === "dyad" ? { actor: one, recipient: other } : by === "actor" ? { party: one } : { type: one }));
  };
  return (
    <>
      <header class="page-head"><h1>What changed most</h1>
        <div class="switch" role="group" aria-label="by">{["dyad", "actor", "type"].map((one) => <a key={one} href={withQuery(query, { by: one === "dyad" ? null : one })} aria-current={one === by ? "true" : undefined}>{one}</a>)}</div>
        <label>last <select value={weeks} onChange={(event) => go(withQuery(here().query, { weeks: event.currentTarget.value }))}>{[1, 4, 13, 26, 52].map((one) => <option key={one} value={one}>{plural(one, "week")}</option>)}</select></label>
      </header>
      <Loaded asked={asked} lines={8}>{(data) => (
        <>
          {data.window && <p class="hint">{data.window.since} to {data.window.until}, against the 52 weeks before. "Usual" is the mean of as many weeks; a count outside the interval would come about in one case in twenty or less if nothing had changed. Fewer than five events in both are no trend.</p>}
          {data.rows.length ? (
            <table class="plain-table trends"><caption class="unseen">Changes against the usual</caption>
              <thead><tr><th scope="col">{by}</th><th scope="col" class="num">now</th><th scope="col" class="num">usual</th><th scope="col">interval</th><th scope="col">in words</th></tr></thead>
              <tbody>{data.rows.map((row) => {
                const top = Math.max(row.count, row.high, 1);
                return <tr key={row.key}><th scope="row"><a href={link(row.key)}>{row.label}</a></th><td class="num">{row.count}</td><td class="num">{row.usual}</td>
                  <td><svg class="interval" width="140" height="16" role="img" aria-label={`usual ${row.low} to ${row.high}, now ${row.count}`}><rect x={(130 * row.low) / top} y="5" width={Math.max(2, (130 * (row.high - row.low)) / top)} height="6" /><circle cx={Math.min(134, 4 + (130 * row.count) / top)} cy="8" r="4" class={row.note === "as usual" ? "" : "out"} /></svg></td><td>{row.note}</td></tr>;
              })}</tbody></table>
          ) : <div class="empty"><p><strong>No trend.</strong> Nothing has five events in these weeks or in the usual ones. Take more weeks, or fewer filters.</p></div>}
          <div class="columns">
            <Panel title="Not seen before">{data.new.length ? <ul class="names">{data.new.map((one) => <li key={one.entity}>◆ <a href={`/actor/${encodeURIComponent(one.entity)}`}>{one.name}</a> <small>{one.code} · {plural(one.count, "event")} since {one.first}</small></li>)}</ul> : <p class="hint">No new actor with two events or more.</p>}</Panel>
            <Panel title="Kept searches"><Loaded asked={searches} lines={1}>{(found) => found.rows.length ? <ul class="names">{found.rows.map((one) => <li key={one.name}><a href={one.path}>{one.name}</a> <a href={one.feed} download>feed</a></li>)}</ul> : <p class="hint">Keep a search on the events page; it becomes a feed.</p>}</Loaded></Panel>
          </div>
        </>
      )}</Loaded>
    </>
  );
}
