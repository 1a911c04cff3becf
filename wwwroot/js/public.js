// The only script a public page asks for. Every page works without it; this makes some of them kinder.
// An element with data-part="name" is given to parts/name.js, again after each enhanced navigation.

let stop = new AbortController();
let path = location.pathname;

function start() {
  stop.abort();
  stop = new AbortController();
  for (const element of document.querySelectorAll("[data-part]")) {
    const { signal } = stop;
    import(`./parts/${element.dataset.part}.js`).then((part) => signal.aborted || part.default(element, signal));
  }
  for (const strip of document.querySelectorAll("[data-strip]")) {
    strip.querySelector("[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }
}

// A form is sent once: the second tap on a slow line is the same wish.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get") return;
  if (form.ariaBusy === "true") event.preventDefault();
  else form.ariaBusy = "true";
}, true);

addEventListener("pageshow", (event) => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.ariaBusy = null;
  if (event.persisted && document.querySelector("[data-fresh]")) location.reload(); // times and holds may have changed meanwhile
});

// A new page is announced by its title, which gets the focus; another day of the same page says here what changed.
function arrive() {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.ariaBusy = null;
  if (location.pathname === path) document.getElementById("voice").textContent = document.querySelector("[data-say]")?.dataset.say ?? "";
  path = location.pathname;
  start();
}

start();
window.Blazor?.addEventListener("enhancedload", arrive);
