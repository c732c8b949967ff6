/** Time that passes only when a test says so. */

let now = 0;
let lastId = 0;
/** @type {Map<number, {at: number, every: number, act: () => void}>} */
const timers = new Map();

function add(act, delay = 0, every = 0) {
  timers.set(++lastId, { at: now + delay, every, act });
  return lastId;
}

/** Replaces the timers and the clock of this process; forgets what was planned. */
export function useFakeTimers() {
  timers.clear();
  now = 0;
  globalThis.setTimeout = (act, delay) => add(act, delay);
  globalThis.setInterval = (act, delay) => add(act, delay, delay);
  globalThis.clearTimeout = globalThis.clearInterval = (id) => void timers.delete(id);
  Date.now = () => 1_000_000 + now;
}

/** Lets so many milliseconds pass, running what falls due, in order. */
export function tick(milliseconds) {
  const end = now + milliseconds;
  for (let due = nextDue(end); due; due = nextDue(end)) {
    const [id, timer] = due;
    now = timer.at;
    if (timer.every) timer.at += timer.every;
    else timers.delete(id);
    timer.act();
  }
  now = end;
}

function nextDue(end) {
  const due = [...timers].filter(([, { at }]) => at <= end);
  return due.sort(([, a], [, b]) => a.at - b.at)[0];
}
