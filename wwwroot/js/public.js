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

// What is tapped answers at once: the button says that it was heard, a slow line is named, and without a line the page stays as it is with all that was typed.
const line = document.getElementById("line");
let slow = 0;

function tell(words) {
  line.textContent = words ?? "";
  line.hidden = !words;
}

function goesOut(event) {
  if (!navigator.onLine) {
    event.preventDefault();
    event.stopImmediatePropagation();
    tell(line.dataset.offline);
    return false;
  }
  clearTimeout(slow);
  slow = setTimeout(() => tell(line.dataset.slow), 2500);
  return true;
}

function cameBack() {
  clearTimeout(slow);
  if (navigator.onLine) tell();
  for (const busy of document.querySelectorAll("[aria-busy]")) busy.ariaBusy = null;
}

addEventListener("offline", () => tell(line.dataset.offline));
addEventListener("online", () => tell());

// A form is sent once: the second tap on a slow line is the same request.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !goesOut(event) || form.method === "get") return;
  if (form.ariaBusy === "true") {
    event.preventDefault();
    return;
  }
  form.ariaBusy = "true";
  if (event.submitter) event.submitter.ariaBusy = "true";
}, true);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target || link.hasAttribute("download")) return;
  const to = new URL(link.href, location.href);
  if (/\.\w+$/.test(to.pathname)) return; // a file: the page stays
  if (to.origin === location.origin && (to.pathname !== location.pathname || to.search !== location.search)) goesOut(event);
}, true);

addEventListener("pageshow", (event) => {
  cameBack();
  if (event.persisted && document.querySelector("[data-fresh]")) location.reload(); // times and holds may have changed meanwhile
});

// The other language is another page: what was typed goes along. Card numbers and codes are not written down anywhere.
const typed = () => [...document.querySelectorAll("main form :is(input, textarea, select)[name]")]
  .filter((field) => field.type !== "hidden" && !/^(cc-|one-time-code)/.test(field.autocomplete));

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-keeps-words]")) return;
  const words = typed().map((field) => [field.name, field.value, field.checked]);
  if (words.length) sessionStorage.setItem("typed", JSON.stringify({ path: location.pathname, words }));
});

function typeAgain() {
  const { path: where, words } = JSON.parse(sessionStorage.getItem("typed") ?? "{}");
  sessionStorage.removeItem("typed");
  if (where !== location.pathname) return;
  for (const field of typed()) {
    const choice = field.type === "radio" || field.type === "checkbox";
    const word = words.find(([name, value]) => name === field.name && (!choice || value === field.value));
    if (!word) continue;
    if (choice) field.checked = word[2];
    else field.value = word[1];
  }
}

// What a full page load does by itself: a new page begins at its top and with its title; another day of the same page says what changed.
function arrive() {
  cameBack();
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
typeAgain();
start();
window.Blazor?.addEventListener("enhancedload", arrive);
