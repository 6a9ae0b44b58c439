// The URL is the only state: path and query, read anew after every change.
import { useEffect, useState } from "preact/hooks";

export interface Location { path: string; query: URLSearchParams }

const listeners = new Set<() => void>();

export function here(): Location {
  return { path: decodeURI(window.location.pathname), query: new URLSearchParams(window.location.search) };
}

export function go(to: string, { replace = false } = {}): void {
  if (to === window.location.pathname + window.location.search) return;
  window.history[replace ? "replaceState" : "pushState"](null, "", to);
  const path = to.split("?")[0] ?? "/";
  listeners.forEach((tell) => tell());
  if (!replace && path !== lastPath) window.scrollTo(0, 0);
  lastPath = path;
}
let lastPath = window.location.pathname;

window.addEventListener("popstate", () => {
  lastPath = window.location.pathname;
  listeners.forEach((tell) => tell());
});

// Links inside the app change the address without a new page; with a key held down they do what links do.
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== window.location.origin) return;
  if (link.pathname.startsWith("/api/") || /\.(csv|json|jsonl|parquet|geojson|ics|rss|corpus)$/.test(link.pathname)) return;
  if (link.hash && link.pathname === window.location.pathname && link.search === window.location.search) return;
  event.preventDefault();
  go(link.pathname + link.search);
});

export function useLocation(): Location {
  const [, redraw] = useState(0);
  useEffect(() => {
    const tell = () => redraw((n) => n + 1);
    listeners.add(tell);
    return () => void listeners.delete(tell);
  }, []);
  return here();
}

/** The same address with some parameters changed; null and "" take one out, a list repeats it. */
export function withQuery(query: URLSearchParams, change: Record<string, string | string[] | null>, path?: string): string {
  const made = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    made.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one) made.append(name, one);
  }
  const text = made.toString();
  return (path ?? window.location.pathname) + (text ? `?${text}` : "");
}
