import type { JSX } from "preact";
import { useApi } from "../api";
import { percent, score, sentenceOf } from "../format";
import type { PageProps } from "../pages";
import { Legend, Marked } from "../sentence";
import type { EventDetail, Mention, Why } from "../types";
import { EventTitle, Loaded, Panel, Parties, ReviewDot, When, Where } from "../ui";
import { EventCard } from "./events";
import { Judge } from "./review";

export function EventPage({ part, query }: PageProps): JSX.Element {
  const view = query.get("view") ?? "corrected";
  const asked = useApi<EventDetail>(`/api/events/${encodeURIComponent(part)}?view=${view}`);
  return (
    <Loaded asked={asked} lines={10}>{(event) => (
      <div class="event-page">
        <header class="event-head">
          <p class="over"><EventTitle row={event} /> {event.auxiliary.map((one) => <small key={one} class={`aux ${one}`}>{one}</small>)} <ReviewDot state={event.review} /></p>
          <h1>{sentenceOf(event)}</h1>
          {event.sentence && <p class="lead"><Marked sentence={event.sentence} /></p>}
          <Legend roles={["actor", "trigger", "recipient", "place", "timex"]} />
        </header>
        <div class="columns">
          <div class="stack">
            <Panel title="Fields">
              <table class="fields"><caption class="unseen">Fields of the event</caption><tbody>
                <tr><th scope="row">date</th><td><When date={event.date} end={event.end_date} /> <small>{{ timex: "told in words", narrative: "from the telling", publication: "day of the report" }[event.date_basis ?? ""] ?? "not told"}</small></td></tr>
                <tr><th scope="row">actor</th><td><Parties list={event.actor} /></td></tr>
                <tr><th scope="row">recipient</th><td><Parties list={event.recipient} /></td></tr>
                <tr><th scope="row">type</th><td>{event.event_type}{event.mode.length > 0 && ` / ${event.mode.join(", ")}`}</td></tr>
                <tr><th scope="row">context</th><td>{event.context.map((one) => one.replaceAll("_", " ")).join(", ") || "–"}</td></tr>
                <tr><th scope="row">place</th><td>{event.place ? <><Where place={event.place} /> {event.place.precision && <small>{event.place.precision}</small>}</> : "–"}</td></tr>
                <tr><th scope="row">score</th><td>{score(event.event_scale)}</td></tr>
                <tr><th scope="row">confidence</th><td>{percent(event.confidence)}</td></tr>
                <tr><th scope="row">reports</th><td>{event.reports} ({event.independent_reports} independent, {event.publishers} publishers)</td></tr>
                {event.disagreement.map((claim, n) => <tr key={n} class="claim"><th scope="row">but {claim.field.replace("_", " ")}</th><td>{claim.value} <small>say {claim.reports}</small></td></tr>)}
              </tbody></table>
              <p class="links"><a href={`/api/events/${event.id}`} target="_blank" rel="noreferrer">JSON</a> · <code>dotterel explain STORE {event.id}</code></p>
            </Panel>
            <Panel title="Judge"><Judge row={event} /></Panel>
            {event.reviews.length > 0 && <Panel title="Decisions"><ul class="log">{event.reviews.map((one) => <li key={one.number} class={one.undone ? "undone" : ""}>{one.at.slice(0, 16).replace("T", " ")} <b>{one.reviewer}</b> {one.decision}{one.why && <>: <q>{one.why}</q></>}{one.undone && " (undone)"}</li>)}</ul></Panel>}
          </div>
          <div class="stack">
            <Panel title={event.mentions.length > 1 ? `${event.mentions.length} mentions` : "The report"}>
              {event.mentions.map((mention) => <MentionBlock key={mention.id} mention={mention} open={event.mentions.length === 1} />)}
              {event.why.length > 0 && (
                <details class="ties"><summary>Why these are one event</summary>
                  {event.why.map((tie) => <table key={tie.one + tie.other}><caption>{tie.one} and {tie.other}: weight {tie.weight}</caption><tbody>{tie.reasons.map((reason, n) => <tr key={n}><th scope="row">{reason.feature}</th><td>{reason.found}</td><td class="num">{score(reason.weight)}</td></tr>)}</tbody></table>)}
                </details>
              )}
            </Panel>
            {event.neighbours.length > 0 && <Panel title="Nearest between the same two"><ul class="cards small">{event.neighbours.slice(0, 5).map((row) => <li key={row.id}><EventCard row={row} /></li>)}</ul></Panel>}
          </div>
        </div>
      </div>
    )}</Loaded>
  );
}

function MentionBlock({ mention, open }: { mention: Mention; open: boolean }): JSX.Element {
  return (
    <div class="mention" id={mention.id}>
      <p class="read"><Marked sentence={mention.sentence} /></p>
      <p class="source"><a href={`/article/${encodeURIComponent(mention.document)}#${mention.id}`}>{mention.title ?? mention.document}</a>{mention.publisher && ` · ${mention.publisher}`}{mention.published && ` · ${mention.published}`}{mention.copy_of && <> · copy of <a href={`/article/${encodeURIComponent(mention.copy_of)}`}>{mention.copy_of}</a></>}{mention.url && /^https?:/.test(mention.url) && <> · <a href={`${mention.url}#:~:text=${encodeURIComponent(mention.sentence.text.slice(0, 80))}`} target="_blank" rel="noreferrer noopener">at the source</a></>}</p>
      <WhyBlock id={mention.id} open={open} />
    </div>
  );
}

export function WhyBlock({ id, open = false }: { id: string; open?: boolean }): JSX.Element {
  return (
    <details class="why" open={open}><summary>Why: the words and the rule behind each field</summary><WhyTable id={id} /></details>
  );
}

function WhyTable({ id }: { id: string }): JSX.Element {
  const asked = useApi<Why>(`/api/mentions/${encodeURIComponent(id)}/why`);
  return (
    <Loaded asked={asked}>{(why) => (
      <table class="fields"><caption class="unseen">What each field rests on</caption>
        <thead><tr><th scope="col">field</th><th scope="col">value</th><th scope="col">words</th><th scope="col">because</th></tr></thead>
        <tbody>{why.fields.map((field, n) => (
          <tr key={n}><th scope="row">{field.field.replace("_", " ")}</th><td>{field.value ?? "–"}{field.score !== null && <small> {percent(field.score)}</small>}</td><td>{field.words.map((one) => <q key={one.start_char}>{one.text}</q>)}</td><td>{field.explanation} <code>{field.by}</code>{field.alternatives.length > 0 && <small class="instead"> else {field.alternatives.map((one) => `${one.value} ${percent(one.score)}`).join(", ")}</small>}</td></tr>
        ))}</tbody>
      </table>
    )}</Loaded>
  );
}
