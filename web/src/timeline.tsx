// Counts over time, stacked by quad; a stretch that is drawn over becomes the dates of every page.
import { scaleLinear } from "d3-scale";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Chart } from "./chart";
import { QUADS, barDays, count } from "./format";
import { go, here, withQuery } from "./router";
import type { Score, Timeline } from "./types";

export function useWidth(): [preact.RefObject<HTMLDivElement>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const watch = new ResizeObserver(() => element.clientWidth && setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [ref, width];
}

interface Stack { date: string; parts: { key: number; value: number }[]; total: number }

export function stacks(rows: Timeline["rows"]): Stack[] {
  const by = new Map<string, Stack>();
  for (const row of rows) {
    const stack = by.get(row.date) ?? { date: row.date, parts: [], total: 0 };
    stack.parts.push({ key: Number(row.key), value: row.value });
    stack.total += row.value;
    by.set(row.date, stack);
  }
  return Array.from(by.values()).sort((a, b) => a.date.localeCompare(b.date));
}

const time = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const DAYS = { day: 1, week: 7, month: 30.4, year: 365.25 };

export function Hatches(): JSX.Element {
  return (
    <defs>
      {[1, 3].map((code) => (
        <pattern key={code} id={`hatch${code}`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" class={`wash q${code}`} />
          <line x1="0" y1="0" x2="0" y2="5" class={`hatch q${code}`} />
        </pattern>
      ))}
    </defs>
  );
}
export const fill = (code: number): string => (code === 1 || code === 3 ? `url(#hatch${code})` : "");

export function TimelineChart({ data, high = 170 }: { data: Timeline; high?: number }): JSX.Element {
  const [ref, width] = useWidth();
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const bars = stacks(data.rows);
  const first = bars[0], last = bars[bars.length - 1];
  const edge = { left: 42, right: 10, top: 8, bottom: 24 };
  const begin = first ? time(first.date) : 0;
  const end = last ? time(last.date) + DAYS[data.bin] * 864e5 : 1;
  const x = scaleLinear([begin, end], [edge.left, width - edge.right]);
  const most = Math.max(data.unit === "share" ? 0.01 : 1, ...bars.map((bar) => bar.total));
  const y = scaleLinear([0, most], [high - edge.bottom, edge.top]).nice(4);
  const broad = Math.max(1, x(begin + DAYS[data.bin] * 864e5) - x(begin) - 1);
  const at = (event: PointerEvent) => event.clientX - (event.currentTarget as Element).getBoundingClientRect().left;
  const dayAt = (px: number) => new Date(Math.max(begin, Math.min(end - 864e5, x.invert(px)))).toISOString().slice(0, 10);
  const finish = () => {
    if (drag && Math.abs(drag[1] - drag[0]) > 4) {
      const [from, to] = drag[0] < drag[1] ? drag : [drag[1], drag[0]];
      go(withQuery(here().query, { since: dayAt(from), until: dayAt(to), cursor: null }));
    }
    setDrag(null);
  };
  const shownUnit = data.unit === "share" ? "share of all reports" : data.unit;
  const whole = bars.reduce((sum, bar) => sum + bar.total, 0);
  const summary = first && last
    ? `${data.unit === "share" ? "" : `${count(whole)} `}${shownUnit} by ${data.bin}, ${first.date} to ${last.date}; most in ${bars.reduce((a, b) => (b.total > a.total ? b : a)).date}`
    : "nothing to show";
  return (
    <Chart title="Events over time" name="timeline" summary={summary} rows={bars} columns={[
      { name: data.bin, value: (bar) => bar.date },
      ...[1, 2, 3, 4].map((code) => ({ name: QUADS[code]?.name ?? "", value: (bar: Stack) => bar.parts.find((part) => part.key === code)?.value ?? 0 })),
      { name: "all", value: (bar) => bar.total },
    ]}>
      <div ref={ref}>
        <svg class="timeline" width={width} height={high} role="img" aria-label={summary}
          onPointerDown={(event) => { (event.currentTarget as Element).setPointerCapture(event.pointerId); setDrag([at(event), at(event)]); }}
          onPointerMove={(event) => drag && setDrag([drag[0], at(event)])} onPointerUp={finish} onPointerCancel={() => setDrag(null)}>
          <Hatches />
          {y.ticks(4).map((tick) => (
            <g key={tick} class="grid"><line x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} /><text x={edge.left - 6} y={y(tick) + 4} text-anchor="end">{data.unit === "share" ? `${Math.round(tick * 100)}%` : count(tick)}</text></g>
          ))}
          {ticks(begin, end, width).map((tick) => <text key={tick.at} class="axis" x={x(tick.at)} y={high - 6} text-anchor="middle">{tick.label}</text>)}
          {bars.map((bar) => {
            let below = 0;
            return (
              <g key={bar.date}>
                <title>{`${bar.date}: ${bar.parts.map((part) => `${QUADS[part.key]?.name} ${part.value}`).join(", ")}`}</title>
                {[2, 1, 3, 4].map((code) => {
                  const value = bar.parts.find((part) => part.key === code)?.value ?? 0;
                  if (!value) return null;
                  const top = y(below + value), bottom = y(below);
                  below += value;
                  return <rect key={code} class={`bar q${code}`} fill={fill(code) || undefined} x={x(time(bar.date))} y={top} width={broad} height={Math.max(0.5, bottom - top)} />;
                })}
              </g>
            );
          })}
          {drag && <rect class="brush" x={Math.min(...drag)} y={edge.top} width={Math.abs(drag[1] - drag[0])} height={high - edge.top - edge.bottom} />}
        </svg>
      </div>
      <p class="hint">
        <QuadKey /> Draw over the bars to choose dates
        {bars.length > 0 && bars.length <= 60 && <>, or pick a {data.bin}: <select aria-label={`Show one ${data.bin}`} onChange={(event) => {
          const [since, until] = barDays((event.currentTarget as HTMLSelectElement).value, data.bin);
          go(withQuery(here().query, { since, until, cursor: null }));
        }}><option value="">…</option>{bars.map((bar) => <option key={bar.date} value={bar.date}>{bar.date} ({bar.total})</option>)}</select></>}.
      </p>
    </Chart>
  );
}

export function QuadKey(): JSX.Element {
  return <span class="key">{[1, 2, 3, 4].map((code) => <span key={code}><svg width="12" height="12" aria-hidden="true"><Hatches /><rect width="12" height="12" rx="2" class={`bar q${code}`} fill={fill(code) || undefined} /></svg>{QUADS[code]?.name}</span>)}</span>;
}

function ticks(begin: number, end: number, width: number): { at: number; label: string }[] {
  const days = (end - begin) / 864e5;
  const room = Math.max(2, Math.floor(width / 90));
  const found: { at: number; label: string }[] = [];
  const start = new Date(begin);
  if (days > 365 * 2) {
    const step = Math.max(1, Math.ceil(days / 365 / room));
    for (let year = start.getUTCFullYear() + 1; Date.UTC(year, 0, 1) < end; year += step) found.push({ at: Date.UTC(year, 0, 1), label: String(year) });
  } else if (days > 60) {
    const step = Math.max(1, Math.ceil(days / 30 / room));
    for (let month = start.getUTCMonth() + 1; Date.UTC(start.getUTCFullYear(), month, 1) < end; month += step) {
      const at = Date.UTC(start.getUTCFullYear(), month, 1);
      found.push({ at, label: new Date(at).toISOString().slice(0, 7) });
    }
  } else {
    const step = Math.max(1, Math.ceil(days / room));
    for (let at = begin; at < end; at += step * 864e5) found.push({ at, label: new Date(at).toISOString().slice(5, 10) });
  }
  return found;
}

/** Mean score over time, one line for each series. */
export function ScoreChart({ series, title, high = 150 }: { series: { name: string; rows: Score[] }[]; title: string; high?: number }): JSX.Element {
  const [ref, width] = useWidth();
  const all = series.flatMap((one) => one.rows);
  const times = all.map((row) => time(row.date));
  const begin = Math.min(...times), end = Math.max(...times, begin + 864e5);
  const x = scaleLinear([begin, end], [40, width - 12]);
  const y = scaleLinear([-10, 10], [high - 24, 8]);
  const summary = all.length ? `${title}: ${series.map((one) => `${one.name}, ${one.rows.length} points`).join("; ")}; −10 is the hardest conflict, +10 the closest cooperation` : "nothing to show";
  return (
    <Chart title={title} name="scores" summary={summary} rows={series.flatMap((one) => one.rows.map((row) => ({ ...row, name: one.name })))} columns={[
      { name: "date", value: (row) => row.date }, { name: "series", value: (row) => row.name }, { name: "events", value: (row) => row.events }, { name: "mean score", value: (row) => row.score },
    ]}>
      <div ref={ref}>
        <svg width={width} height={high} role="img" aria-label={summary}>
          {[-10, -5, 0, 5, 10].map((tick) => <g key={tick} class={tick ? "grid" : "grid zero"}><line x1={40} x2={width - 12} y1={y(tick)} y2={y(tick)} /><text x={34} y={y(tick) + 4} text-anchor="end">{tick > 0 ? `+${tick}` : tick}</text></g>)}
          {all.length > 0 && ticks(begin, end, width).map((tick) => <text key={tick.at} class="axis" x={x(tick.at)} y={high - 6} text-anchor="middle">{tick.label}</text>)}
          {series.map((one, n) => (
            <g key={one.name} class={`series s${n}`}>
              <polyline points={one.rows.map((row) => `${x(time(row.date))},${y(row.score)}`).join(" ")} />
              {one.rows.map((row) => <circle key={row.date} cx={x(time(row.date))} cy={y(row.score)} r={Math.min(6, 2 + Math.sqrt(row.events))}><title>{`${one.name}, ${row.date}: ${row.score}, ${row.events} events`}</title></circle>)}
            </g>
          ))}
        </svg>
      </div>
      {series.length > 1 && <p class="hint">{series.map((one, n) => <span key={n} class={`serieskey s${n}`}>{one.name}</span>)}</p>}
    </Chart>
  );
}
