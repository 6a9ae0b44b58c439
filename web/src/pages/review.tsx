import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError, send, useApi } from "../api";
import { apiQuery } from "../filters";
import { percent, plural, slicer } from "../format";
import type { PageProps } from "../pages";
import { go, here, withQuery } from "../router";
import { Legend, Marked } from "../sentence";
import { grown, read, renamed, shrunk, written } from "../spans";
import type { Decision, EventRow, Mark, Ontology, Page } from "../types";
import { EventTitle, Exports, Loaded, Panel, Parties, When, Where, useKeys } from "../ui";

const ORDERS = { uncertain: "uncertain first", random: "random sample (for precision)", new: "newest first" };
const me = (): string => localStorage.getItem("dotterel-reviewer") ?? "";

interface Queue { order: string; left: number; rows: EventRow[] }
interface Quality {
  precision: { type: string | null; accepted: number; judged: number; value: number | null; low: number | null; high: number | null }[];
  agreement: { items: number; reviewers: string[]; kappa: number | null; alpha: number | null };
}

export function ReviewPage({ query }: PageProps): JSX.Element {
  const order = query.get("order") ?? "uncertain";
  const [name, setName] = useState(me());
  const [skipped, setSkipped] = useState<string[]>([]);
  const [last, setLast] = useState<string | null>(null);
  const queue = useApi<Queue>(`/api/reviews/queue${apiQuery(query, { order, reviewer: name, limit: 100 })}`);
  const quality = useApi<Quality>("/api/reviews/quality");
  const log = useApi<Page<Decision>>("/api/reviews?limit=30");
  const chosen = query.get("items")?.split(",");
  const rows = (queue.data?.rows ?? []).filter((row) => !skipped.includes(row.id) && (!chosen || chosen.includes(row.id)));
  const row = rows[0];
  return (
    <>
      <header class="page-head"><h1>Review</h1>
        <label>queue <select value={order} onChange={(event) => go(withQuery(here().query, { order: event.currentTarget.value }))}>{Object.entries(ORDERS).map(([value, text]) => <option key={value} value={value}>{text}</option>)}</select></label>
        <label>your name <input value={name} maxLength={100} onChange={(event) => { localStorage.setItem("dotterel-reviewer", event.currentTarget.value.trim()); setName(event.currentTarget.value.trim()); }} /></label>
        <a href="/api/reviews.corpus" download>as corpus</a>
      </header>
      {!name && <p class="problem">Give your name first: every decision is kept with who made it.</p>}
      <div class="columns">
        <Panel title={queue.data ? `${plural(queue.data.left, "event")} to judge` : "Queue"}>
          <Loaded asked={queue} lines={8}>{() => row ? (
            <div class="review-card" aria-live="polite">
              <p class="lead">{row.sentence && <Marked sentence={row.sentence} />}</p>
              <Legend roles={["actor", "trigger", "recipient", "place", "timex"]} />
              <p class="who"><Parties list={row.actor} none="somebody" /> <EventTitle row={row} /> <Parties list={row.recipient} none="" /> · <When date={row.date} end={row.end_date} /> <Where place={row.place} /></p>
              <p class="source"><a href={`/event/${row.id}`}>{row.title ?? row.document}</a> · confidence {percent(row.confidence)}</p>
              <Judge key={row.id} row={row} queue={order} keys onSkip={() => setSkipped((was) => [...was, row.id])} onDone={() => setLast(row.id)} last={last} />
            </div>
          ) : <div class="empty"><p><strong>Nothing left to judge here.</strong> Choose another queue, or take out a filter.</p></div>}</Loaded>
        </Panel>
        <div class="stack">
          <Panel title="Measured precision"><Loaded asked={quality} lines={2}>{(data) => (
            <>
              {data.precision.length ? (
                <table class="plain-table"><caption class="unseen">Precision from the random sample</caption><thead><tr><th scope="col">type</th><th scope="col" class="num">right</th><th scope="col" class="num">precision</th><th scope="col">95 %</th></tr></thead>
                  <tbody>{data.precision.map((one) => <tr key={one.type ?? "all"}><th scope="row">{one.type ?? "all"}</th><td class="num">{one.accepted} of {one.judged}</td><td class="num">{one.value === null ? "–" : percent(one.value)}</td><td>{one.low !== null && one.high !== null ? `${percent(one.low)} – ${percent(one.high)}` : ""}</td></tr>)}</tbody></table>
              ) : <p class="hint">Judge events of the random sample: precision with its interval appears here.</p>}
              {data.agreement.items > 0 && <p>{data.agreement.reviewers.join(" and ")} judged {plural(data.agreement.items, "event")} both: Cohen's κ {data.agreement.kappa ?? "–"}, Krippendorff's α {data.agreement.alpha ?? "–"}.</p>}
            </>
          )}</Loaded></Panel>
          <Panel title="Last decisions" actions={<Exports path="/events?review=reviewed" forms={["csv", "json", "parquet"]} />}><Loaded asked={log} lines={3}>{(data) => data.rows.length ? (
            <ul class="log">{data.rows.map((one) => <li key={one.number} class={one.undone ? "undone" : ""}><a href={`/event/${one.item}`}>{one.decision}</a> <b>{one.reviewer}</b> {one.at.slice(0, 16).replace("T", " ")}{one.why && <>: <q>{one.why}</q></>}</li>)}</ul>
          ) : <p class="hint">No decision yet.</p>}</Loaded></Panel>
        </div>
      </div>
    </>
  );
}

