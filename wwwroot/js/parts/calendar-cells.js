// One free time of the calendar, held by the keyboard; and the one from which a form was opened, so that the focus comes back to it.
import { Axis, timeText } from "./calendar-ghost.js";

const left = new WeakMap();

export function point(grid, column, minute, length) {
  let slot = grid.querySelector("button.slot");
  if (slot?.parentElement !== column) {
    slot?.remove();
    slot = document.createElement("button");
    slot.type = "button";
    slot.className = "slot";
    slot.addEventListener("blur", () => slot.remove());
  }
  slot.style.setProperty("--at", minute);
  slot.style.setProperty("--for", length);
  slot.dataset.at = minute;
  slot.textContent = timeText(minute);
  slot.setAttribute("aria-label", `${column.parentElement.querySelector(`#${column.getAttribute("aria-labelledby")} strong`).textContent}, ${timeText(minute)}`);
  if (!slot.isConnected) column.append(slot);
  slot.focus();
}

// A form is opened from here.
export function leave(cal, column, minute) {
  left.set(cal, { column, minute });
}

// The form is closed again; unless the focus has gone somewhere of its own, it goes on where it was.
export function comeBack(cal) {
  const cell = left.get(cal);
  left.delete(cal);
  const grid = cal.querySelector(".tg");
  const column = cell && grid?.querySelector(`.tg-col[data-col="${cell.column}"]`);
  if (column && (document.activeElement === document.body || document.activeElement === grid)) point(grid, column, cell.minute, new Axis(grid).step);
}
