// What stands around every page: navigation, filters, counts, help.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApi } from "./api";
import { FILTER_NAMES, activeFilters, apiQuery, pageLink, values } from "./filters";
import { QUADS, count, plural } from "./format";
import type { PageInfo } from "./pages";
import { go, here, useLocation, withQuery } from "./router";
import type { Facet, Facets, Status, Summary } from "./types";
import { Dialog, keysOn } from "./ui";

type Theme = "auto" | "light" | "dark";
function applyTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
applyTheme((localStorage.getItem("dotterel-theme") as Theme | null) ?? "auto");

export function Frame({ page, pages, children }: { page: PageInfo; pages: PageInfo[]; children: ComponentChildren }): JSX.Element {
  const { query } = useLocation();
  const [help, setHelp] = useState(false);
  const [menu, setMenu] = useState(false);
  const status = useApi<Status>("/api/status");
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
      if (event.key === "?") setHelp(true);
      if (event.key === "/") {
        event.preventDefault();
        document.getElementById("search")?.focus();
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  useEffect(() => {
    document.title = `${page.name} · Dotterel`;
    setMenu(false);
  }, [page]);
  const listed = pages.filter((one) => one.menu && (one.path !== "/sql" || status.data?.sql !== false));
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>Skip to the content</a>
      <header class="top">
        <a class="brand" href={pageLink("/", query)}><img src="/icon.svg" width="26" height="26" alt="" /> Dotterel</a>
        <button type="button" class="quiet menu-button" aria-expanded={menu} aria-controls="nav" onClick={() => setMenu(!menu)}>Pages</button>
        <nav id="nav" aria-label="Pages" class={menu ? "open" : ""}>
          {listed.map((one) => <a key={one.path} href={one.filters ? pageLink(one.path, query) : one.path} aria-current={one === page ? "page" : undefined}>{one.name}</a>)}
        </nav>
        <form role="search" class="search" onSubmit={(event) => { event.preventDefault(); const q = new FormData(event.currentTarget).get("q") as string; if (q.trim()) go(`/search?q=${encodeURIComponent(q.trim())}`); }}>
          <input id="search" name="q" type="search" placeholder="Search all text ( / )" aria-label="Search all text" />
        </form>
        <ThemeSwitch />
        <button type="button" class="quiet" onClick={() => setHelp(true)} aria-label="Help and keys">?</button>
      </header>
      <div class={page.filters ? "body with-rail" : "body"}>
        {page.filters && <Rail />}
        <main id="main" tabIndex={-1}>
          {page.filters && <CountLine />}
          {children}
        </main>
      </div>
      <footer>
        {status.data && <p>{status.data.store} · {plural(status.data.documents, "document")} · {status.data.coder}{status.data.last_ingest && <> · last ingest <time>{status.data.last_ingest.slice(0, 16).replace("T", " ")} UTC</time></>}{status.data.watching.length > 0 && <> · watching {plural(status.data.watching.length, "source")}</>} · <a href="/methods#cite">cite</a> · <a href="/openapi.json" target="_blank" rel="noreferrer">API</a></p>}
      </footer>
      {help && <Help onClose={() => setHelp(false)} />}
    </>
  );
}

function ThemeSwitch(): JSX.Element {
  const [theme, setTheme] = useState<Theme>((localStorage.getItem("dotterel-theme") as Theme | null) ?? "auto");
  const next: Theme = theme === "auto" ? "light" : theme === "light" ? "dark" : "auto";
  return <button type="button" class="quiet" aria-label={`Colours: ${theme}; change to ${next}`} title={`colours: ${theme}`} onClick={() => { localStorage.setItem("dotterel-theme", next); applyTheme(next); setTheme(next); }}>{{ auto: "◐", light: "☀", dark: "☾" }[theme]}</button>;
}

const KEYS: [string, string][] = [
  ["j  k", "next, previous row"], ["Enter", "open the row"], ["x", "select the row"], ["/", "search"], ["?", "this help"],
  ["a  x  e  s  u", "in review: accept, reject, edit, skip, undo"], ["[  ]", "in an edit: a word less, a word more"],
];
function Help({ onClose }: { onClose: () => void }): JSX.Element {
  const [on, setOn] = useState(keysOn());
  return (
    <Dialog title="Keys and marks" onClose={onClose}>
      <table class="keys"><tbody>{KEYS.map(([key, what]) => <tr key={key}><th scope="row">{key.split("  ").map((one) => <kbd key={one}>{one}</kbd>)}</th><td>{what}</td></tr>)}</tbody></table>
      <p><label><input type="checkbox" checked={on} onChange={() => { localStorage.setItem("dotterel-keys", on ? "off" : "on"); setOn(!on); }} /> single keys do something</label></p>
      <h3>Quads</h3>
      <ul class="plain">{[1, 2, 3, 4].map((code) => <li key={code}><span class={`quad q${code}`}>{QUADS[code]?.sign}</span> {QUADS[code]?.name}</li>)}</ul>
      <p>Every address can be kept or sent: it holds all that you chose. Put <code>.csv</code>, <code>.json</code> or <code>.parquet</code> behind the page's name to have the rows as a file.</p>
    </Dialog>
  );
}

