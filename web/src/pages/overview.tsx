import type { JSX } from "preact";
import { useApi } from "../api";
import { apiQuery, pageLink } from "../filters";
import { count } from "../format";
import type { PageProps } from "../pages";
import { TimelineChart } from "../timeline";
import type { EventRow, MapData, Occasion, Page, Summary, Timeline, Trends } from "../types";
import { Bars, Empty, Loaded, Panel } from "../ui";
import { EventCard } from "./events";
import { StatusStrip } from "./occasions";

export function Overview({ query }: PageProps): JSX.Element {
  const summary = useApi<Summary>(`/api/summary${apiQuery(query)}`);
  const timeline = useApi<Timeline>(`/api/timeline${apiQuery(query)}`);
  const newest = useApi<Page<EventRow>>(`/api/events${apiQuery(query, { limit: 8 })}`);
  const map = useApi<MapData>(`/api/map${apiQuery(query)}`);
  const trends = useApi<Trends>(`/api/trends${apiQuery(query, { by: "dyad" })}`);
  const occasions = useApi<Page<Occasion>>("/api/occasions?limit=200");
  const changed = (occasions.data?.rows ?? []).filter((one) => one.history.length > 1).sort((a, b) => b.history.length - a.history.length).slice(0, 3);
  return (
    <>
      <h1 class="unseen">Overview</h1>
      <Loaded asked={summary} lines={1}>{(data) => (
        <dl class="numbers">
          <div><dt>events</dt><dd><a href={pageLink("/events", query)}>{count(data.events)}</a></dd></div>
          <div><dt>statements</dt><dd><a href="/statements">{count(data.statements)}</a></dd></div>
          <div><dt>meetings followed</dt><dd><a href="/occasions">{count(data.occasions)}</a></dd></div>
          <div><dt>documents read, {count(data.without_events)} without an event</dt><dd>{count(data.documents)}</dd></div>
        </dl>
      )}</Loaded>
      <Panel title="Over time" wide><Loaded asked={timeline}>{(data) => (data.rows.length ? <TimelineChart data={data} /> : <Empty what="dated events" />)}</Loaded></Panel>
      <div class="columns">
        <Panel title="Newest events" actions={<a href={pageLink("/events", query)}>all events</a>}>
          <Loaded asked={newest} lines={8}>{(data) => (data.rows.length ? <ul class="cards">{data.rows.map((row) => <li key={row.id}><EventCard row={row} /></li>)}</ul> : <Empty what="events" />)}</Loaded>
        </Panel>
        <div class="stack">
          {changed.length > 0 && (
            <Panel title="Meetings that changed" actions={<a href="/occasions">all meetings</a>}>
              <ul class="strips">{changed.map((one) => <li key={one.id}><StatusStrip occasion={one} /></li>)}</ul>
            </Panel>
          )}
          <Panel title="Where" actions={<a href={pageLink("/map", query)}>map</a>}>
            <Loaded asked={map}>{(data) => (data.countries.length ? <Bars label="country" rows={data.countries.slice(0, 10).map((row) => ({ key: row.code, label: row.name ?? row.code, count: row.count }))} link={(code) => pageLink("/events", new URLSearchParams({ country: code }))} /> : <Empty what="places" />)}</Loaded>
          </Panel>
          <Panel title="Changed most" actions={<a href={pageLink("/trends", query)}>trends</a>}>
            <Loaded asked={trends}>{(data) => (data.rows.length ? (
              <table class="plain-table"><caption class="unseen">What changed most against the usual</caption><thead><tr><th scope="col">pair</th><th scope="col">now</th><th scope="col">usual</th></tr></thead>
                <tbody>{data.rows.slice(0, 6).map((row) => <tr key={row.key}><th scope="row">{row.label}</th><td>{row.count}</td><td>{row.usual}</td></tr>)}</tbody></table>
            ) : <p class="hint">Nothing has enough events in the last four weeks to be a trend.</p>)}</Loaded>
          </Panel>
        </div>
      </div>
    </>
  );
}
