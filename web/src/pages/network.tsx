import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useApi } from "../api";
import { Chart } from "../chart";
import { apiQuery, pageLink } from "../filters";
import { plural, score } from "../format";
import type { PageProps } from "../pages";
import { go, here, withQuery } from "../router";
import { useWidth } from "../timeline";
import { Empty, Loaded } from "../ui";

interface NodeRow { id: string; name: string; count: number }
interface Edge { source: string; target: string; count: number; score: number; cooperation: number; conflict: number }
interface NetworkData { nodes: NodeRow[]; edges: Edge[]; left_out: number }
type Spot = SimulationNodeDatum & NodeRow;

export function Network({ query }: PageProps): JSX.Element {
  const least = query.get("least") ?? "1";
  const look = query.get("look") ?? "graph";
  const asked = useApi<NetworkData>(`/api/network${apiQuery(query, { least, nodes: 50 })}`);
  return (
    <>
      <header class="page-head"><h1>Network</h1>
        <label class="range">at least <input type="range" min="1" max="30" value={least} aria-label="events of a tie" onChange={(event) => go(withQuery(here().query, { least: event.currentTarget.value === "1" ? null : event.currentTarget.value }))} /><output>{plural(Number(least), "event")}</output></label>
        <div class="switch" role="group" aria-label="look">{["graph", "matrix"].map((one) => <a key={one} href={withQuery(query, { look: one === "graph" ? null : one })} aria-current={one === look ? "true" : undefined}>{one}</a>)}</div>
      </header>
      <Loaded asked={asked} lines={10}>{(data) => data.edges.length ? (
        <>
          {look === "matrix" ? <Matrix data={data} /> : <Graph data={data} />}
          <p class="hint">{data.left_out > 0 ? `${data.left_out} actors with fewer events are not shown; narrow the dates or the types to see them.` : "Every actor with a tie is shown."} Orange ties are mostly conflict, blue ones mostly cooperation; broad ones have more events.</p>
        </>
      ) : <Empty what="ties between two actors" />}</Loaded>
    </>
  );
}

function Graph({ data }: { data: NetworkData }): JSX.Element {
  const [ref, width] = useWidth();
  const high = Math.max(380, Math.min(620, width * 0.62));
  const spots = useMemo(() => {
    // Placed in a fixed circle first and moved a fixed number of steps, so that the same data gives the same picture.
    const nodes: Spot[] = data.nodes.map((node, n) => ({ ...node, x: width / 2 + 160 * Math.cos((n * 2 * Math.PI) / data.nodes.length), y: high / 2 + 160 * Math.sin((n * 2 * Math.PI) / data.nodes.length) }));
    const links: SimulationLinkDatum<Spot>[] = data.edges.map((edge) => ({ source: edge.source, target: edge.target }));
    forceSimulation(nodes).force("link", forceLink<Spot, SimulationLinkDatum<Spot>>(links).id((node) => node.id).distance(90).strength(0.25))
      .force("charge", forceManyBody().strength(-260)).force("center", forceCenter(width / 2, high / 2)).force("x", forceX(width / 2).strength(0.05)).force("y", forceY(high / 2).strength(0.08))
      .force("collide", forceCollide(26)).stop().tick(240);
    return new Map(nodes.map((node) => [node.id, { ...node, x: Math.max(40, Math.min(width - 40, node.x ?? 0)), y: Math.max(20, Math.min(high - 26, node.y ?? 0)) }]));
  }, [data, width, high]);
  const most = Math.max(...data.nodes.map((node) => node.count));
  const summary = `${plural(data.nodes.length, "actor")}, ${plural(data.edges.length, "tie")}; most events: ${data.nodes.slice(0, 3).map((node) => node.name).join(", ")}`;
  return (
    <Chart title="Who acts on whom" name="network" summary={summary} rows={data.edges} columns={[
      { name: "actor", value: (row) => row.source }, { name: "recipient", value: (row) => row.target }, { name: "events", value: (row) => row.count }, { name: "mean score", value: (row) => row.score },
    ]}>
      <div ref={ref}>
        <svg class="network" width={width} height={high} role="group" aria-label={summary}>
          {data.edges.map((edge) => {
            const a = spots.get(edge.source), b = spots.get(edge.target);
            if (!a || !b) return null;
            const dx = b.x - a.x, dy = b.y - a.y;
            return (
              <a key={`${edge.source}${edge.target}`} href={pageLink("/events", new URLSearchParams({ actor: edge.source, recipient: edge.target }))} aria-label={`${a.name} to ${b.name}: ${edge.count} events, score ${score(edge.score)}`}>
                <path class={edge.conflict > edge.cooperation ? "tie bad" : "tie good"} d={`M${a.x},${a.y} Q${(a.x + b.x) / 2 - dy * 0.12},${(a.y + b.y) / 2 + dx * 0.12} ${b.x},${b.y}`} stroke-width={1 + 1.6 * Math.log2(1 + edge.count)}><title>{`${a.name} → ${b.name}: ${edge.count} events, score ${score(edge.score)}`}</title></path>
              </a>
            );
          })}
          {data.nodes.map((node) => {
            const spot = spots.get(node.id);
            if (!spot) return null;
            return (
              <a key={node.id} href={`/actor/${encodeURIComponent(node.id)}`} class="node">
                <circle cx={spot.x} cy={spot.y} r={5 + 12 * Math.sqrt(node.count / most)} />
                <text x={spot.x} y={spot.y + 5 + 12 * Math.sqrt(node.count / most) + 12} text-anchor="middle">{node.name}</text>
              </a>
            );
          })}
        </svg>
      </div>
    </Chart>
  );
}

function Matrix({ data }: { data: NetworkData }): JSX.Element {
  const shown = data.nodes.slice(0, 30);
  const by = new Map(data.edges.map((edge) => [`${edge.source}|${edge.target}`, edge]));
  return (
    <div class="matrix" tabIndex={0} role="region" aria-label="Matrix of actors">
      <table><caption class="unseen">Rows act on columns</caption>
        <thead><tr><th scope="col">acts on →</th>{shown.map((node) => <th key={node.id} scope="col"><abbr title={node.name}>{node.id}</abbr></th>)}</tr></thead>
        <tbody>{shown.map((row) => <tr key={row.id}><th scope="row">{row.name}</th>{shown.map((column) => {
          const edge = by.get(`${row.id}|${column.id}`);
          return <td key={column.id} class={edge ? (edge.conflict > edge.cooperation ? "bad" : "good") : ""}>{edge && <a href={pageLink("/events", new URLSearchParams({ actor: row.id, recipient: column.id }))} title={`score ${score(edge.score)}`}>{edge.count}</a>}</td>;
        })}</tr>)}</tbody>
      </table>
    </div>
  );
}
