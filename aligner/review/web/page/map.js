import { isFlagged, isOpen } from "./store.js";
import { wording } from "./wording.js";

const FLAGGED = ["", "--minor", "--major", "--critical"];

/**
 * The map: a dot for each segment, source from left to right, target from top to bottom. Graver flags are larger dots
 * of another colour; sentences without counterpart are bars that cross their side, so that gaps are seen.
 */
export class AlignmentMap {
  /** `jump(entry)` is called with the segment that was chosen. */
  constructor(store, canvas, jump) {
    Object.assign(this, { store, canvas, jump });
    this.base = document.createElement("canvas");
    store.addEventListener("view", () => this.#later(false));
    store.addEventListener("counts", () => this.#anew());
    store.addEventListener("current", () => this.#later(false));
    new ResizeObserver(() => this.#later(true)).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#later(true));
    canvas.addEventListener("pointerdown", (event) => this.#point(event));
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Draw all dots again once it is quiet. */
  #anew() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#later(true), 300);
  }

  #later(anew) {
    this.stale ||= anew;
    if (this.waiting) return;
    this.waiting = true;
    // After the rows: the map may lag behind a key press, the rows may not.
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.waiting = false;
        this.draw();
      }, 0),
    );
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !height || !this.store.order.length) return;
    const scale = devicePixelRatio || 1;
    if (this.stale || this.base.width !== Math.round(width * scale)) {
      this.stale = false;
      this.#drawBase(width, height, scale);
    }
    this.canvas.width = this.base.width;
    this.canvas.height = this.base.height;
    const context = this.canvas.getContext("2d");
    context.drawImage(this.base, 0, 0);
    context.scale(scale, scale);
    this.#drawCurrent(context, width, height);
    this.#describe();
  }

  #drawBase(width, height, scale) {
    Object.assign(this.base, { width: Math.round(width * scale), height: Math.round(height * scale) });
    const { order } = this.store;
    const context = this.base.getContext("2d");
    context.scale(scale, scale);
    const style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.spread = this.#spread(width, height);
    const step = Math.max(0.75, Math.min(3, (width / order.length) * 0.6));
    const layers = [[], [], [], []];
    for (const entry of order) layers[isFlagged(entry) ? entry.severity : 0].push(entry);
    const gaps = order.filter((entry) => entry.size.startsWith("0-") || entry.size.endsWith("-0"));
    context.globalAlpha = Math.min(0.35, Math.max(0.03, 40 / Math.max(1, gaps.length)));
    for (const entry of gaps) this.#drawGap(context, entry, colour, width, height);
    context.globalAlpha = 1;
    layers.forEach((entries, severity) => {
      context.fillStyle = colour(severity ? FLAGGED[severity] : "--edge");
      const size = severity ? Math.max(step, 1.5) + severity : step;
      const drawn = new Set();
      for (const entry of entries) {
        const [x, y] = this.#placeOf(entry);
        const pixel = Math.round(x * scale) * 16384 + Math.round(y * scale);
        if (drawn.has(pixel)) continue;
        drawn.add(pixel);
        context.fillRect(x - size / 2, y - size / 2, size, size);
      }
    });
  }

  /** A segment with an empty side: a line across the plot. */
  #drawGap(context, entry, colour, width, height) {
    const [x, y] = this.#placeOf(entry);
    if (entry.size.endsWith("-0")) {
      context.fillStyle = colour("--omission");
      context.fillRect(x - 0.5, 0, 1, height);
    } else if (entry.size.startsWith("0-")) {
      context.fillStyle = colour("--addition");
      context.fillRect(0, y - 0.5, width, 1);
    }
  }

  #drawCurrent(context, width, height) {
    const { current } = this.store;
    if (!current) return;
    const style = getComputedStyle(this.canvas);
    const [x, y] = this.#placeOf(current);
    context.strokeStyle = style.getPropertyValue("--accent").trim();
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.moveTo(0, y);
    context.lineTo(width, y);
    context.stroke();
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, 5, 0, 2 * Math.PI);
    context.stroke();
  }

  #spread(width, height) {
    const last = this.store.order[this.store.order.length - 1];
    const [sources, targets] = last.size.split("-").map(Number);
    const margin = 6;
    return {
      x: (width - 2 * margin) / Math.max(1, (last.sourceStart ?? last.position) + sources - 1),
      y: (height - 2 * margin) / Math.max(1, (last.targetStart ?? last.position) + targets - 1),
      margin,
    };
  }

  #placeOf(entry) {
    const { x, y, margin } = this.spread;
    return [margin + (entry.sourceStart ?? entry.position) * x, margin + (entry.targetStart ?? entry.position) * y];
  }

  #point(event) {
    if (!this.spread) return;
    const box = this.canvas.getBoundingClientRect();
    const at = [event.clientX - box.left, event.clientY - box.top];
    let best = null;
    let least = Infinity;
    for (const entry of this.store.view) {
      const [x, y] = this.#placeOf(entry);
      // A flagged dot is easier to hit.
      const distance = Math.hypot(x - at[0], y - at[1]) - (isFlagged(entry) ? 3 : 0);
      if (distance < least) [best, least] = [entry, distance];
    }
    if (best) this.jump(best);
  }

  #key(event) {
    const { order, current } = this.store;
    const shown = order.filter((entry) => entry.place >= 0);
    if (!shown.length || !current) return;
    const at = Math.max(0, shown.indexOf(current));
    const leap = Math.max(1, Math.round(shown.length / 20));
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: leap, PageUp: -leap };
    let entry = null;
    if (event.key === "Home") [entry] = shown;
    else if (event.key === "End") entry = shown[shown.length - 1];
    else if (event.key in steps) entry = shown[Math.max(0, Math.min(shown.length - 1, at + steps[event.key]))];
    else if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      document.querySelector(".segment.current")?.focus();
    }
    if (!entry) return;
    event.preventDefault();
    this.jump(entry);
  }

  #describe() {
    const { current, order } = this.store;
    if (!current) return;
    this.canvas.setAttribute("aria-valuemax", String(order.length));
    this.canvas.setAttribute("aria-valuenow", String(current.position + 1));
    const state = isOpen(current) ? wording("map.flagged") : "";
    this.canvas.setAttribute("aria-valuetext", wording("map.place", { number: current.position + 1, count: order.length, state }));
  }
}
