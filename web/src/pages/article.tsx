import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApi } from "../api";
import { parties, typeName } from "../format";
import type { PageProps } from "../pages";
import { pieces } from "../sentence";
import type { Article, Mark, Role } from "../types";
import { EventTitle, Loaded, Panel, Parties, When } from "../ui";
import { WhyBlock } from "./event";

type Layer = "events" | "statements" | "meetings";
interface Spot { id: string; layer: Layer; start: number; end: number; role: Role; label: string }

export function ArticlePage({ part }: PageProps): JSX.Element {
  const asked = useApi<Article>(`/api/documents/${encodeURIComponent(part).replaceAll("%2F", "/")}`);
  return <Loaded asked={asked} lines={14}>{(data) => <Reading data={data} />}</Loaded>;
}

function spots(data: Article): Spot[] {
  const found: Spot[] = [];
  for (const event of data.events) {
    const label = `${typeName(event)}: ${parties(event.actor) || "somebody"}${event.recipient.length ? ` to ${parties(event.recipient)}` : ""}`;
    const add = (words: { start_char?: number; end_char?: number } | null, role: Role) => words && words.start_char !== undefined && words.end_char !== undefined && found.push({ id: event.id, layer: "events", start: words.start_char, end: words.end_char, role, label });
    add(event.trigger, "trigger");
    event.actor.forEach((one) => add(one, "actor"));
    event.recipient.forEach((one) => add(one, "recipient"));
    add(event.place, "place");
    add(event.timex, "timex");
  }
  for (const said of data.statements) {
    const label = `${said.quotation} statement of ${parties(said.speaker) || "somebody"}`;
    said.content.forEach((one) => found.push({ id: said.id, layer: "statements", start: one.start_char, end: one.end_char, role: "content", label }));
    if (said.cue) found.push({ id: said.id, layer: "statements", start: said.cue.start_char, end: said.cue.end_char, role: "cue", label });
    said.speaker.forEach((one) => one.start_char !== undefined && one.end_char !== undefined && found.push({ id: said.id, layer: "statements", start: one.start_char, end: one.end_char, role: "speaker", label }));
  }
  for (const one of data.occasions) found.push({ id: one.id, layer: "meetings", start: one.start_char, end: one.end_char, role: "cue", label: `${one.occasion_type}: ${one.status}` });
  return found;
}

