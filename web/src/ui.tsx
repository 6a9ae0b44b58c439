// Small parts that all pages are made of.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Asked, Problem } from "./api";
import { QUADS, precision, day as dayText, placeName } from "./format";
import { pageLink } from "./filters";
import { here } from "./router";
import type { EventRow, Party, Place, Review } from "./types";

export function Quad({ code }: { code: number }): JSX.Element {
  const quad = QUADS[code];
  return <span class={`quad q${code}`} title={quad?.name}><span aria-hidden="true">{quad?.sign}</span><span class="unseen">{quad?.name}</span></span>;
}

const STATES: Record<Review, string> = { machine: "not reviewed", accepted: "accepted", corrected: "corrected", rejected: "rejected" };
export function ReviewDot({ state }: { state: Review }): JSX.Element {
  return <span class={`dot ${state}`} title={STATES[state]}><span aria-hidden="true">{{ machine: "○", accepted: "✓", corrected: "✎", rejected: "✕" }[state]}</span><span class="unseen">{STATES[state]}</span></span>;
}

export function PartyLink({ party }: { party: Party }): JSX.Element {
  const name = party.name ?? party.text;
  const about = [party.code, party.sector.join(" "), party.office, party.inferred ? "inferred" : ""].filter(Boolean).join(" · ");
  const inside = <><bdi>{name}</bdi>{party.code && <small class="code">{party.code}{party.sector.length > 0 && `·${party.sector.join("·")}`}</small>}</>;
  const id = party.entity ?? party.code;
  return id ? <a class="party" href={`/actor/${encodeURIComponent(id)}`} title={about}>{inside}</a> : <span class="party" title={about}>{inside}</span>;
}

export function Parties({ list, none = "–" }: { list: Party[]; none?: string }): JSX.Element {
  if (!list.length) return <span class="none">{none}</span>;
  return <>{list.map((party, n) => <>{n > 0 && <span class="and"> and </span>}<PartyLink key={n} party={party} /></>)}</>;
}

export function When({ date, end }: { date: string | null; end?: string | null }): JSX.Element {
  return <time class={date ? "when" : "when none"} dateTime={date ?? ""} title={precision(date, end)}>{dayText(date, end)}</time>;
}

export function Where({ place }: { place: Place | null }): JSX.Element | null {
  if (!place) return null;
  const country = place.country;
  const inside = <bdi>{placeName(place)}</bdi>;
  return country ? <a class="place" href={pageLink("/events", new URLSearchParams({ country }))} title={`${place.precision ?? "place"}; events in ${country}`}>{inside}</a> : <span class="place">{inside}</span>;
}

export function ProblemBox({ problem }: { problem: Problem }): JSX.Element {
  return (
    <div class="problem" role="alert">
      <strong>{problem.status === 404 ? "Not there" : "That cannot be asked"}</strong>
      <p>{problem.value !== null && problem.value !== "" && <>{problem.what} <q>{String(problem.value)}</q>: </>}{problem.hint}</p>
      {problem.known.length > 0 && <p class="known">Known: {problem.known.slice(0, 40).join(", ")}</p>}
    </div>
  );
}

export function Loaded<T>({ asked, children, lines = 4 }: { asked: Asked<T>; children: (data: T) => ComponentChildren; lines?: number }): JSX.Element {
  if (asked.problem) return <ProblemBox problem={asked.problem} />;
  if (!asked.data) {
    return (
      <div class="skeleton" aria-busy="true">
        {Array.from({ length: lines }, (_, n) => <span key={n} />)}
        {asked.slow && <p role="status">Still counting … <button type="button" onClick={asked.cancel}>cancel</button></p>}
      </div>
    );
  }
  return <div class={asked.loading ? "loaded stale" : "loaded"} aria-busy={asked.loading}>{children(asked.data)}</div>;
}