/** Buttons to judge one event, with their keys printed on them. */
export function Judge({ row, queue, keys, onSkip, onDone, last }: { row: EventRow; queue?: string; keys?: boolean; onSkip?: () => void; onDone?: () => void; last?: string | null }): JSX.Element {
  const [problem, setProblem] = useState("");
  const [editing, setEditing] = useState(false);
  const [why, setWhy] = useState("");
  const decide = (decision: string, more: Record<string, unknown> = {}, item = row.id) => {
    const reviewer = me() || window.prompt("Your name, kept with every decision:")?.trim() || "";
    if (!reviewer) return setProblem("no name, no decision");
    localStorage.setItem("dotterel-reviewer", reviewer);
    if (decision !== "undo") onDone?.();  // at once: "u" may be pressed before the answer is here
    send("POST", "/api/reviews", { item, decision, reviewer, queue: queue ?? null, why: why || null, ...more }).then(
      () => { setProblem(""); setEditing(false); setWhy(""); },
      (error: unknown) => setProblem(error instanceof ApiError ? error.message : "could not be kept"),
    );
  };
  const undo = () => decide("undo", {}, keys && last ? last : row.id);
  useKeys(keys ? { a: () => decide("accept"), x: () => decide("reject"), e: () => setEditing(true), s: () => onSkip?.(), u: undo } : {});
  const key = (letter: string) => (keys ? <kbd>{letter}</kbd> : null);
  return (
    <div class="judge">
      <div class="buttons">
        <button type="button" class="accept" onClick={() => decide("accept")}>{key("a")} accept</button>
        <button type="button" class="reject" onClick={() => decide("reject")}>{key("x")} reject</button>
        <button type="button" onClick={() => setEditing(!editing)} aria-expanded={editing}>{key("e")} edit</button>
        {onSkip && <button type="button" onClick={onSkip}>{key("s")} skip</button>}
        <button type="button" onClick={undo}>{key("u")} undo</button>
        <input class="why-input" aria-label="Why" placeholder="why (optional)" value={why} onChange={(event) => setWhy(event.currentTarget.value)} maxLength={2000} />
      </div>
      {problem && <p class="problem" role="alert">{problem}</p>}
      {editing && <Editor row={row} onSave={(after) => decide("edit", { after })} onSplit={row.mention.length > 1 ? (other) => decide("split", { other }) : null} onMerge={(other) => decide("merge", { other })} />}
    </div>
  );
}

