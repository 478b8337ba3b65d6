/** Requests to the server of the review page. Everything is JSON; the cookie goes along by itself. */

import { wording } from "./wording.js";

/** An answer that is no success: `status` is the HTTP status, `body` what the server said, if it was JSON. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body?.error ?? body?.conflict ?? wording("server_answered", { status: String(status) }));
    this.status = status;
    this.body = body ?? {};
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {
  constructor() {
    super(wording("no_answer"));
  }
}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable();
  }
  let body = null;
  try {
    body = await response.json();
  } catch (error) {
    if (response.ok) throw new Unreachable();
  }
  if (!response.ok) throw new Refusal(response.status, body);
  return body;
}

function get(path, options = {}) {
  return answer(fetch(path, { credentials: "same-origin", ...options }));
}

function post(path, data) {
  return answer(
    fetch(path, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Aligner": "1" },
      body: JSON.stringify(data),
    }),
  );
}

function windowName() {
  let name = sessionStorage.getItem("window");
  if (!name) {
    name = crypto.getRandomValues(new Uint32Array(2)).join("-");
    sessionStorage.setItem("window", name);
  }
  return name;
}

const window_ = windowName();

export const api = {
  window: window_,
  index: () => get("/api/index"),
  rows: (keys) => get(`/api/rows?keys=${keys.join(",")}`),
  words: (key, signal) => get(`/api/words?key=${key}`, { signal }),
  search: (text, signal) => get(`/api/search?q=${encodeURIComponent(text)}`, { signal }),
  changes: (since, wait, signal) => get(`/api/changes?since=${since}&wait=${wait}&window=${window_}`, { signal }),
  decide: (revision, key, kind, data) => post("/api/decide", { window: window_, revision, key, kind, ...data }),
  undo: (revision) => post("/api/undo", { window: window_, revision }),
  redo: (revision) => post("/api/redo", { window: window_, revision }),
  join: (revision, key) => post("/api/join", { window: window_, revision, key }),
  check: () => post("/api/check", { window: window_ }),
  alike: (key, flag) => get(`/api/alike?key=${key}&flag=${flag}`),
  replacements: (wanted, instead) => get(`/api/replacements?q=${encodeURIComponent(wanted)}&with=${encodeURIComponent(instead)}`),
  history: () => get("/api/history"),
  changed: () => get("/api/changed"),
  realign: (key) => post("/api/realign", { window: window_, key }),
  save: () => post("/api/save", { window: window_ }),
};
