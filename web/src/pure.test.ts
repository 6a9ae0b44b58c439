import { describe, expect, test } from "vitest";
import { activeFilters, apiQuery, values } from "./filters";
import { addDays, barDays, day, plural, precision, score, slicer } from "./format";
import { grown, read, renamed, shrunk, written } from "./spans";
import type { Party } from "./types";

const LAVROV: Party = { text: "Minister Lavrov", name: "Sergei Lavrov", entity: "person:sergei lavrov", code: "RUS", sector: ["GOV"], office: "minister" };

describe("filters", () => {
  test("only the filters go to the API, repeated ones too", () => {
    const query = new URLSearchParams("actor=KEN&type=AID&type=CONSULT&page=3&q=&unit=reports");
    expect(apiQuery(query)).toBe("?actor=KEN&type=AID&type=CONSULT&unit=reports");
    expect(apiQuery(query, { limit: 5, cursor: null })).toContain("limit=5");
    expect(apiQuery(new URLSearchParams())).toBe("");
  });
  test("a filter of several values is shown one by one", () => {
    const query = new URLSearchParams("type=AID,CONSULT&quad=1&since=2020-01-01");
    expect(activeFilters(query).map((one) => one.value)).toEqual(["AID", "CONSULT", "1", "2020-01-01"]);
    expect(values(query, "type")).toEqual(["AID", "CONSULT"]);
  });
});

describe("how things are written", () => {
  test("days and their precision", () => {
    expect(day("2018-05-31", "2018-06-02")).toBe("2018-05-31 – 2018-06-02");
    expect(day(null)).toBe("no date");
    expect([precision("2018-05-31"), precision("2018-05"), precision("2018")]).toEqual(["known to the day", "known to the month", "known to the year"]);
  });
  test("a bar spans its days", () => {
    expect(addDays("2020-02-28", 2)).toBe("2020-03-01");
    expect(barDays("2020-02-01", "month")).toEqual(["2020-02-01", "2020-02-29"]);
    expect(barDays("2020-12-28", "week")).toEqual(["2020-12-28", "2021-01-03"]);
    expect(barDays("2020-01-01", "year")).toEqual(["2020-01-01", "2020-12-31"]);
  });
  test("numbers", () => {
    expect([plural(1, "event"), plural(1200, "event"), score(2), score(-1.25), score(null)]).toEqual(["1 event", "1,200 events", "+2.0", "-1.3", "–"]);
  });
  test("offsets count code points", () => {
    expect(slicer("😀 Lavrov")(2, 8)).toBe("Lavrov");
  });
});

describe("spans", () => {
  const text = "😀 Sergei Lavrov, of Russia’s ministry, arrived.";
  const cut = (span: { start_char: number; end_char: number }) => slicer(text)(span.start_char, span.end_char);
  const first = { start_char: 2, end_char: 8 };
  test("grow and shrink by a word", () => {
    const two = grown(text, first);
    expect(cut(two)).toBe("Sergei Lavrov");
    expect(cut(grown(text, grown(text, two)))).toBe("Sergei Lavrov, of Russia’s");
    expect(shrunk(text, two)).toEqual(first);
    expect(shrunk(text, first)).toEqual(first);
  });
  test("never beyond the sentence", () => {
    let span = first;
    for (let step = 0; step < 20; step += 1) span = grown(text, span);
    expect(cut(span)).toBe("Sergei Lavrov, of Russia’s ministry, arrived");
  });
});

describe("parties in a line", () => {
  test("what is not changed is kept", () => {
    expect(read(written([LAVROV]), [LAVROV])[0]).toEqual(LAVROV);
    expect(read("Somebody (KEN)", [LAVROV])[0]).toMatchObject({ text: "Somebody", code: "KEN", entity: null });
  });
  test("a name is put in place of another", () => {
    expect(renamed("A (KEN); B", 0, "C")).toBe("C (KEN); B");
    expect(renamed("A (KEN); B", 1, "C D")).toBe("A (KEN); C D");
  });
});