function Reading({ data }: { data: Article }): JSX.Element {
  const [layers, setLayers] = useState<Layer[]>(["events"]);
  const [lit, setLit] = useState<string | null>(decodeURIComponent(window.location.hash.slice(1)) || null);
  const all = spots(data);
  const shown = all.filter((spot) => layers.includes(spot.layer) && (!lit || spot.id === lit || spot.role === "trigger" || spot.role === "content"));
  const marks: Mark[] = shown.map((spot) => ({ role: spot.role, start_char: spot.start, end_char: spot.end }));
  const cut = pieces(data.document.text, marks);
  useEffect(() => {
    if (!lit) return;
    document.querySelector(".article mark.lit")?.scrollIntoView({ block: "center" });
  }, [lit]);
  let at = 0;
  const chars = /[\ud800-\udfff]/.test(data.document.text) ? (text: string) => Array.from(text).length : (text: string) => text.length;
  const toggle = (layer: Layer) => setLayers((was) => (was.includes(layer) ? was.filter((one) => one !== layer) : [...was, layer]));
  const counts: Record<Layer, number> = { events: data.events.length, statements: data.statements.length, meetings: data.occasions.length };
  return (
    <div class="article-page">
      <article class="article" lang={data.document.language ?? "en"} dir="auto">
        <header>
          <p class="over">{data.document.publisher ?? "no publisher"} · <time>{data.document.published ?? "no day of publication"}</time></p>
          <h1><bdi>{data.document.title ?? data.document.id}</bdi></h1>
          <div class="layers" role="group" aria-label="Layers">{(Object.keys(counts) as Layer[]).map((layer) => <label key={layer}><input type="checkbox" checked={layers.includes(layer)} onChange={() => toggle(layer)} /> {counts[layer]} {layer}</label>)}</div>
        </header>
        <div class="text">{cut.map((piece, n) => {
          const start = at;
          at += chars(piece.text);
          const here = shown.filter((spot) => spot.start <= start && at <= spot.end);
          if (!here.length) return <span key={n}>{piece.text}</span>;
          const mine = here.find((spot) => spot.id === lit) ?? here[here.length - 1];
          return <mark key={n} class={`${here.map((spot) => `m-${spot.role}`).join(" ")} ${here.some((spot) => spot.id === lit) ? "lit" : ""}`} title={here.map((spot) => spot.label).join(" · ")} onClick={() => mine && setLit(mine.id)} onMouseEnter={() => mine && setLit(mine.id)}>{piece.text}</mark>;
        })}</div>
        <footer>
          <dl class="meta">
            <div><dt>id</dt><dd><code>{data.document.id}</code></dd></div>
            {data.document.url && /^https?:/.test(data.document.url) && <div><dt>source</dt><dd><a href={data.document.url} target="_blank" rel="noreferrer noopener">{new URL(data.document.url).host}</a></dd></div>}
            {data.document.origin && <div><dt>read from</dt><dd><code>{data.document.origin}</code></dd></div>}
            <div><dt>coded by</dt><dd>{data.document.coder}</dd></div>
            <div><dt>hash</dt><dd><code>{data.document.digest}</code></dd></div>
          </dl>
          {data.copies.length > 0 && <><h2>Copies of this report</h2><ul>{data.copies.map((copy) => <li key={copy.id}><a href={`/article/${encodeURIComponent(copy.id)}`}>{copy.title ?? copy.id}</a> {copy.publisher} {copy.published}</li>)}</ul></>}
          {data.issues.map((issue, n) => <p key={n} class="problem">{issue.kind}: {issue.message}</p>)}
        </footer>
      </article>
      <aside class="findings" aria-label="What was found in it">
        {!data.events.length && !data.statements.length && <p class="empty">Nothing was found in this report: no political event and no statement.</p>}
        {data.events.length > 0 && layers.includes("events") && (
          <Panel title={`Events (${data.events.length})`}><ol class="found">{data.events.map((event) => (
            <li key={event.id} class={event.id === lit ? "lit" : ""}>
              <button type="button" onClick={() => setLit(event.id === lit ? null : event.id)} aria-pressed={event.id === lit}><EventTitle row={event} /> <span>{event.trigger.text}</span></button>
              <p><Parties list={event.actor} none="somebody" />{event.recipient.length > 0 && <> → <Parties list={event.recipient} /></>} · <When date={event.date} /> · <a href={`/event/${event.id}`}>open</a></p>
              {event.id === lit && <WhyBlock id={event.id} />}
            </li>
          ))}</ol></Panel>
        )}
        {data.statements.length > 0 && layers.includes("statements") && (
          <Panel title={`Statements (${data.statements.length})`}><ol class="found">{data.statements.map((said) => (
            <li key={said.id} class={said.id === lit ? "lit" : ""}>
              <button type="button" onClick={() => setLit(said.id === lit ? null : said.id)} aria-pressed={said.id === lit}>{parties(said.speaker) || "somebody"} <small>{said.tone}, {said.quotation}</small></button>
              <p>{said.content.map((one) => one.text).join(" … ").slice(0, 140)}</p>
            </li>
          ))}</ol></Panel>
        )}
        {data.occasions.length > 0 && layers.includes("meetings") && (
          <Panel title="Meetings"><ol class="found">{data.occasions.map((one, n) => <li key={n} class={one.id === lit ? "lit" : ""}><button type="button" onClick={() => setLit(one.id)} aria-pressed={one.id === lit}>{one.occasion_type}: {one.status}</button><p>{one.text}</p></li>)}</ol></Panel>
        )}
      </aside>
    </div>
  );
}
