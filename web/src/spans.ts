// Stretches of a sentence, moved by whole words; offsets count code points, as everywhere.
import type { Party } from "./types";

export interface Span { start_char: number; end_char: number }

const NEXT = /^[^\p{L}\p{N}]*[\p{L}\p{N}][\p{L}\p{N}'’-]*/u;
const LAST = /[^\p{L}\p{N}]*[\p{L}\p{N}][\p{L}\p{N}'’-]*[^\p{L}\p{N}]*$/u;
const length = (text: string): number => Array.from(text).length;
const cut = (text: string, start: number, end?: number): string => Array.from(text).slice(start, end).join("");

/** One word more at the end; the same where the sentence ends. */
export function grown(text: string, span: Span): Span {
  const more = NEXT.exec(cut(text, span.end_char))?.[0] ?? "";
  return { ...span, end_char: span.end_char + length(more) };
}

/** One word less at the end; the same where only one is left. */
export function shrunk(text: string, span: Span): Span {
  const less = cut(text, span.start_char, span.end_char).replace(LAST, "");
  return less ? { ...span, end_char: span.start_char + length(less) } : span;
}

/** How parties are written in a line to edit: `Name (KEN); Name (UGA)`. */
export const written = (list: Party[]): string =>
  list.map((party) => `${party.name ?? party.text}${party.code ? ` (${party.code})` : ""}`).join("; ");

/** The parties of an edited line; those whose name stayed keep what else was known of them. */
export function read(text: string, before: Party[]): Partial<Party>[] {
  return text.split(";").map((part) => part.trim()).filter(Boolean).map((part) => {
    const found = /^(.*?)\s*(?:\(([A-Z]{3})\))?$/.exec(part);
    const name = found?.[1] ?? part;
    const known = before.find((party) => (party.name ?? party.text) === name);
    return { text: known?.text ?? name, name, code: found?.[2] ?? null, entity: known && known.code === (found?.[2] ?? null) ? known.entity : null, sector: known?.sector ?? [], office: known?.office ?? null };
  });
}

/** The line with the name of one party put in place of another; codes stay. */
export function renamed(line: string, at: number, name: string): string {
  return line.split(";").map((part, number) => (number === at ? `${name}${/\s*\([A-Z]{3}\)\s*$/.exec(part)?.[0].trimEnd() ?? ""}` : part.trim())).join("; ");
}
