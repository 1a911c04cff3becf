// Mouse, pen and finger on the calendar. A mouse drags at once; a finger lifts with a long press, so that scrolling never moves a visit.
import { point } from "./calendar-cells.js";
import { Axis, Ghost, clearGhost, timeText } from "./calendar-ghost.js";

const FAR = 5; // px a mouse travels before it is a drag
const SHAKY = 10; // px a finger may tremble while it presses
const LONG = 380; // ms of a long press
const EDGE = 36; // px from the edge at which the grid scrolls along

// Time on which nothing stands; the button that points at a free time is a part of it.
const isFree = (target) => !target.closest("a, button:not(.slot)");

export function listenToPointers(cal, page) {
  let gesture = null;
  let justDropped = false;

  function begin(event) {
    if (event.button !== 0 || gesture) return;
    const grid = event.target.closest(".tg[data-editable]");
    if (!grid) return;
    const visit = event.target.closest(".blk");
    const column = event.target.closest(".tg-col");
    const grip = event.target.closest(".grip");
    if (grip && !visit?.dataset.resizable) return; // its length is fixed: pulling at its end is not to carry it away
    const kind = grip ? "resize" : visit?.dataset.movable ? "move" : column && isFree(event.target) ? "draw" : null;
    if (!kind || (kind === "draw" && event.pointerType === "touch")) return;

    const touch = event.pointerType === "touch";
    gesture = { kind, visit, column, axis: new Axis(grid), x: event.clientX, y: event.clientY, id: event.pointerId, touch, lifted: false };
    if (gesture.touch) gesture.timer = setTimeout(lift, LONG);
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", abort);
    window.addEventListener("keydown", escape, true);
  }

  function lift() {
    const { kind, visit, column, axis, y } = gesture;
    gesture.lifted = true;
    if (kind === "draw") {
      gesture.first = axis.skipGap(column, axis.clamp(axis.snap(axis.minuteAt(column, y) - axis.step / 2), axis.step));
      gesture.slot = document.createElement("div");
      gesture.slot.className = "slot drawn";
      column.append(gesture.slot);
    } else {
      gesture.ghost = new Ghost(visit);
      gesture.grabbed = axis.minuteAt(visit.closest(".tg-col"), y) - gesture.ghost.at;
    }
    if (gesture.touch) navigator.vibrate?.(12);
  }

  function move(event) {
    if (event.pointerId !== gesture.id) return;
    const distance = Math.hypot(event.clientX - gesture.x, event.clientY - gesture.y);
    if (!gesture.lifted) {
      if (gesture.touch && distance > SHAKY) finish();
      else if (!gesture.touch && distance > FAR) lift();
      if (!gesture?.lifted) return;
    }
    scrollAlong(gesture.axis.grid, event);
    show(event);
  }

  function show(event) {
    const { kind, axis, ghost, column, slot } = gesture;
    if (kind === "move") {
      const over = axis.columnAt(event.clientX) ?? ghost.column;
      ghost.place(over, axis.skipGap(over, axis.clamp(axis.snap(axis.minuteAt(over, event.clientY) - gesture.grabbed), ghost.length)), ghost.length);
    } else if (kind === "resize") {
      const until = axis.snap(axis.minuteAt(ghost.column, event.clientY));
      ghost.place(ghost.column, ghost.at, Math.max(axis.step, Math.min(until, axis.to) - ghost.at));
    } else {
      const until = axis.snap(axis.minuteAt(column, event.clientY) + axis.step / 2);
      gesture.length = Math.max(axis.step, Math.min(until, axis.to) - gesture.first);
      slot.style.setProperty("--at", gesture.first);
      slot.style.setProperty("--for", gesture.length);
      slot.textContent = `${timeText(gesture.first)} – ${timeText(gesture.first + gesture.length)}`;
    }
  }

  function scrollAlong(grid, event) {
    const box = grid.getBoundingClientRect();
    if (event.clientY > box.bottom - EDGE) grid.scrollTop += 12;
    else if (event.clientY < box.top + 60 + EDGE) grid.scrollTop -= 12;
    if (event.clientX > box.right - EDGE) grid.scrollLeft += 12;
    else if (event.clientX < box.left + EDGE) grid.scrollLeft -= 12;
  }

  function end(event) {
    if (event.pointerId !== gesture.id) return;
    const { lifted, kind, axis, ghost, column, first, length } = gesture;
    finish();
    if (!lifted) return;
    justDropped = true;
    setTimeout(() => { justDropped = false; });
    if (kind === "draw") {
      point(axis.grid, column, first, axis.step);
      page.invokeMethodAsync("CreateAsync", Number(column.dataset.col), first, length ?? 0);
    } else if (!ghost.drop(page)) clearGhost(cal);
  }

  function abort() {
    finish();
    clearGhost(cal);
  }

  function escape(event) {
    if (event.key !== "Escape" || !gesture.lifted) return;
    event.preventDefault();
    event.stopPropagation();
    abort();
  }

  function finish() {
    clearTimeout(gesture?.timer);
    gesture = null;
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
    window.removeEventListener("pointercancel", abort);
    window.removeEventListener("keydown", escape, true);
  }

  cal.addEventListener("pointerdown", begin);
  cal.addEventListener("touchmove", (event) => gesture?.lifted && event.preventDefault(), { passive: false });
  cal.addEventListener("contextmenu", (event) => gesture?.touch && event.preventDefault());
  cal.addEventListener("dragstart", (event) => event.target.closest(".blk") && event.preventDefault());
  cal.addEventListener("click", (event) => {
    if (justDropped) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const column = event.target.closest(".tg[data-editable] .tg-col");
    if (!column || !isFree(event.target)) return;
    const axis = new Axis(column.closest(".tg"));
    const pressed = event.target.closest("button.slot"); // by mouse, by the enter key or by the space bar
    const under = pressed ? Number(pressed.dataset.at) : Math.floor(axis.minuteAt(column, event.clientY) / axis.step) * axis.step;
    const minute = axis.skipGap(column, axis.clamp(under, axis.step));
    point(axis.grid, column, minute, axis.step);
    page.invokeMethodAsync("CreateAsync", Number(column.dataset.col), minute, 0);
  }, true);
}
