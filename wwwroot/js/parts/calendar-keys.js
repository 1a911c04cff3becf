// The calendar without a mouse: arrows between visits and free times, space lifts a visit. Letters by their place on the keyboard, so Arabic layouts work too.
import { point } from "./calendar-cells.js";
import { Axis, Ghost, clearGhost, columnsOf } from "./calendar-ghost.js";

const LETTERS = { KeyN: "book", KeyW: "walkin", KeyB: "block", KeyQ: "queue" };
const SWITCH = "calendar-letters"; // "off" on this device: whoever speaks to her computer must be able to stop single letters from acting

export const lettersAreOn = () => localStorage.getItem(SWITCH) !== "off";

export const turnLetters = (on) => localStorage.setItem(SWITCH, on ? "on" : "off");

export function listenToKeys(cal, page) {
  let held = null;

  cal.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !held) return closePanel(event);
    const grid = event.target.closest(".tg");
    if (!grid) return;
    const act = held ? holding(event, grid) : walking(event, grid);
    if (act) {
      event.preventDefault();
      event.stopPropagation();
    }
  });

  // Letters act on the whole page, unless somebody types or is asked something.
  document.addEventListener("keydown", function everywhere(event) {
    if (!cal.isConnected) return document.removeEventListener("keydown", everywhere);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || held) return;
    if (!lettersAreOn() && !cal.querySelector(".tg")?.contains(event.target)) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog") || document.querySelector("dialog[open]")) return;
    if (letter(event)) event.preventDefault();
  });

  // The link above the calendar leads into it; it stands outside of what is drawn anew with the calendar.
  document.addEventListener("click", function toGrid(event) {
    if (!cal.isConnected) return document.removeEventListener("click", toGrid, true);
    const grid = event.target.closest("[data-to-grid]") && cal.querySelector(".tg");
    if (!grid) return;
    event.preventDefault();
    event.stopPropagation();
    grid.focus();
  }, true);

  function letter(event) {
    if (event.key === "?" || event.key === "؟") return tell("AskAsync", "help");
    if (event.code === "KeyT") return Boolean(document.querySelector('[data-key="today"]')?.click() ?? true);
    if (event.code === "KeyG") return Boolean(cal.querySelector(".tg")?.focus() ?? true);
    if (LETTERS[event.code]) return tell("AskAsync", LETTERS[event.code]);
    return false;
  }

  function closePanel(event) {
    const close = cal.querySelector('[data-key="close"]');
    if (close && !event.target.closest("dialog")) close.click();
  }

  function walking(event, grid) {
    const here = whereIs(event.target, grid);
    const visit = event.target.closest(".blk");
    const [rows, columns] = direction(event);
    if (rows || columns) return go(grid, here, rows, columns, visit);
    if (event.key === "Home") return go(grid, { ...here, minute: new Axis(grid).from, length: 0 }, 0, 0, null);
    if (event.code === "KeyM" && visit) return tell("MoveVisitAsync", visit.dataset.visit);
    if (event.key === " " && visit?.dataset.movable && grid.dataset.editable) return lift(visit);
    return false;
  }

  function holding(event, grid) {
    const axis = new Axis(grid);
    const columns = columnsOf(grid);
    const [rows, sideways] = direction(event);
    if (event.key === "Escape") {
      const { source } = held;
      held = null;
      clearGhost(cal);
      source.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      const { source } = held;
      if (!held.drop(page)) clearGhost(cal);
      held = null;
      source.focus();
    } else if (rows && event.shiftKey) {
      if (held.source.dataset.resizable) held.place(held.column, held.at, Math.max(axis.step, held.length + rows * axis.step));
    } else if (rows || sideways) {
      const column = columns[Math.min(Math.max(columns.indexOf(held.column) + sideways, 0), columns.length - 1)];
      held.place(column, axis.skipGap(column, axis.clamp(axis.snap(held.at + rows * axis.step), held.length), rows < 0), held.length);
      held.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    return event.key !== "Tab";
  }

  function lift(visit) {
    held = new Ghost(visit);
    return true;
  }

  function tell(method, ...values) {
    page.invokeMethodAsync(method, ...values);
    return true;
  }

  function go(grid, here, rows, sideways, visit) {
    const axis = new Axis(grid);
    const columns = columnsOf(grid);
    const column = columns[Math.min(Math.max(here.column + sideways, 0), columns.length - 1)];
    let minute = here.minute;
    if (rows > 0) minute += visit ? here.length : axis.step;
    if (rows < 0) minute -= visit ? 1 : axis.step;
    minute = axis.skipGap(column, axis.clamp(minute, axis.step), rows < 0);
    const next = visitAt(column, minute, visit);
    if (next) next.focus();
    else point(grid, column, axis.clamp(Math.floor(minute / axis.step) * axis.step, axis.step), axis.step);
    return true;
  }

  function visitAt(column, minute, but) {
    return [...column.querySelectorAll(".blk:not(.ghost)")].find((visit) => {
      const at = Number(visit.dataset.at);
      return visit !== but && at <= minute && minute < at + Number(visit.dataset.for);
    });
  }

  function whereIs(target, grid) {
    const column = target.closest(".tg-col");
    const axis = new Axis(grid);
    const now = grid.querySelector(".now-line");
    if (!column) return { column: 0, minute: now ? Math.floor(Number(now.style.getPropertyValue("--at")) / axis.step) * axis.step : axis.from + 60, length: 0 };
    return { column: Number(column.dataset.col), minute: Number(target.dataset.at ?? axis.from), length: Number(target.dataset.for ?? axis.step) };
  }

  // [down or up, toward the end or the start of the line]
  function direction(event) {
    const ends = document.documentElement.dir === "rtl" ? -1 : 1;
    return { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, ends], ArrowLeft: [0, -ends] }[event.key] ?? [0, 0];
  }
}
