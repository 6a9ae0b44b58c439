// The filters that all pages share, under the names that the API, the command line and Python use.
export const FILTERS = [
  "actor", "recipient", "party", "type", "quad", "context", "auxiliary", "since", "until", "country", "publisher", "document",
  "confidence", "q", "review",
] as const;
export type Filter = (typeof FILTERS)[number];
const CARRIED: readonly string[] = [...FILTERS, "view", "unit"];

export const FILTER_NAMES: Record<Filter, string> = {
  actor: "actor", recipient: "recipient", party: "either side", type: "type", quad: "quad", context: "context", auxiliary: "auxiliary",
  since: "from", until: "to", country: "took place in", publisher: "publisher", document: "document", confidence: "confidence at least",
  q: "words", review: "review",
};

/** What a page asks the API for: the filters alone, whatever else the address holds. */
export function apiQuery(query: URLSearchParams, more: Record<string, string | number | null | undefined> = {}): string {
  const made = new URLSearchParams();
  for (const name of CARRIED) for (const value of query.getAll(name)) if (value) made.append(name, value);
  for (const [name, value] of Object.entries(more)) if (value !== null && value !== undefined && value !== "") made.set(name, String(value));
  const text = made.toString();
  return text ? `?${text}` : "";
}

/** The filters that are set, one entry for each value. */
export function activeFilters(query: URLSearchParams): { name: Filter; value: string }[] {
  return FILTERS.flatMap((name) => query.getAll(name).flatMap((value) => (name === "type" || name === "quad" ? value.split(",") : [value]))
    .filter(Boolean).map((value) => ({ name, value })));
}

/** The address of another page with the same filters. */
export function pageLink(path: string, query: URLSearchParams): string {
  return path + apiQuery(query);
}

/** All values of a repeated parameter, also where they are separated by commas. */
export function values(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((value) => value.split(",")).filter(Boolean);
}