function CountLine(): JSX.Element {
  const { query } = useLocation();
  const summary = useApi<Summary>(`/api/summary${apiQuery(query)}`);
  const active = activeFilters(query);
  const unit = query.get("unit") ?? "events";
  const view = query.get("view") ?? "corrected";
  const without = (name: string, value: string) => withQuery(query, { [name]: values(query, name).filter((one) => one !== value), cursor: null });
  return (
    <div class="countline">
      <p aria-live="polite" role="status">
        {summary.data ? <><strong>{plural(summary.data.reports, "report")}</strong> → <strong>{plural(summary.data.events, "event")}</strong> · {plural(summary.data.publishers, "source")}{summary.data.first && <> · {summary.data.first} to {summary.data.last}</>}</> : "counting …"}
      </p>
      <div class="switches">
        <Switch label="count" value={unit} options={["events", "reports", "share"]} name="unit" standard="events" />
        <Switch label="view" value={view} options={["corrected", "machine"]} name="view" standard="corrected" />
      </div>
      {active.length > 0 && (
        <ul class="chips" aria-label="Active filters">
          {active.map((one) => <li key={one.name + one.value}><a href={without(one.name, one.value)}><span>{FILTER_NAMES[one.name]}</span> {one.name === "quad" ? QUADS[Number(one.value)]?.name : one.value} <span aria-hidden="true">✕</span><span class="unseen">, take out</span></a></li>)}
          <li><a class="clear" href={here().path}>clear all</a></li>
        </ul>
      )}
    </div>
  );
}

export function Switch({ label, value, options, name, standard }: { label: string; value: string; options: string[]; name: string; standard: string }): JSX.Element {
  const { query } = useLocation();
  return (
    <div class="switch" role="group" aria-label={label}>
      {options.map((one) => <a key={one} href={withQuery(query, { [name]: one === standard ? null : one, cursor: null })} aria-current={one === value ? "true" : undefined}>{one}</a>)}
    </div>
  );
}

function Rail(): JSX.Element {
  const { query } = useLocation();
  const facets = useApi<Facets>(`/api/facets${apiQuery(query)}`);
  const [open, setOpen] = useState(false);
  const set = (name: string) => (event: Event) => go(withQuery(here().query, { [name]: (event.currentTarget as HTMLInputElement).value || null, cursor: null }));
  return (
    <aside class={open ? "rail open" : "rail"} aria-label="Filters">
      <button type="button" class="rail-button" aria-expanded={open} onClick={() => setOpen(!open)}>Filters</button>
      <div class="rail-inside">
        <fieldset><legend>Dates</legend>
          <label>from <input type="date" value={query.get("since") ?? ""} onChange={set("since")} /></label>
          <label>to <input type="date" value={query.get("until") ?? ""} onChange={set("until")} /></label>
        </fieldset>
        <fieldset><legend>Words</legend><input type="search" aria-label="Words in the sentence" placeholder="in the sentence" value={query.get("q") ?? ""} onChange={set("q")} /></fieldset>
        <fieldset><legend>Actor or recipient</legend>
          <input type="search" aria-label="Actor" placeholder="actor: KEN, Lavrov …" value={query.get("actor") ?? ""} onChange={set("actor")} />
          <input type="search" aria-label="Recipient" placeholder="recipient" value={query.get("recipient") ?? ""} onChange={set("recipient")} />
        </fieldset>
        {facets.data && (
          <>
            <Choices name="quad" title="Kind" rows={facets.data.quad} label={(row) => QUADS[Number(row.value)]?.name ?? ""} />
            <Choices name="type" title="Type" rows={facets.data.type} />
            <Choices name="actor" title="Actors" rows={facets.data.actor} single />
            <Choices name="recipient" title="Recipients" rows={facets.data.recipient} single />
            <Choices name="country" title="Took place in" rows={facets.data.country} single />
            <Choices name="publisher" title="Sources" rows={facets.data.publisher} single />
            <Choices name="context" title="Contexts" rows={facets.data.context} single label={(row) => String(row.value).replaceAll("_", " ")} />
            <Choices name="review" title="Review" rows={facets.data.review} single />
          </>
        )}
        <fieldset><legend>Confidence</legend>
          <label class="range"><input type="range" min="0" max="0.95" step="0.05" value={query.get("confidence") ?? "0"} aria-label="least confidence" onChange={(event) => { const value = event.currentTarget.value; go(withQuery(here().query, { confidence: value === "0" ? null : value, cursor: null })); }} /><output>{query.get("confidence") ?? "any"}</output></label>
        </fieldset>
      </div>
    </aside>
  );
}

function Choices({ name, title, rows, single, label }: { name: string; title: string; rows: Facet[]; single?: boolean; label?: (row: Facet) => string }): JSX.Element | null {
  const { query } = useLocation();
  const chosen = values(query, name);
  const [all, setAll] = useState(false);
  if (!rows.length && !chosen.length) return null;
  const shown = all ? rows : rows.slice(0, 6);
  const most = Math.max(1, ...rows.map((row) => row.count));
  const link = (value: string) => {
    const on = chosen.includes(value);
    const next = single ? (on ? [] : [value]) : on ? chosen.filter((one) => one !== value) : [...chosen, value];
    return withQuery(query, { [name]: next, cursor: null });
  };
  return (
    <fieldset class="choices"><legend>{title}</legend>
      <ul>{shown.map((row) => {
        const value = String(row.value);
        return <li key={value}><a href={link(value)} aria-current={chosen.includes(value) ? "true" : undefined}><span class="choice">{name === "quad" && <span class={`quad q${value}`} aria-hidden="true">{QUADS[Number(value)]?.sign}</span>}{label ? label(row) : row.label ?? value}</span><span class="n">{count(row.count)}</span><meter min={0} max={most} value={row.count} aria-hidden="true" /></a></li>;
      })}</ul>
      {rows.length > 6 && <button type="button" class="quiet more" onClick={() => setAll(!all)}>{all ? "fewer" : `${rows.length - 6} more`}</button>}
    </fieldset>
  );
}
