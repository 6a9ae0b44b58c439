import type { JSX } from "preact";
import { useApi } from "../api";
import { QUADS, score } from "../format";
import { Loaded, Panel } from "../ui";
import type { Ontology } from "../types";

interface MethodsData {
  version: string; coder: string; coders: { coder: string; documents: number }[]; runs: { run: number; started: string; documents: number; events: number; issues: number; coder: string }[];
  model: Record<string, unknown>; licences: { what: string; licence: string }[]; limits: string[]; cite: string;
}

export function Methods(): JSX.Element {
  const asked = useApi<MethodsData>("/api/methods");
  const ontology = useApi<Ontology>("/api/ontology");
  return (
    <>
      <header class="page-head"><h1>Methods</h1></header>
      <Loaded asked={asked} lines={10}>{(data) => (
        <div class="columns">
          <div class="stack">
            <Panel title="How to cite" id="cite"><p class="read">{data.cite}</p></Panel>
            <Panel title="Known limits"><ul>{data.limits.map((one) => <li key={one}>{one}</li>)}</ul></Panel>
            <Panel title="Licences"><table class="plain-table"><caption class="unseen">Licences</caption><tbody>{data.licences.map((one) => <tr key={one.what}><th scope="row">{one.what}</th><td>{one.licence}</td></tr>)}</tbody></table></Panel>
            <Panel title="The store"><table class="plain-table"><caption class="unseen">Runs that wrote into this store</caption><thead><tr><th scope="col">run</th><th scope="col">begun</th><th scope="col" class="num">documents</th><th scope="col" class="num">events</th><th scope="col" class="num">issues</th><th scope="col">coder</th></tr></thead><tbody>{data.runs.map((one) => <tr key={one.run}><th scope="row">{one.run}</th><td>{one.started.slice(0, 16).replace("T", " ")}</td><td class="num">{one.documents}</td><td class="num">{one.events}</td><td class="num">{one.issues}</td><td>{one.coder}</td></tr>)}</tbody></table></Panel>
          </div>
          <div class="stack">
            <Panel title="Measured"><Figures card={data.model} /></Panel>
            <Loaded asked={ontology}>{(found) => (
              <Panel title="The ontology"><dl class="ontology">{found.event_types.map((one) => <div key={one.name}><dt><span class={`quad q${one.quad_code}`}>{QUADS[one.quad_code]?.sign}</span> {one.name} <small>{QUADS[one.quad_code]?.name}, {score(one.event_scale)}</small></dt><dd>{one.definition}{one.modes.length > 0 && <small> Modes: {one.modes.join(", ")}.</small>}</dd></div>)}</dl></Panel>
            )}</Loaded>
          </div>
        </div>
      )}</Loaded>
    </>
  );
}

/** The figures of the model card, however deep they lie. */
function Figures({ card }: { card: Record<string, unknown> }): JSX.Element {
  const rows: [string, string][] = [];
  const walk = (value: unknown, name: string) => {
    if (rows.length > 160) return;
    if (typeof value === "number" || typeof value === "string") rows.push([name, String(value)]);
    else if (Array.isArray(value)) { if (value.every((one) => typeof one !== "object")) rows.push([name, value.join(" – ")]); }
    else if (value && typeof value === "object") for (const [key, inner] of Object.entries(value)) walk(inner, name ? `${name} · ${key.replaceAll("_", " ")}` : key.replaceAll("_", " "));
  };
  walk(card, "");
  return <div class="matrix" tabIndex={0} role="region" aria-label="Figures"><table class="plain-table"><caption class="unseen">Figures of the model card</caption><tbody>{rows.map(([name, value], n) => <tr key={n}><th scope="row">{name}</th><td>{value}</td></tr>)}</tbody></table></div>;
}
