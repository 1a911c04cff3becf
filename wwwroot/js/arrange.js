// A list whose rows are dragged into another order by their grips, by mouse, pen or finger. The buttons beside the grips do the same.

export function arrange(list, page) {
  let drag = null;

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0 || drag || grip.closest("[data-arrange]") !== list) return;
    const rows = [...list.children].filter((row) => [...row.querySelectorAll("[data-grip]")].some((other) => other.closest("[data-arrange]") === list));
    const row = rows.find((other) => other.contains(grip));
    if (rows.length < 2) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const places = rows.map((other) => other.getBoundingClientRect()).map((box) => ({ top: box.top + scrollY, height: box.height }));
    const from = rows.indexOf(row);
    drag = { rows, row, places, from, to: from, start: event.clientY + scrollY, grip };
    row.classList.add("lifted");
    list.classList.add("arranging");
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", drop);
    grip.addEventListener("pointercancel", abort);
    window.addEventListener("keydown", escape, true);
  });
  list.dataset.arrange = "ready"; // grips are seen from here on: css/desk.css

  function move(event) {
    const { rows, row, places, from, start } = drag;
    const by = event.clientY + scrollY - start;
    const middle = places[from].top + places[from].height / 2 + by;
    drag.to = places.filter((place, index) => index !== from && place.top + place.height / 2 < middle).length;
    row.style.transform = `translateY(${by}px)`;
    const step = places[from].height + (from + 1 < places.length ? places[from + 1].top - places[from].top - places[from].height : places[from].top - places[from - 1].top - places[from - 1].height);
    rows.forEach((other, index) => {
      if (other === row) return;
      const shift = index > from && index <= drag.to ? -step : index < from && index >= drag.to ? step : 0;
      other.style.transform = shift ? `translateY(${shift}px)` : "";
    });
    if (event.clientY < 60) scrollBy(0, -12);
    else if (event.clientY > innerHeight - 60) scrollBy(0, 12);
  }

  async function drop() {
    const { from, to } = drag;
    if (from !== to) {
      finish(false);
      await page.invokeMethodAsync("DropAsync", from, to).catch(() => {}); // without a connection the page says so itself
    }
    finish(true);
  }

  function abort() {
    drag.to = drag.from;
    finish(true);
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    abort();
  }

  // The rows stay where they were put until the page has drawn the new order.
  function finish(all) {
    if (!drag) return;
    const { rows, row, grip } = drag;
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", drop);
    grip.removeEventListener("pointercancel", abort);
    window.removeEventListener("keydown", escape, true);
    row.classList.remove("lifted");
    if (!all) return;
    for (const other of rows) other.style.transform = "";
    list.classList.remove("arranging");
    drag = null;
  }
}
