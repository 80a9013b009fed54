// A table of any length of which the page holds a window: rows near the ones in view, asked for as one scrolls.
//
// The server sends a slice of formatted cells (components/account_grid.py); text is only ever put in as text. The
// scroll bar stands for all rows, as the body is as tall as they are. Keys: arrows, page up and down, home, end, enter.

const ROW = 34; // pixels, as in account_grid.css
const SLICE = 100; // rows that the server sends at once
const AHEAD = 60; // rows wanted beyond those in view, on either side
const KEPT = 1200; // rows held at most; the first slice stays, for printing
const LEAP = 20 * ROW; // pixels scrolled at once, from which on somebody drags the bar past rows they do not read
const SETTLED = 70; // milliseconds without a further leap, before rows are asked for
const PATIENCE = 4000; // milliseconds after which an answer is no longer expected
const SVG = "http://www.w3.org/2000/svg";
const LINE = { width: 76, height: 22 };

export default function (component) {
  const host = component.parentElement.querySelector(".grid");
  host.nexusGrid ??= new Grid(host);
  host.nexusGrid.take(component);
}

function element(name, role, className, text) {
  const made = document.createElement(name);
  if (role) made.setAttribute("role", role);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

class Grid {
  constructor(host) {
    this.host = host;
    this.head = element("div", "row", "head");
    this.body = element("div", "rowgroup", "body");
    host.append(this.head, this.body);
    this.rows = new Map();
    this.drawn = new Map();
    this.active = 0;
    this.asked = null;
    host.addEventListener("scroll", () => this.scrolled(), { passive: true });
    host.addEventListener("keydown", (event) => this.pressed(event));
    host.addEventListener("click", (event) => this.clicked(event));
    new ResizeObserver(() => this.draw()).observe(host);
    const gone = new AbortController();
    const print = (isPrinting) => (host.isConnected ? this.print(isPrinting) : gone.abort());
    window.addEventListener("beforeprint", () => print(true), { signal: gone.signal });
    window.addEventListener("afterprint", () => print(false), { signal: gone.signal });
  }

  take({ data, setStateValue, setTriggerValue }) {
    Object.assign(this, { data, setStateValue, setTriggerValue });
    this.asked = null;
    if (data.of !== this.of) this.begin(data);
    data.rows.forEach((row, place) => this.rows.set(data.first + place, row));
    this.forget();
    this.draw();
  }

  begin(data) {
    // The same accounts in the same order, read anew after somebody's write: one stays where one is.
    const isSameList = this.of?.split("-")[0] === data.of.split("-")[0];
    this.of = data.of;
    this.rows.clear();
    this.drawn.clear();
    this.body.replaceChildren();
    if (!isSameList) {
      this.active = 0;
      this.host.scrollTop = 0;
    }
    this.host.setAttribute("aria-label", data.label);
    this.host.setAttribute("aria-rowcount", data.total + 1);
    this.host.setAttribute("aria-colcount", data.columns.length);
    const least = data.columns.reduce((sum, column) => sum + Number(column.width.match(/(\d+)px/)[1]), 0);
    this.host.style.setProperty("--least", `${least}px`);
    this.host.style.setProperty("--columns", data.columns.map((column) => column.width).join(" "));
    this.host.style.setProperty("--rows", data.total);
    this.head.setAttribute("aria-rowindex", 1);
    this.head.replaceChildren(...data.columns.map((column) => this.heading(column)));
  }

  heading(column) {
    const cell = element("div", "columnheader", `cell ${column.kind}`);
    if (column.help) cell.title = column.help;
    if (!column.sorts) {
      cell.textContent = column.label;
      return cell;
    }
    const button = element("button", null, "sort", column.label);
    button.dataset.sort = column.key;
    cell.append(button);
    if (column.sorted) {
      cell.setAttribute("aria-sort", column.sorted);
      button.append(element("span", null, "arrow", column.sorted === "ascending" ? " ↑" : " ↓"));
    }
    return cell;
  }

  inView() {
    const height = Math.max(this.host.clientHeight - ROW, ROW);
    const first = Math.floor(this.host.scrollTop / ROW);
    return [first, Math.min(first + Math.ceil(height / ROW) + 1, this.data.total)];
  }

  scrolled() {
    const moved = this.host.scrollTop - (this.before ?? 0);
    this.downwards = moved >= 0;
    this.isLeaping = Math.abs(moved) > LEAP;
    this.before = this.host.scrollTop;
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  draw() {
    if (!this.data || this.isPrinting) return;
    const [first, last] = this.inView();
    const wanted = new Set();
    for (let place = Math.max(first - 8, 0); place < Math.min(last + 8, this.data.total); place++) wanted.add(place);
    if (this.isFocused()) wanted.add(this.active);
    for (const [place, row] of this.drawn) {
      if (wanted.has(place)) this.fill(place, row);
      else {
        row.remove();
        this.drawn.delete(place);
      }
    }
    for (const place of wanted) if (!this.drawn.has(place)) this.put(place);
    this.wish();
  }

  put(place) {
    const row = element("div", "row", "row");
    row.setAttribute("aria-rowindex", place + 2);
    row.style.top = `${place * ROW}px`;
    row.dataset.place = place;
    row.tabIndex = place === this.active ? 0 : -1;
    row.setAttribute("aria-busy", "true");
    this.fill(place, row);
    this.body.append(row);
    this.drawn.set(place, row);
  }

  // The cells of a row that waited for them; the row stays, as it may have the focus.
  fill(place, row) {
    const cells = this.rows.get(place);
    if (!cells || !row.hasAttribute("aria-busy")) return;
    row.removeAttribute("aria-busy");
    row.append(...this.data.columns.map((column, at) => this.cell(column, cells[at + 1], cells[0])));
  }

  cell(column, value, account) {
    const cell = element("div", "gridcell", `cell ${column.kind}`);
    if (value === null || value === undefined) cell.append(element("span", null, "missing", this.data.missing));
    else if (column.kind === "name") cell.append(this.link(value, account));
    else if (column.kind === "health") cell.append(element("span", null, `sign ${value[2]}`, value[0]), value[1]);
    else if (column.kind === "line") cell.append(this.line(value));
    else cell.textContent = value;
    if (column.kind === "name" || column.kind === "text") cell.title = value ?? "";
    return cell;
  }

  link(name, account) {
    const link = element("a", null, null, name);
    link.href = this.data.href + encodeURIComponent(account);
    link.tabIndex = -1;
    return link;
  }

  line(values) {
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", `0 0 ${LINE.width} ${LINE.height}`);
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", `From ${values[0]} to ${values[values.length - 1]}`);
    const drawn = document.createElementNS(SVG, "polyline");
    const step = LINE.width / Math.max(values.length - 1, 1);
    const points = values.map((value, at) => `${(at * step).toFixed(1)},${(LINE.height * (1 - value / 100)).toFixed(1)}`);
    drawn.setAttribute("points", points.join(" "));
    drawing.append(drawn);
    return drawing;
  }

  wish() {
    const [first, last] = this.inView();
    const from = Math.max(first - AHEAD, 0);
    const to = Math.min(last + AHEAD, this.data.total);
    const missing = [];
    for (let place = from; place < to; place++) if (!this.rows.has(place)) missing.push(place);
    if (!missing.length || (this.asked && performance.now() - this.asked.at < PATIENCE)) return;
    const seen = missing.find((place) => place >= first && place < last);
    const next = seen ?? (this.downwards === false ? missing[missing.length - 1] : missing[0]);
    clearTimeout(this.timer);
    if (this.isLeaping) this.timer = setTimeout(() => this.ask(next), SETTLED);
    else this.ask(next);
  }

  ask(place) {
    const [first, last] = this.inView();
    this.isLeaping = false;
    const isFar = place < first - AHEAD || place >= last + AHEAD;
    if (this.rows.has(place) || isFar) return isFar ? this.wish() : undefined;
    const start = this.downwards !== false ? place : place - SLICE + 1 + (first < place ? 0 : last - first);
    this.asked = { at: performance.now() };
    this.setStateValue("slice", { of: this.of, first: Math.max(start, 0) });
  }

  forget() {
    if (this.rows.size <= KEPT) return;
    const [first, last] = this.inView();
    for (const place of this.rows.keys()) {
      if (place >= SLICE && (place < first - KEPT / 3 || place > last + KEPT / 3)) this.rows.delete(place);
    }
  }

  focused() {
    return this.host.getRootNode().activeElement;
  }

  isFocused() {
    return this.body.contains(this.focused());
  }

  pressed(event) {
    const page = Math.max(Math.floor(this.host.clientHeight / ROW) - 2, 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.data.total, End: this.data.total };
    if (!this.isFocused() || event.altKey || event.metaKey) return;
    if (event.key === "Enter") this.open(this.active, event);
    else if (event.key in steps) {
      event.preventDefault();
      this.move(Math.min(Math.max(this.active + steps[event.key], 0), this.data.total - 1));
    }
  }

  move(place) {
    const before = this.drawn.get(this.active);
    if (before) before.tabIndex = -1;
    this.active = place;
    const top = place * ROW;
    const height = this.host.clientHeight - ROW;
    if (top < this.host.scrollTop) this.host.scrollTop = top;
    else if (top + ROW > this.host.scrollTop + height) this.host.scrollTop = top + ROW - height;
    if (!this.drawn.has(place)) this.put(place);
    const now = this.drawn.get(place);
    now.tabIndex = 0;
    now.focus({ preventScroll: true });
    this.draw();
  }

  clicked(event) {
    const sort = event.target.closest("[data-sort]");
    if (sort) return this.setTriggerValue("sorted", sort.dataset.sort);
    const row = event.target.closest("[data-place]");
    const isOurs = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (row && isOurs) this.open(Number(row.dataset.place), event);
  }

  open(place, event) {
    const cells = this.rows.get(place);
    if (!cells) return;
    event.preventDefault();
    this.setTriggerValue("opened", cells[0]);
  }

  print(isPrinting) {
    if (!this.data) return;
    this.isPrinting = isPrinting;
    this.drawn.clear();
    this.body.replaceChildren();
    if (isPrinting) for (let place = 0; place < Math.min(SLICE, this.data.total); place++) this.put(place);
    else this.draw();
  }
}
