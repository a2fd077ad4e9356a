// A week with hours: what is free in it, when a meeting can begin, and the same in words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { clockAt, fitsInto, freeIn, inOrder, liesOver, minuteOf, startsIn, timeWords, weekOf } from "../../kit/static/forms/schedule_hours.js";

const weeks = JSON.parse(readFileSync(new URL("../data/weeks.json", import.meta.url), "utf-8"));
const words = new Proxy({}, { get: (_, key) => `<${String(key)}> {time}` });
const at = (clock) => (clock === "24:00" ? 1440 : minuteOf(clock));
const free = (day, begin, end) => ({ day, begin: at(begin), end: at(end) });

for (const one of weeks)
  test(`what is free: ${one.says}`, () => {
    assert.deepEqual(freeIn(one.days, one.hours, one.minutes), one.free.map((piece) => free(...piece)));
  });

test("a meeting begins when something is free, or at a half hour, while it still fits", () => {
  const starts = (...piece) => startsIn(free(...piece), 60).map(clockAt);
  assert.deepEqual(starts("mon", "15:15", "16:45"), ["15:15", "15:30"]);
  assert.deepEqual(starts("mon", "07:15", "08:15"), ["07:15"]);
  assert.deepEqual(starts("mon", "22:30", "24:00"), ["22:30", "23:00"]);
});

test("an offer fits only where all of it is free", () => {
  const fits = (day, from) => fitsInto(free("tue", "15:50", "17:20"), { day, from, how: "" }, 60);
  assert.deepEqual([fits("tue", "16:00"), fits("tue", "16:20"), fits("tue", "16:21"), fits("tue", "15:49"), fits("wed", "16:00")],
    [true, true, false, false, false]);
});

test("who asks later learns what lies over a time, after midnight too", () => {
  const layers = [
    { id: "night", hours: [{ days: ["mon"], from: "22:00", to: "06:30" }] },
    { id: "school", hours: [{ days: ["tue"], from: "07:00", to: "14:00" }] },
  ];
  const over = (from) => liesOver(layers, { day: "tue", from, how: "" }, 60).map((layer) => layer.id);
  assert.deepEqual([over("06:00"), over("06:15"), over("06:30"), over("14:00")], [["night"], ["night", "school"], ["school"], []]);
});

test("times of day are said in words", () => {
  assert.deepEqual([0, 435, 720, 765, 1440].map((minute) => timeWords(words, minute)),
    ["<schedule.midnight> {time}", "<schedule.am> 7:15", "<schedule.noon> {time}", "<schedule.pm> 12:45", "<schedule.midnight> {time}"]);
});

test("what another edition saved is read as far as it goes, and offers come in the order of the week", () => {
  assert.deepEqual(weekOf("Tuesday at four"), { asked: [], options: [] });
  assert.deepEqual(weekOf({ asked: ["shift"], options: [{ day: "tue", from: "16:00" }, { from: "x" }, null] }),
    { asked: ["shift"], options: [{ day: "tue", from: "16:00", how: "" }] });
  const offers = [["fri", "08:00"], ["mon", "15:15"], ["mon", "07:15"]].map(([day, from]) => ({ day, from, how: "" }));
  assert.deepEqual(inOrder(["mon", "fri"], offers).map((one) => one.from), ["07:15", "15:15", "08:00"]);
});
