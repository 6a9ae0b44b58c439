// A picture with a summary in words, a table of the same numbers, and both to take away.
import type { ComponentChildren, JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { activeFilters } from "./filters";
import { here } from "./router";

export interface Column<T> { name: string; value: (row: T) => string | number | null }

export function Chart<T>({ title, summary, rows, columns, children, name }: {
  title: string; summary: string; rows: T[]; columns: Column<T>[]; children: ComponentChildren; name: string;
}): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  const [table, setTable] = useState(false);
  const picture = (form: "svg" | "png") => {
    const svg = ref.current?.querySelector("svg");
    if (svg) void takePicture(svg, form, name, title);
  };
  return (
    <figure class="chart" aria-label={title}>
      <div ref={ref} hidden={table}>{children}</div>
      {table && (
        <div class="twin" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
          <table>
            <caption class="unseen">{title}</caption>
            <thead><tr>{columns.map((column) => <th key={column.name} scope="col">{column.name}</th>)}</tr></thead>
            <tbody>{rows.slice(0, 1000).map((row, n) => <tr key={n}>{columns.map((column, k) => (k === 0 ? <th key={k} scope="row">{column.value(row)}</th> : <td key={k}>{column.value(row)}</td>))}</tr>)}</tbody>
          </table>
        </div>
      )}
      <figcaption>
        <span>{summary}</span>
        <span class="chart-actions">
          <button type="button" class="quiet" aria-pressed={table} onClick={() => setTable(!table)}>{table ? "picture" : "table"}</button>
          <button type="button" class="quiet" onClick={() => download(`${name}.csv`, "text/csv", csv(rows, columns))}>.csv</button>
          <button type="button" class="quiet" onClick={() => picture("svg")}>.svg</button>
          <button type="button" class="quiet" onClick={() => picture("png")}>.png</button>
        </span>
      </figcaption>
    </figure>
  );
}

/** CSV that a spreadsheet takes for text where it is text. */
export function csv<T>(rows: T[], columns: Column<T>[]): string {
  const cell = (value: string | number | null) => {
    if (typeof value === "number") return String(value);
    const text = value ?? "";
    const safe = /^[=+\-@\t\r|%]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return [columns.map((column) => cell(column.name)), ...rows.map((row) => columns.map((column) => cell(column.value(row))))].map((line) => line.join(",")).join("\n") + "\n";
}

export function download(name: string, type: string, body: BlobPart): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([body], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const COPIED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "font-size", "font-family", "font-weight", "text-anchor"];

/** The picture as it is seen, with title, filters and date beneath it. */
async function takePicture(svg: SVGSVGElement, form: "svg" | "png", name: string, title: string): Promise<void> {
  const box = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, n) => {
    const style = getComputedStyle(from[n] as Element);
    for (const property of COPIED) element.setAttribute(property, style.getPropertyValue(property));
  });
  const wide = Math.ceil(box.width), high = Math.ceil(box.height);
  const filters = activeFilters(here().query).map((one) => `${one.name}: ${one.value}`).join(", ") || "all events";
  const body = getComputedStyle(document.body);
  const text = (y: number, words: string, size: number) =>
    `<text x="8" y="${y}" font-size="${size}" font-family="sans-serif" fill="${body.color}">${words.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</text>`;
  copy.setAttribute("width", String(wide));
  copy.setAttribute("height", String(high));
  const inner = new XMLSerializer().serializeToString(copy);
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high + 64}" viewBox="0 0 ${wide} ${high + 64}"><rect width="100%" height="100%" fill="${body.backgroundColor}"/>${text(18, title, 14)}<g transform="translate(0 26)">${inner}</g>${text(high + 44, `${filters} · Dotterel · ${new Date().toISOString().slice(0, 10)}`, 11)}</svg>`;
  if (form === "svg") return download(`${name}.svg`, "image/svg+xml", whole);
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([whole], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = wide * 2;
  canvas.height = (high + 64) * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => blob && download(`${name}.png`, "image/png", blob), "image/png");
}
