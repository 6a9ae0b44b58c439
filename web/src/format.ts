// How numbers, days, parties and types are written.
import type { EventRow, Party, Place } from "./types";

export const QUADS: Record<number, { name: string; short: string; sign: string }> = {
  1: { name: "verbal cooperation", short: "verbal coop.", sign: "◌" },
  2: { name: "material cooperation", short: "material coop.", sign: "●" },
  3: { name: "verbal conflict", short: "verbal conflict", sign: "◇" },
  4: { name: "material conflict", short: "material conflict", sign: "◆" },
};

export const count = (value: number): string => value.toLocaleString("en-US");
export const plural = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;

export function partyName(party: Party): string {
  return party.name ?? party.text;
}
export function parties(list: Party[]): string {
  return list.map(partyName).join(" and ");
}
export function typeName(row: { event_type: string; mode: string[] }): string {
  return row.mode.length ? `${row.event_type} · ${row.mode.join(", ")}` : row.event_type;
}
export function day(date: string | null, end?: string | null): string {
  if (!date) return "no date";
  return end && end !== date ? `${date} – ${end}` : date;
}
export function precision(date: string | null, end?: string | null): string {
  if (!date) return "no day is known";
  if (end && end !== date) return "known as a span of days";
  return date.length === 10 ? "known to the day" : date.length === 7 ? "known to the month" : "known to the year";
}
export function placeName(place: Place | null): string {
  if (!place) return "";
  return place.country && place.name !== place.country ? `${place.name}, ${place.country}` : place.name;
}
export function score(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : `${value > 0 ? "+" : ""}${value.toFixed(1)}`;
}
export function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
export function sentenceOf(row: EventRow): string {
  return `${parties(row.actor) || "somebody"} – ${typeName(row)}${row.recipient.length ? ` – ${parties(row.recipient)}` : ""}`;
}
export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
/** First and last day of a bar that begins on a date. */
export function barDays(date: string, bin: string): [string, string] {
  if (bin === "day") return [date, date];
  if (bin === "week") return [date, addDays(date, 6)];
  const [year = 2000, month = 1] = date.split("-").map(Number);
  if (bin === "year") return [date, `${year}-12-31`];
  return [date, new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)];
}
/** Offsets of the API count code points; JavaScript counts UTF-16 units. */
export function slicer(text: string): (start: number, end: number) => string {
  const points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  return (start, end) => (points ? points.slice(start, end).join("") : text.slice(start, end));
}
