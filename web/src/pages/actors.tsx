import type { JSX } from "preact";
import { useApi } from "../api";
import { apiQuery, pageLink } from "../filters";
import { count, score } from "../format";
import type { PageProps } from "../pages";
import { go, here, withQuery } from "../router";
import { ScoreChart } from "../timeline";
import type { Dyad, Entity, EntityRow, Page, Score } from "../types";
import { Bars, Empty, Exports, Loaded, Panel } from "../ui";
import { StatusStrip } from "./occasions";
import { StatementCard } from "./statements";

export function Actors({ query }: PageProps): JSX.Element {
  const name = query.get("name") ?? "";
  const asked = useApi<Page<EntityRow>>(`/api/entities?limit=60${name ? `&q=${encodeURIComponent(name)}` : ""}`);
  const dyads = useApi<{ rows: Dyad[] }>(`/api/dyads${apiQuery(query, { limit: 60 })}`);
  const pair = query.get("pair")?.split("|");
  return (
    <>
      <header class="page-head"><h1>Actors and pairs</h1><Exports path={`/dyads${apiQuery(query)}`} forms={["csv", "json", "parquet"]} /></header>
      {pair?.[0] && pair[1] && <DyadPanel one={pair[0]} other={pair[1]} query={query} />}
      <div class="columns">
        <Panel title="Who acts on whom">
          <Loaded asked={dyads} lines={10}>{(data) => data.rows.length ? (
            <table class="plain-table"><caption class="unseen">Pairs with counts and mean scores</caption>
              <thead><tr><th scope="col">actor</th><th scope="col">recipient</th><th scope="col" class="num">events</th><th scope="col" class="num">score</th><th scope="col">cooperation and conflict</th></tr></thead>
              <tbody>{data.rows.map((row) => (
                <tr key={`${row.actor}|${row.recipient}`}>
                  <th scope="row"><a href={`/actor/${row.actor}`}>{row.actor_name}</a></th><td><a href={`/actor/${row.recipient}`}>{row.recipient_name}</a></td>
                  <td class="num"><a href={pageLink("/events", new URLSearchParams({ actor: row.actor, recipient: row.recipient }))}>{count(row.count)}</a></td>
                  <td class="num">{score(row.score)}</td><td><a class="quiet-link" href={`/actors?pair=${row.actor}|${row.recipient}`} aria-label={`${row.actor_name} and ${row.recipient_name} over time`}><Balance good={row.cooperation} bad={row.conflict} /></a></td>
                </tr>
              ))}</tbody>
            </table>
          ) : <Empty what="pairs" />}</Loaded>
        </Panel>
        <Panel title="Known actors">
          <form role="search" class="inline" onSubmit={(event) => event.preventDefault()}><input type="search" aria-label="Name of an actor" placeholder="part of a name" value={name} onChange={(event) => go(withQuery(here().query, { name: event.currentTarget.value || null }))} /></form>
          <Loaded asked={asked} lines={10}>{(data) => data.rows.length ? <Bars label="actor" rows={data.rows.map((row) => ({ key: row.entity, label: `${row.name}${row.code ? ` (${row.code})` : ""}`, count: row.events }))} link={(id) => `/actor/${encodeURIComponent(id)}`} /> : <Empty what="actors" />}</Loaded>
        </Panel>
      </div>
    </>
  );
}

export function Balance({ good, bad }: { good: number; bad: number }): JSX.Element {
  const all = Math.max(1, good + bad);
  return <svg class="balance" width="96" height="12" role="img" aria-label={`${good} cooperation, ${bad} conflict`}><rect class="bar q2" x="0" y="1" width={(96 * good) / all} height="10" /><rect class="bar q4" x={(96 * good) / all} y="1" width={(96 * bad) / all} height="10" /></svg>;
}

interface Both { actor_name: string; recipient_name: string; there: Score[]; back: Score[] }
function DyadPanel({ one, other, query }: { one: string; other: string; query: URLSearchParams }): JSX.Element {
  const asked = useApi<Both>(`/api/dyads/${encodeURIComponent(one)}/${encodeURIComponent(other)}${apiQuery(query)}`);
  return (
    <Loaded asked={asked}>{(data) => (
      <Panel title={`${data.actor_name} and ${data.recipient_name}`} wide>
        <ScoreChart title="Mean score by month" series={[{ name: `${data.actor_name} to ${data.recipient_name}`, rows: data.there }, { name: `${data.recipient_name} to ${data.actor_name}`, rows: data.back }]} />
      </Panel>
    )}</Loaded>
  );
}

export function ActorPage({ part }: PageProps): JSX.Element {
  const asked = useApi<Entity>(`/api/entities/${encodeURIComponent(part)}`);
  return (
    <Loaded asked={asked} lines={12}>{(data) => {
      const id = data.entity ?? part;
      return (
        <>
          <header class="page-head"><h1><bdi>{data.name}</bdi></h1>{data.code && <span class="code">{data.code}{data.code_name && data.code_name !== data.name && ` · ${data.code_name}`}</span>}
            <a href={pageLink("/events", new URLSearchParams({ party: id }))}>{count(data.events)} events</a><a href={`/compare?a=${encodeURIComponent(`party=${id}`)}`}>compare</a></header>
          {data.timeline.length > 0 && <Panel title="Activity" wide><ScoreChart title={`Mean score of events with ${data.name}, by month`} series={[{ name: data.name, rows: data.timeline }]} /></Panel>}
          <div class="columns">
            <div class="stack">
              <Panel title="Partners">{data.partners.length ? (
                <table class="plain-table"><caption class="unseen">Partners</caption><thead><tr><th scope="col">partner</th><th scope="col" class="num">events</th><th scope="col" class="num">score</th></tr></thead>
                  <tbody>{data.partners.map((row) => <tr key={row.entity}><th scope="row"><a href={`/actor/${encodeURIComponent(row.entity)}`}>{row.name}</a>{row.code && <small class="code">{row.code}</small>}</th><td class="num">{row.events}</td><td class="num">{score(row.score)}</td></tr>)}</tbody></table>
              ) : <p class="hint">No event has another known party.</p>}</Panel>
              <Panel title="Named as"><ul class="names">{data.names.map((one) => <li key={one.text}><bdi>{one.text}</bdi> <small>{one.count}</small></li>)}</ul></Panel>
              {data.occasions.length > 0 && <Panel title="Meetings"><ul class="strips">{data.occasions.slice(0, 6).map((one) => <li key={one.id}><StatusStrip occasion={one} /></li>)}</ul></Panel>}
            </div>
            <div class="stack">
              <Panel title="Said by" actions={<a href={`/statements?speaker=${encodeURIComponent(id)}`}>all</a>}>{data.quotes_by.length ? <ul class="quotes">{data.quotes_by.slice(0, 6).map((row) => <li key={row.id}><StatementCard row={row} /></li>)}</ul> : <p class="hint">Nothing is quoted.</p>}</Panel>
              <Panel title="Said about" actions={<a href={`/statements?about=${encodeURIComponent(id)}`}>all</a>}>{data.quotes_about.length ? <ul class="quotes">{data.quotes_about.slice(0, 6).map((row) => <li key={row.id}><StatementCard row={row} /></li>)}</ul> : <p class="hint">Nobody is quoted about it.</p>}</Panel>
            </div>
          </div>
        </>
      );
    }}</Loaded>
  );
}
