// The free time that is pointed at, by click or arrows: a button in its column that holds the focus. It stays while a form that was opened from it is in front,
// so that the browser gives the focus back to it; else it goes with the focus.
import { timeText } from "./calendar-ghost.js";

export function point(grid, column, minute, length) {
  let slot = grid.querySelector("button.slot");
  if (slot?.parentElement !== column) {
    slot?.remove();
    slot = document.createElement("button");
    slot.type = "button";
    slot.className = "slot";
    slot.addEventListener("blur", () => document.querySelector("dialog[open]") || slot.remove());
  }
  const who = column.parentElement.querySelector(`#${column.getAttribute("aria-labelledby")} strong`).textContent;
  slot.style.setProperty("--at", minute);
  slot.style.setProperty("--for", length);
  slot.dataset.at = minute;
  slot.textContent = timeText(minute);
  slot.setAttribute("aria-label", `${who}, ${timeText(minute)}`);
  if (!slot.isConnected) column.append(slot);
  slot.focus();
}
