// The only script a public page asks for. Every page works without it; this makes some of them kinder.
// An element with data-part="name" is given to parts/name.js, again after each enhanced navigation.

let stop = new AbortController();
let path = location.pathname;
let goingBack = false;

function start() {
  stop.abort();
  stop = new AbortController();
  for (const element of document.querySelectorAll("[data-part]")) {
    const { signal } = stop;
    import(`./parts/${element.dataset.part}.js`).then((part) => signal.aborted || part.default(element, signal));
  }
  for (const group of document.querySelectorAll("[data-themes]")) offerThemes(group, stop.signal);
  for (const strip of document.querySelectorAll("[data-strip]")) center(strip, strip.querySelector("[aria-current]"));
}

// Light, dark or as the device says. The choice is a cookie, so the next page is right from its first byte.
function offerThemes(group, signal) {
  group.hidden = false;
  const show = (theme) => {
    for (const button of group.querySelectorAll("button")) button.ariaPressed = String(button.value === theme);
  };
  show(document.documentElement.dataset.theme ?? "");
  group.addEventListener("click", (event) => {
    const theme = event.target.closest("button")?.value;
    if (theme === undefined) return;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    document.cookie = `theme=${theme}; path=/; samesite=lax; max-age=${theme ? 31536000 : 0}`;
    show(theme);
  }, { signal });
}

// Moves the strip alone, never the page; the same arithmetic serves both directions.
function center(strip, item) {
  if (!item) return;
  const [outer, inner] = [strip.getBoundingClientRect(), item.getBoundingClientRect()];
  strip.scrollBy({ left: inner.left + inner.width / 2 - outer.left - outer.width / 2, behavior: "instant" });
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

// What a full page load does by itself: a new page begins at its top and with its title; another day of the same page says what changed.
function arrive() {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.ariaBusy = null;
  const alert = document.querySelector("main [role=alert]");
  if (alert) {
    alert.scrollIntoView({ block: "start", behavior: "instant" });
  } else if (location.pathname === path) {
    document.getElementById("voice").textContent = document.querySelector("[data-say]")?.dataset.say ?? "";
  } else if (!goingBack && !location.hash) {
    const title = document.querySelector("h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
    scrollTo({ top: 0, behavior: "instant" });
  }
  path = location.pathname;
  goingBack = false;
  start();
}

addEventListener("popstate", () => { goingBack = true; }, true);
start();
window.Blazor?.addEventListener("enhancedload", arrive);