export function Empty({ what, children }: { what: string; children?: ComponentChildren }): JSX.Element {
  const query = here().query;
  const set = Array.from(query.keys()).length > 0;
  return (
    <div class="empty">
      <p><strong>No {what} {set ? "fit." : "yet."}</strong></p>
      {set ? <p>Widen the dates, take out a filter, or <a href={here().path}>see all of them</a>.</p> : <p>Code some reports into this store: <code>dotterel code REPORTS --store FILE.duckdb</code></p>}
      {children}
    </div>
  );
}

export function Exports({ path, forms }: { path: string; forms: string[] }): JSX.Element {
  const [page = "", query = ""] = path.split("?");
  return (
    <details class="menu exports">
      <summary>Export</summary>
      <ul>{forms.map((form) => <li key={form}><a href={`${page}.${form}${query ? `?${query}` : ""}`} download>{form === "rss" ? "feed (.rss)" : `.${form}`}</a></li>)}</ul>
    </details>
  );
}

export function Panel({ title, children, actions, wide, id }: { title: string; children: ComponentChildren; actions?: ComponentChildren; wide?: boolean; id?: string }): JSX.Element {
  return (
    <section class={wide ? "panel wide" : "panel"} id={id} aria-label={title}>
      <header><h2>{title}</h2>{actions && <div class="actions">{actions}</div>}</header>
      {children}
    </section>
  );
}

/** A dialog that keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }): JSX.Element {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} aria-label={title} onClose={onClose} onClick={(event) => event.target === ref.current && onClose()}>
      <header><h2>{title}</h2><button type="button" class="quiet" onClick={onClose} aria-label="Close">✕</button></header>
      {children}
    </dialog>
  );
}

export function Bars({ rows, max, link, label = "value" }: { rows: { key: string; label: string; count: number }[]; max?: number; link?: (key: string) => string; label?: string }): JSX.Element {
  const most = max ?? Math.max(1, ...rows.map((row) => row.count));
  return (
    <table class="bars">
      <thead class="unseen"><tr><th scope="col">{label}</th><th scope="col">count</th></tr></thead>
      <tbody>{rows.map((row) => (
        <tr key={row.key}>
          <th scope="row">{link ? <a href={link(row.key)}>{row.label}</a> : row.label}</th>
          <td><meter min={0} max={most} value={row.count} aria-hidden="true" /><span>{row.count.toLocaleString("en-US")}</span></td>
        </tr>
      ))}</tbody>
    </table>
  );
}

/** Moves through a list with j and k, opens with Enter, selects with x; where single keys are on. */
export function useKeys(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
      const target = event.target as HTMLElement;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable || document.querySelector("dialog[open]")) return;
      if (event.key === "Enter" && /^(A|BUTTON|SUMMARY)$/.test(target.tagName)) return;
      const found = latest.current[event.key];
      if (found) {
        event.preventDefault();
        found();
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
export const keysOn = (): boolean => localStorage.getItem("dotterel-keys") !== "off";

export function useSelected(length: number): [number, (next: number) => void] {
  const [at, setAt] = useState(-1);
  return [Math.min(at, length - 1), (next) => {
    const bounded = Math.max(0, Math.min(length - 1, next));
    setAt(bounded);
    requestAnimationFrame(() => document.querySelector("[data-at='" + String(bounded) + "']")?.scrollIntoView({ block: "nearest" }));
  }];
}

export function Pages({ previous, next }: { previous: string | null; next: string | null }): JSX.Element | null {
  if (!previous && !next) return null;
  return (
    <nav class="pages" aria-label="Pages">
      {previous && <a href={previous}>← first page</a>}
      {next && <a href={next} rel="next">next page →</a>}
    </nav>
  );
}

export function EventTitle({ row }: { row: Pick<EventRow, "event_type" | "mode" | "quad_code"> }): JSX.Element {
  return <span class={`type t${row.quad_code}`}><Quad code={row.quad_code} />{row.event_type}{row.mode.length > 0 && <small>{row.mode.join(" · ")}</small>}</span>;
}
