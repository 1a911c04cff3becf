// What the calendar's page cannot do from the server: gestures, keys, where to look. One call to the page for each finished gesture.
import { listenToPointers } from "./parts/calendar-drag.js";
import { lettersAreOn, listenToKeys, turnLetters } from "./parts/calendar-keys.js";
import { clearGhost } from "./parts/calendar-ghost.js";

const phone = window.matchMedia("(max-width: 47.99rem)");

export function start(cal, page) {
  if (!cal.dataset.listening) {
    cal.dataset.listening = "true";
    listenToPointers(cal, page);
    listenToKeys(cal, page);
    cal.addEventListener("click", (event) => {
      const block = event.target.closest("[data-block]");
      if (block) page.invokeMethodAsync("BlockAsync", block.dataset.block);
    });
  }
  return { phone: phone.matches, letters: lettersAreOn() };
}

// To "now" when it is on the axis, else to the first visit.
export function look(cal) {
  const grid = cal.querySelector(".tg");
  if (!grid) return;
  const target = grid.querySelector(".now-line") ?? grid.querySelector(".blk");
  if (!target) return;
  grid.scrollTop = Math.max(0, target.offsetTop - grid.clientHeight / 3);
}

// The question a gesture asked is answered: what was held in the air is put down.
export function settle(cal) {
  clearGhost(cal);
}

export { turnLetters };

let opener = null;

export function showPanel(cal) {
  const active = document.activeElement;
  if (active?.matches?.(".blk, .mini, .visit a")) opener = active.dataset.visit ?? null;
  cal.querySelector("#panel-title")?.focus({ preventScroll: true });
}

export function hidePanel(cal) {
  if (opener && (document.activeElement === document.body || document.activeElement === null)) cal.querySelector(`[data-visit="${opener}"]`)?.focus({ preventScroll: true });
  opener = null;
}
