import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApi } from "../api";
import { addDays, parties, placeName, plural } from "../format";
import type { PageProps } from "../pages";
import { go, here, withQuery } from "../router";
import type { Occasion, Page } from "../types";
import { Empty, Exports, Loaded, Parties, When } from "../ui";

const STATUSES = ["proposed", "scheduled", "postponed", "rescheduled", "cancelled", "revived", "held", "denied"];
const SIGNS: Record<string, string> = { proposed: "◌", scheduled: "●", postponed: "◑", rescheduled: "↻", cancelled: "✕", revived: "↑", held: "■", denied: "⊘" };
const TYPES = ["summit", "visit", "talks", "meeting", "signing", "exercise", "vote", "deadline"];
const FIELDS = ["status", "participant", "type", "since", "until", "country", "contested"];

function occasionQuery(query: URLSearchParams, more: Record<string, string> = {}): string {
  const made = new URLSearchParams();
  for (const name of FIELDS) { const value = query.get(name); if (value) made.set(name, value); }
  for (const [name, value] of Object.entries(more)) made.set(name, value);
  const text = made.toString();
  return text ? `?${text}` : "";
}

export function Occasions({ query }: PageProps): JSX.Element {
  const asked = useApi<Page<Occasion>>(`/api/occasions${occasionQuery(query, { limit: "500" })}`);
  const look = query.get("look") ?? "list";
  const set = (name: string) => (event: Event) => go(withQuery(here().query, { [name]: (event.currentTarget as HTMLInputElement).value || null }));
  const last = asked.data?.rows.reduce((day, one) => (one.last_report && one.last_report > day ? one.last_report : day), "") ?? "";
  return (
    <>
      <header class="page-head"><h1>Meetings and other occasions</h1>
        <Exports path={`/occasions${occasionQuery(query)}`} forms={["ics", "csv", "json", "parquet", "geojson", "rss"]} />
      </header>
      <form class="ask" onSubmit={(event) => event.preventDefault()} aria-label="Occasions">
        <label>status <select value={query.get("status") ?? ""} onChange={set("status")}><option value="">any</option>{STATUSES.map((one) => <option key={one}>{one}</option>)}</select></label>
        <label>kind <select value={query.get("type") ?? ""} onChange={set("type")}><option value="">any</option>{TYPES.map((one) => <option key={one}>{one}</option>)}</select></label>
        <label>who <input type="search" value={query.get("participant") ?? ""} onChange={set("participant")} placeholder="KEN, Kim …" /></label>
        <label>changed from <input type="date" value={query.get("since") ?? ""} onChange={set("since")} /></label>
        <label>to <input type="date" value={query.get("until") ?? ""} onChange={set("until")} /></label>
        {last && <a class="chip" href={withQuery(query, { status: "cancelled", since: addDays(last, -7), until: last })}>cancelled in the last 7 days</a>}
        <div class="switch" role="group" aria-label="look">{["list", "calendar"].map((one) => <a key={one} href={withQuery(query, { look: one === "list" ? null : one })} aria-current={one === look ? "true" : undefined}>{one}</a>)}</div>
      </form>
      <p class="legend statuses">{STATUSES.map((one) => <span key={one} class={`status ${one}`}><span aria-hidden="true">{SIGNS[one]}</span> {one}</span>)}</p>
      <Loaded asked={asked} lines={10}>{(data) => data.rows.length ? (
        <>
          <p class="hint" role="status" aria-live="polite">{plural(data.total ?? 0, "occasion")}</p>
          {look === "calendar" ? <Calendar rows={data.rows} month={query.get("month")} /> : <ul class="strips">{data.rows.map((one) => <li key={one.id} id={one.id}><StatusStrip occasion={one} full /></li>)}</ul>}
        </>
      ) : <Empty what="occasions" />}</Loaded>
    </>
  );
}

