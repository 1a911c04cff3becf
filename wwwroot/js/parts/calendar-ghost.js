// A visit held in the air over the calendar: a copy that shows where it would fall. Minutes count from midnight of the column's day.

const clock = new Intl.DateTimeFormat(document.documentElement.lang === "ar" ? "ar-u-nu-latn" : "en", { hour: "numeric", minute: "2-digit", timeZone: "UTC" });

export const timeText = (minute) => clock.format(new Date(Date.UTC(2000, 0, 1, 0, minute)));

export const columnsOf = (grid) => [...grid.querySelectorAll(".tg-col")];

export class Axis {
  constructor(grid) {
    this.grid = grid;
    this.from = Number(grid.dataset.from);
    this.to = Number(grid.dataset.to);
    this.step = Number(grid.dataset.step) || 15;
  }

  minuteAt(column, y) {
    const box = column.getBoundingClientRect();
    return this.from + ((y - box.top) / box.height) * (this.to - this.from);
  }

  snap(minute) {
    return Math.round(minute / this.step) * this.step;
  }

  clamp(minute, length) {
    return Math.min(Math.max(minute, this.from), this.to - length);
  }

  // A time that the clocks skip on the column's day does not exist: what falls there begins after it, or a step before it for whoever goes up,
  // as long as the axis has room on that side.
  skipGap(column, minute, up = false) {
    const [from, to] = (column.dataset.gap ?? "").split("-").map(Number);
    if (!(minute >= from && minute < to)) return minute;
    const [before, after] = [from - this.step, to];
    return (up && before >= this.from) || after > this.to - this.step ? before : after;
  }

  columnAt(x) {
    return columnsOf(this.grid).find((column) => {
      const box = column.getBoundingClientRect();
      return x >= box.left && x < box.right;
    });
  }
}

export function clearGhost(cal) {
  for (const ghost of cal.querySelectorAll(".ghost, .slot.drawn")) ghost.remove();
  for (const source of cal.querySelectorAll(".source")) source.classList.remove("source");
  for (const grid of cal.querySelectorAll(".tg.dragging")) grid.classList.remove("dragging");
}

export class Ghost {
  constructor(source) {
    this.source = source;
    this.element = source.cloneNode(true);
    this.element.removeAttribute("href");
    this.element.removeAttribute("data-testid");
    this.element.removeAttribute("aria-label");
    this.element.setAttribute("aria-hidden", "true");
    this.element.classList.remove("open", "is-new", "inside");
    this.element.classList.add("ghost");
    this.element.style.setProperty("--lane", 0);
    this.element.style.setProperty("--lanes", 1);
    this.at = this.startedAt = Number(source.dataset.at);
    this.length = this.startedLength = Number(source.dataset.for);
    this.column = this.startedIn = source.closest(".tg-col");
    source.classList.add("source");
    source.closest(".tg").classList.add("dragging");
    this.place(this.column, this.at, this.length);
  }

  get hasMoved() {
    return this.column !== this.startedIn || this.at !== this.startedAt;
  }

  get hasGrown() {
    return this.length !== this.startedLength;
  }

  place(column, at, length) {
    (this.column = column), (this.at = at), (this.length = length);
    this.element.style.setProperty("--at", at);
    this.element.style.setProperty("--for", length);
    const time = this.element.querySelector(".blk-time");
    if (time) time.textContent = `${timeText(at)} – ${timeText(at + length)}`;
    if (this.element.parentElement !== column) column.append(this.element);
  }

  drop(page) {
    const { visit, line } = this.source.dataset;
    if (this.hasMoved) return page.invokeMethodAsync("DropAsync", visit, Number(line), Number(this.column.dataset.col), this.at);
    if (this.hasGrown) return page.invokeMethodAsync("ResizeAsync", visit, Number(line), this.length);
    return null;
  }
}
