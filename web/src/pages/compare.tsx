import type { JSX } from "preact";
import { useApi } from "../api";
import { count, plural } from "../format";
import type { PageProps } from "../pages";
import { go, here, withQuery } from "../router";
import { ScoreChart, TimelineChart } from "../timeline";
import type { Bar, Facet, Score, Summary } from "../types";
import { Bars, Loaded, Panel } from "../ui";

interface Side { summary: Summary; timeline: Bar[]; scores: Score[]; types: Facet[]; actors: Facet[]; recipients: Facet[] }
interface Compared { bin: "day" | "week" | "month" | "year"; a: Side; b: Side }

export function Compare({ query }: PageProps): JSX.Element {
  const a = query.get("a") ?? "", b = query.get("b") ?? "";
  const asked = useApi<Compared>(`/api/compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`);
  return (
    <>
      <header class="page-head"><h1>Compare two questions</h1></header>
      <div class="columns even">{(["a", "b"] as const).map((side) => <Question key={side} side={side} value={side === "a" ? a : b} />)}</div>
      <Loaded asked={asked} lines={10}>{(data) => (
        <>
          <p class="hint" role="status">{plural(data.a.summary.events, "event")} against {count(data.b.summary.events)}</p>
          <div class="columns even">{(["a", "b"] as const).map((side) => <Panel key={side} title={`${side.toUpperCase()} over time`}><TimelineChart data={{ bin: data.bin, by: "quad", unit: "events", rows: data[side].timeline }} /></Panel>)}</div>
          <Panel title="Mean score" wide><ScoreChart title={`Mean score by ${data.bin}`} series={[{ name: "A", rows: data.a.scores }, { name: "B", rows: data.b.scores }]} /></Panel>
          <div class="columns even">{(["a", "b"] as const).map((side) => {
            const most = Math.max(1, ...data.a.types.map((one) => one.count), ...data.b.types.map((one) => one.count));
            return <Panel key={side} title={`${side.toUpperCase()}: types`}><Bars label="type" max={most} rows={data[side].types.slice(0, 16).map((one) => ({ key: String(one.value), label: String(one.value), count: one.count }))} /></Panel>;
          })}</div>
        </>
      )}</Loaded>
    </>
  );
}

const ASKED = ["actor", "recipient", "party", "type", "country", "since", "until", "q"];
function Question({ side, value }: { side: "a" | "b"; value: string }): JSX.Element {
  const now = new URLSearchParams(value);
  return (
    <form class="ask question" aria-label={`Question ${side.toUpperCase()}`} onSubmit={(event) => event.preventDefault()}>
      <strong>{side.toUpperCase()}</strong>
      {ASKED.map((name) => <label key={name}>{name} <input type={name === "since" || name === "until" ? "date" : "search"} value={now.get(name) ?? ""} onChange={(event) => {
        const made = new URLSearchParams(value);
        if (event.currentTarget.value) made.set(name, event.currentTarget.value); else made.delete(name);
        go(withQuery(here().query, { [side]: made.toString() }));
      }} /></label>)}
    </form>
  );
}
