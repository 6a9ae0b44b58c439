// Every page of the app, one line each: its address, its name, whether it has the filters, and what draws it.
import type { JSX } from "preact";
import { ActorPage, Actors } from "./pages/actors";
import { ArticlePage } from "./pages/article";
import { Compare } from "./pages/compare";
import { EventPage } from "./pages/event";
import { Events } from "./pages/events";
import { MapPage } from "./pages/map";
import { Methods } from "./pages/methods";
import { Network } from "./pages/network";
import { NotFound } from "./pages/notfound";
import { Occasions } from "./pages/occasions";
import { Overview } from "./pages/overview";
import { Problems } from "./pages/problems";
import { ReviewPage } from "./pages/review";
import { SearchPage } from "./pages/search";
import { SqlPage } from "./pages/sql";
import { Statements } from "./pages/statements";
import { TrendsPage } from "./pages/trends";

export interface PageProps { query: URLSearchParams; part: string }
export interface PageInfo { path: string; name: string; menu: boolean; filters: boolean; body: (props: PageProps) => JSX.Element }

export const PAGES: PageInfo[] = [
  { path: "/", name: "Overview", menu: true, filters: true, body: Overview },
  { path: "/events", name: "Events", menu: true, filters: true, body: Events },
  { path: "/statements", name: "Statements", menu: true, filters: false, body: Statements },
  { path: "/occasions", name: "Occasions", menu: true, filters: false, body: Occasions },
  { path: "/actors", name: "Actors", menu: true, filters: true, body: Actors },
  { path: "/network", name: "Network", menu: true, filters: true, body: Network },
  { path: "/map", name: "Map", menu: true, filters: true, body: MapPage },
  { path: "/trends", name: "Trends", menu: true, filters: true, body: TrendsPage },
  { path: "/compare", name: "Compare", menu: true, filters: false, body: Compare },
  { path: "/review", name: "Review", menu: true, filters: true, body: ReviewPage },
  { path: "/problems", name: "Problems", menu: true, filters: false, body: Problems },
  { path: "/sql", name: "SQL", menu: true, filters: false, body: SqlPage },
  { path: "/methods", name: "Methods", menu: true, filters: false, body: Methods },
  { path: "/event/", name: "Event", menu: false, filters: false, body: EventPage },
  { path: "/article/", name: "Article", menu: false, filters: false, body: ArticlePage },
  { path: "/actor/", name: "Actor", menu: false, filters: false, body: ActorPage },
  { path: "/search", name: "Search", menu: false, filters: false, body: SearchPage },
];
export const NOT_FOUND: PageInfo = { path: "", name: "Not found", menu: false, filters: false, body: NotFound };

export function find(path: string): { page: PageInfo; part: string } | null {
  for (const page of PAGES) {
    if (page.path === path || `${page.path}/` === path) return { page, part: "" };
    if (page.path.length > 1 && page.path.endsWith("/") && path.startsWith(page.path)) return { page, part: decodeURIComponent(path.slice(page.path.length)) };
  }
  return null;
}
