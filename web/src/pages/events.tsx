import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send, useApi } from "../api";
import { apiQuery, pageLink } from "../filters";
import { percent, score } from "../format";
import type { PageProps } from "../pages";
import { go, here, withQuery } from "../router";
import { Legend, Marked } from "../sentence";
import { TimelineChart } from "../timeline";
import type { EventRow, Page, Timeline } from "../types";
import { Empty, EventTitle, Exports, Loaded, Pages, Parties, ReviewDot, When, Where, useKeys, useSelected } from "../ui";

const SORTS = { "-date": "newest first", date: "oldest first", "-reports": "most reported", confidence: "least certain" };

export function Events({ query }: PageProps): JSX.Element {
  const sort = query.get("sort") ?? "-date";
  const cursor = query.get("cursor");
  const path = `/api/events${apiQuery(query, { sort, cursor, limit: 50 })}`;
  const page = useApi<Page<EventRow>>(path);
  const timeline = useApi<Timeline>(`/api/timeline${apiQuery(query)}`);
  const rows = page.data?.rows ?? [];
  const [at, move] = useSelected(rows.length);
  const [chosen, setChosen] = useState<string[]>([]);
  const toggle = (id: string) => setChosen((was) => (was.includes(id) ? was.filter((one) => one !== id) : [...was, id]));
  useKeys({
    j: () => move(at + 1), k: () => move(at - 1), Enter: () => { const row = rows[at]; if (row) go(`/event/${row.id}`); }, x: () => { const row = rows[at]; if (row) toggle(row.id); },
  });
  return (
    <>
      <header class="page-head">
        <h1>Events</h1>
        <label>sort <select value={sort} onChange={(event) => go(withQuery(here().query, { sort: event.currentTarget.value, cursor: null }))}>{Object.entries(SORTS).map(([value, name]) => <option key={value} value={value}>{name}</option>)}</select></label>
        <Exports path={`/events${apiQuery(query, { sort })}`} forms={["csv", "json", "jsonl", "parquet", "geojson", "rss"]} />
        <SaveSearch />
      </header>
      {timeline.data && timeline.data.rows.length > 1 && <TimelineChart data={timeline.data} high={110} />}
      <Legend roles={["actor", "trigger", "recipient", "place", "timex"]} />
      {chosen.length > 0 && <p class="selection" role="status">{chosen.length} selected: <a href={`/review?items=${chosen.join(",")}`}>review them</a> <button type="button" class="quiet" onClick={() => setChosen([])}>none</button></p>}
      <Loaded asked={page} lines={12}>{(data) => data.rows.length ? (
        <>
          <table class="events">
            <caption class="unseen">Events, {SORTS[sort as keyof typeof SORTS] ?? sort}</caption>
            <thead><tr><th scope="col">date</th><th scope="col">who did what to whom</th><th scope="col">where</th><th scope="col" class="num">reports</th><th scope="col" class="num">score</th><th scope="col" class="num">sure</th><th scope="col"><span class="unseen">review</span></th></tr></thead>
            {data.rows.map((row, n) => (
              <tbody key={row.id} class={`${n === at ? "at" : ""} ${chosen.includes(row.id) ? "chosen" : ""}`} data-at={n}>
                <tr>
                  <th scope="row"><a href={`/event/${row.id}`}><When date={row.date} end={row.end_date} /></a></th>
                  <td><Parties list={row.actor} none="somebody" /> <EventTitle row={row} /> {row.recipient.length > 0 && <Parties list={row.recipient} />}{row.auxiliary.map((one) => <small key={one} class={`aux ${one}`}>{one}</small>)}</td>
                  <td><Where place={row.place} /></td>
                  <td class="num">{row.reports}</td><td class="num">{score(row.event_scale)}</td><td class="num">{percent(row.confidence)}</td>
                  <td><ReviewDot state={row.review} /></td>
                </tr>
                <tr class="said"><td /><td colSpan={6}>{row.sentence && <a class="quiet-link" href={`/article/${encodeURIComponent(row.document)}#${row.mention[0]}`} aria-label="open the article here">❡</a>} {row.sentence && <Marked sentence={row.sentence} />} {row.publisher && <small class="source">{row.publisher}</small>}</td></tr>
              </tbody>
            ))}
          </table>
          <Pages previous={cursor ? withQuery(query, { cursor: null }) : null} next={data.next ? withQuery(query, { cursor: data.next }) : null} />
        </>
      ) : <Empty what="events" />}</Loaded>
    </>
  );
}

function SaveSearch(): JSX.Element {
  const [said, setSaid] = useState("");
  return (
    <form class="save" onSubmit={(event) => {
      event.preventDefault();
      const form = event.currentTarget;
      const name = (new FormData(form).get("name") as string).trim();
      if (!name) return;
      void send("POST", "/api/searches", { name, path: pageLink("/events", here().query) }).then(() => { setSaid(`kept as ${name}`); form.reset(); }, () => setSaid("could not be kept"));
    }}>
      <input name="name" aria-label="Name of this search" placeholder="keep this search as …" maxLength={120} /><button type="submit" class="quiet">keep</button><span role="status">{said}</span>
    </form>
  );
}

export function EventCard({ row }: { row: EventRow }): JSX.Element {
  return (
    <article class="card">
      <header><a href={`/event/${row.id}`}><When date={row.date} end={row.end_date} /></a> <EventTitle row={row} /> <ReviewDot state={row.review} /></header>
      <p class="who"><Parties list={row.actor} none="somebody" />{row.recipient.length > 0 && <> <span aria-hidden="true">→</span><span class="unseen">to</span> <Parties list={row.recipient} /></>}{row.place && <> · <Where place={row.place} /></>}</p>
      {row.sentence && <p class="read"><Marked sentence={row.sentence} /></p>}
      <p class="source"><a href={`/article/${encodeURIComponent(row.document)}#${row.mention[0]}`}>{row.title ?? row.document}</a>{row.publisher && ` · ${row.publisher}`}{row.reports > 1 && ` · ${row.reports} reports`}</p>
    </article>
  );
}
