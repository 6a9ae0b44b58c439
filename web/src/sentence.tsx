// A sentence with its marked words: never as markup, each mark with a role that is told in words as well as in colour.
import type { JSX } from "preact";
import { slicer } from "./format";
import type { Mark, Role, Sentence } from "./types";

export const ROLES: Record<Role, string> = {
  actor: "actor", recipient: "recipient", trigger: "action", place: "place", timex: "date", speaker: "speaker", cue: "cue",
  content: "words said", addressee: "addressee", via: "through",
};

interface Piece { text: string; roles: Role[] }

/** Cuts a text at the ends of its marks; where marks overlap a piece has all their roles. */
export function pieces(text: string, marks: Mark[]): Piece[] {
  const slice = slicer(text);
  const length = /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length;
  const cuts = new Set([0, length]);
  for (const mark of marks) {
    cuts.add(Math.max(0, Math.min(length, mark.start_char)));
    cuts.add(Math.max(0, Math.min(length, mark.end_char)));
  }
  const points = Array.from(cuts).sort((a, b) => a - b);
  return points.slice(0, -1).map((start, n) => {
    const end = points[n + 1] as number;
    const roles = marks.filter((mark) => mark.start_char <= start && end <= mark.end_char).map((mark) => mark.role);
    return { text: slice(start, end), roles: Array.from(new Set(roles)) };
  });
}

export function Marked({ sentence, quiet = [] }: { sentence: Sentence; quiet?: Role[] }): JSX.Element {
  const shown = sentence.marks.filter((mark) => !quiet.includes(mark.role));
  return (
    <bdi class="sentence" lang="en">
      {pieces(sentence.text, shown).map((piece, n) =>
        piece.roles.length ? (
          <mark key={n} class={piece.roles.map((role) => `m-${role}`).join(" ")} title={piece.roles.map((role) => ROLES[role]).join(", ")}>{piece.text}</mark>
        ) : (
          <span key={n}>{piece.text}</span>
        ),
      )}
      <span class="unseen"> ({shown.length} marked: {shown.map((mark) => ROLES[mark.role]).join(", ") || "none"})</span>
    </bdi>
  );
}

export function Legend({ roles }: { roles: Role[] }): JSX.Element {
  return <p class="legend">{roles.map((role) => <mark key={role} class={`m-${role}`}>{ROLES[role]}</mark>)}</p>;
}