/** The life of a meeting as a row of dots, each a sentence. */
export function StatusStrip({ occasion, full }: { occasion: Occasion; full?: boolean }): JSX.Element {
  const [open, setOpen] = useState<number | null>(null);
  const entry = open === null ? null : occasion.history[open];
  return (
    <article class="strip">
      <header>
        <strong class={`status ${occasion.status}`}><span aria-hidden="true">{SIGNS[occasion.status]}</span> {occasion.status}</strong>
        <span>{occasion.number ? `round ${occasion.number} of ` : ""}{occasion.occasion_type}</span> <When date={occasion.date} end={occasion.end_date} />{occasion.place && <span> in {placeName(occasion.place)}</span>}
        {occasion.contested && <small class="contested">the sides differ</small>}
      </header>
      <p class="who">{full ? <Parties list={occasion.participant} none="nobody named" /> : parties(occasion.participant)}</p>
      <ol class="dots" aria-label={`History: ${occasion.history.map((one) => `${one.status} ${one.date ?? ""}`).join(", ")}`}>
        {occasion.history.map((one, n) => (
          <li key={n}><button type="button" class={`status ${one.status}`} aria-expanded={open === n} onClick={() => setOpen(open === n ? null : n)} title={`${one.status}, ${one.date ?? "no day"}`}><span aria-hidden="true">{SIGNS[one.status]}</span><span class="unseen">{one.status}</span><small>{one.date ?? "?"}</small></button></li>
        ))}
      </ol>
      {entry && (
        <div class="entry">
          <p><b>{entry.status}</b>{entry.date && ` on ${entry.date}`}{entry.said_by.length > 0 && <>, says <Parties list={entry.said_by} /></>}{entry.new_date && entry.old_date && ` · ${entry.old_date} → ${entry.new_date}`}{entry.new_place && entry.old_place && ` · ${entry.old_place} → ${entry.new_place}`}</p>
          <p class="read"><bdi>{entry.text}</bdi></p>
          <p class="source"><a href={`/article/${encodeURIComponent(entry.document)}#${entry.event ?? occasion.id}`}>{entry.document}</a>{entry.event && <> · <a href={`/event/${entry.event}`}>the event</a></>}</p>
        </div>
      )}
    </article>
  );
}

function Calendar({ rows, month }: { rows: Occasion[]; month: string | null }): JSX.Element {
  const dated = rows.filter((one) => one.date && one.date.length === 10);
  const shown = month ?? dated[0]?.date?.slice(0, 7) ?? new Date().toISOString().slice(0, 7);
  const [year = 2000, number = 1] = shown.split("-").map(Number);
  const first = new Date(Date.UTC(year, number - 1, 1));
  const lead = (first.getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const move = (step: number) => withQuery(here().query, { month: new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7) });
  const months = Array.from(new Set(dated.map((one) => one.date?.slice(0, 7) ?? ""))).sort();
  const weeks = Array.from({ length: Math.ceil((lead + days) / 7) }, (_, week) => Array.from({ length: 7 }, (_, n) => week * 7 + n - lead + 1));
  return (
    <section aria-label="Calendar">
      <p class="calendar-head"><a href={move(-1)} aria-label="month before">←</a> <strong>{shown}</strong> <a href={move(1)} aria-label="month after">→</a> <label>go to <select value={shown} onChange={(event) => go(withQuery(here().query, { month: event.currentTarget.value }))}>{!months.includes(shown) && <option>{shown}</option>}{months.map((one) => <option key={one}>{one}</option>)}</select></label></p>
      <table class="calendar"><caption class="unseen">Occasions in {shown}</caption>
        <thead><tr>{["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map((one) => <th key={one} scope="col">{one}</th>)}</tr></thead>
        <tbody>{weeks.map((week, n) => <tr key={n}>{week.map((day) => {
          const date = day >= 1 && day <= days ? `${shown}-${String(day).padStart(2, "0")}` : "";
          const here_ = date ? dated.filter((one) => (one.date ?? "") <= date && date <= (one.end_date ?? one.date ?? "")) : [];
          return <td key={day} class={date ? "" : "out"}>{date && <time dateTime={date}>{day}</time>}{here_.map((one) => <a key={one.id} class={`status ${one.status}`} href={`/event/${one.mention[0] ?? ""}`} title={`${one.status}: ${one.occasion_type} of ${parties(one.participant)}`}><span aria-hidden="true">{SIGNS[one.status]}</span> {one.occasion_type} <small>{one.participant.map((party) => party.code ?? party.name).join(" ")}</small></a>)}</td>;
        })}</tr>)}</tbody>
      </table>
    </section>
  );
}