function Editor({ row, onSave, onSplit, onMerge }: { row: EventRow; onSave: (after: Record<string, unknown>) => void; onSplit: ((other: string) => void) | null; onMerge: (other: string) => void }): JSX.Element {
  const ontology = useApi<Ontology>("/api/ontology");
  const [kind, setKind] = useState(row.event_type);
  const [mode, setMode] = useState<string[]>(row.mode);
  const [auxiliary, setAuxiliary] = useState<string[]>(row.auxiliary);
  const [date, setDate] = useState(row.date ?? "");
  const [actor, setActor] = useState(written(row.actor));
  const [recipient, setRecipient] = useState(written(row.recipient));
  const [other, setOther] = useState("");
  useEffect(() => { if (kind !== row.event_type) setMode([]); }, [kind]);
  const words = slicer(row.sentence?.text ?? "");
  const [marks, setMarks] = useState<(Mark & { at: number })[]>(() => (row.sentence?.marks ?? []).flatMap((mark) => {
    if (mark.role !== "actor" && mark.role !== "recipient") return [];
    const text = words(mark.start_char, mark.end_char);
    const at = row[mark.role].findIndex((party) => party.text === text || party.name === text);
    return at < 0 ? [] : [{ ...mark, at }];
  }));
  const [picked, choose] = useState(0);
  const move = (way: typeof grown) => {
    const mark = marks[picked];
    if (!mark || !row.sentence) return;
    const moved = { ...mark, ...way(row.sentence.text, mark) };
    const change = (line: string) => renamed(line, mark.at, words(moved.start_char, moved.end_char));
    setMarks(marks.map((one, number) => (number === picked ? moved : one)));
    if (mark.role === "actor") setActor(change); else setRecipient(change);
  };
  useKeys({ "[": () => move(shrunk), "]": () => move(grown) });
  const chosen = ontology.data?.event_types.find((one) => one.name === kind);
  return (
    <form class="editor" onSubmit={(event) => {
      event.preventDefault();
      const after: Record<string, unknown> = { event_type: kind, mode, auxiliary };
      if (date !== (row.date ?? "")) after.date = date;
      if (actor !== written(row.actor)) after.actor = read(actor, row.actor);
      if (recipient !== written(row.recipient)) after.recipient = read(recipient, row.recipient);
      onSave(after);
    }}>
      <label>type <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>{ontology.data?.event_types.map((one) => <option key={one.name}>{one.name}</option>)}</select></label>
      <p class="definition">{chosen?.definition}</p>
      {chosen && chosen.modes.length > 0 && <fieldset><legend>modes</legend>{chosen.modes.map((one) => <label key={one}><input type="checkbox" checked={mode.includes(one)} onChange={() => setMode(mode.includes(one) ? mode.filter((m) => m !== one) : [...mode, one])} /> {one}</label>)}</fieldset>}
      <fieldset><legend>auxiliaries</legend>{ontology.data?.auxiliaries.map((one) => <label key={one}><input type="checkbox" checked={auxiliary.includes(one)} onChange={() => setAuxiliary(auxiliary.includes(one) ? auxiliary.filter((m) => m !== one) : [...auxiliary, one])} /> {one}</label>)}</fieldset>
      <label>date <input value={date} onChange={(event) => setDate(event.currentTarget.value)} placeholder="2018-05-31, 2018-05 or 2018" /></label>
      <label>actors <input value={actor} onChange={(event) => setActor(event.currentTarget.value)} placeholder="Name (KEN); Name (UGA)" /></label>
      <label>recipients <input value={recipient} onChange={(event) => setRecipient(event.currentTarget.value)} /></label>
      {marks.length > 0 && (
        <fieldset class="words"><legend>words</legend>
          {marks.map((mark, number) => <button key={number} type="button" aria-pressed={number === picked} onClick={() => choose(number)}>{mark.role} <q>{words(mark.start_char, mark.end_char)}</q></button>)}
          <button type="button" onClick={() => move(shrunk)}><kbd>[</kbd> shrink</button>
          <button type="button" onClick={() => move(grown)}><kbd>]</kbd> grow</button>
        </fieldset>
      )}
      <button type="submit" class="accept">save the correction</button>
      <div class="splitmerge">
        {onSplit && <label>split off <select value="" onChange={(event) => event.currentTarget.value && onSplit(event.currentTarget.value)}><option value="">a mention …</option>{row.mention.slice(1).map((one) => <option key={one}>{one}</option>)}</select></label>}
        <label>the same as <input value={other} onChange={(event) => setOther(event.currentTarget.value)} placeholder="id of another event" /></label><button type="button" disabled={!other} onClick={() => onMerge(other.trim())}>merge</button>
      </div>
    </form>
  );
}
