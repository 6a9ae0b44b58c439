// The objects that the API answers with; see docs/api.md.

export type Role = "actor" | "recipient" | "trigger" | "place" | "timex" | "speaker" | "cue" | "content" | "addressee" | "via";

export interface Mark { role: Role; start_char: number; end_char: number }
export interface Sentence { text: string; start_char: number; end_char: number; index: number; marks: Mark[] }
export interface Party {
  text: string; name: string | null; entity: string | null; code: string | null; sector: string[]; office: string | null;
  start_char?: number; end_char?: number; inferred?: boolean;
}
export interface Place {
  name: string; country: string | null; latitude: number | null; longitude: number | null; geonameid: number | null;
  precision: string | null; text?: string; start_char?: number; end_char?: number;
}
export interface Claim { field: string; value: string; reports: number }
export type Review = "machine" | "accepted" | "corrected" | "rejected";
export interface EventRow {
  kind: "event"; id: string; document: string; date: string | null; end_date: string | null; event_type: string; mode: string[];
  context: string[]; auxiliary: string[]; quad_code: number; event_scale: number; actor: Party[]; recipient: Party[];
  place: Place | null; confidence: number; reports: number; independent_reports: number; publishers: number;
  first_report: string | null; last_report: string | null; disagreement: Claim[]; mention: string[]; date_basis: string | null;
  review: Review; publisher: string | null; title: string | null; published: string | null; sentence: Sentence | null;
}
export interface Words { text: string; start_char: number; end_char: number }
export interface Mention {
  id: string; document: string; date: string | null; event_type: string; mode: string[]; actor: Party[]; recipient: Party[];
  place: Place | null; trigger: Words; timex: (Words & { value: string }) | null; sentence: Sentence; statement: string | null;
  confidence: number; rule: string; title: string | null; publisher: string | null; published: string | null; url: string | null;
  copy_of: string | null; context: string[]; auxiliary: string[]; quad_code: number; date_basis: string | null;
}
export interface Reason { feature: string; found: string; weight: number }
export interface Tie { one: string; other: string; weight: number; reasons: Reason[] }
export interface Decision {
  number: number; at: string; reviewer: string; item: string; mention: string; decision: string; before: Record<string, unknown> | null;
  after: Record<string, unknown> | null; other: string | null; why: string | null; queue: string | null; undone: boolean;
}
export interface EventDetail extends EventRow { mentions: Mention[]; why: Tie[]; reviews: Decision[]; neighbours: EventRow[] }
export interface WhyField {
  field: string; value: string | null; words: Words[]; by: string; score: number | null; explanation: string;
  alternatives: { value: string; score: number }[];
}
export interface Why { mention: string; document: string; sentence: Sentence; fields: WhyField[] }
export interface Statement {
  kind: "statement"; id: string; document: string; quotation: string; tone: string; speaker: Party[]; cue: Words | null; content: Words[];
  addressee: Party[]; via: Party[]; about: Party[]; confidence: number; sentence: Sentence; title: string | null; publisher: string | null;
  published: string | null; parent: string | null; rule: string;
}
export interface StatusEntry {
  status: string; date: string | null; document: string; event: string | null; text: string; start_char: number; end_char: number;
  said_by: Party[]; old_date: string | null; new_date: string | null; old_place: string | null; new_place: string | null;
}
export interface Occasion {
  kind: "occasion"; id: string; occasion_type: string; number: number | null; participant: Party[]; date: string | null;
  end_date: string | null; place: Place | null; status: string; contested: boolean; history: StatusEntry[]; mention: string[];
  document: string[]; reports: number; publishers: number; first_report: string | null; last_report: string | null; disagreement: Claim[];
}
export interface DocumentRow {
  id: string; title: string | null; published: string | null; publisher: string | null; url: string | null; language: string | null;
  characters: number; events: number; statements: number;
}
export interface Article {
  document: { id: string; title: string | null; published: string | null; publisher: string | null; url: string | null; language: string | null;
    origin: string | null; text: string; coder: string; digest: string };
  sentences: { index: number; start_char: number; end_char: number }[];
  events: Mention[]; statements: Statement[];
  occasions: { id: string; occasion_type: string; status: string; text: string; start_char: number; end_char: number }[];
  copies: { id: string; title: string | null; publisher: string | null; published: string | null }[];
  issues: { kind: string; message: string; severity: string }[];
}
export interface EntityRow { entity: string; name: string; code: string | null; events: number }
export interface Entity extends EntityRow {
  names: { text: string; count: number }[]; code_name: string | null;
  partners: (EntityRow & { score: number })[]; timeline: { date: string; events: number; score: number }[];
  quotes_by: Statement[]; quotes_about: Statement[]; occasions: Occasion[];
}
export interface Page<T> { rows: T[]; next: string | null; total: number | null }
export interface Facet { value: string | number; label?: string | null; count: number }
export type Facets = Record<"type" | "quad" | "actor" | "recipient" | "country" | "publisher" | "context" | "review", Facet[]>;
export interface Bar { date: string; key: string | number; value: number }
export interface Timeline { bin: "day" | "week" | "month" | "year"; by: string; unit: string; rows: Bar[] }
export interface Summary {
  events: number; reports: number; first: string | null; last: string | null; publishers: number; documents: number; statements: number;
  occasions: number; without_events: number;
}
export interface Dyad {
  actor: string; actor_name: string; recipient: string; recipient_name: string; count: number; score: number; cooperation: number;
  conflict: number;
}
export interface MapData {
  points: { name: string; country: string | null; latitude: number; longitude: number; precision: string; count: number; score: number; quad: number }[];
  countries: { code: string; name: string; numeric: string | null; count: number; score: number }[]; hidden: number;
}
export interface Trends {
  window: { since: string; until: string; baseline_since: string; weeks: number } | null;
  rows: { key: string; label: string; count: number; usual: number; ratio: number | null; low: number; high: number; surprise: number; note: string }[];
  new: { entity: string; name: string; code: string | null; count: number; first: string }[];
}
export interface Score { date: string; events: number; score: number }
export interface Status {
  store: string; coder: string; loopback: boolean; sql: boolean; watching: string[]; documents: number; mentions: number; events: number;
  statements: number; occasions: number; issues: number; reviews: number; last_ingest: string | null; unconsolidated: number;
}
export interface Ontology {
  event_types: { name: string; definition: string; quad_code: number; event_scale: number; modes: string[] }[];
  contexts: string[]; auxiliaries: string[]; sectors: string[]; quads: Record<string, string>;
}
