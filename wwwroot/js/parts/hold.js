// Counts down the time that is kept, says so at sensible moments, and lets it go when the person leaves.
// data-seconds what is left, data-of the whole, data-stay the paths on which the time stays kept, data-release where to let it go,
// data-words {"300": "…", "120": "…", "60": "…", "0": "…"} what is said aloud with that many seconds left.

export default (element, signal) => {
  const { seconds, of, stay, release } = element.dataset;
  const words = JSON.parse(element.dataset.words);
  const show = (name, on) => { element.querySelector(`[data-${name}]`).hidden = !on; };
  const clock = element.querySelector("[data-clock]");
  const voice = element.querySelector("[role=status]");
  const ends = performance.now() + seconds * 1000;
  let staying = false;

  const tick = () => {
    const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    element.style.setProperty("--rest", left / of);
    element.classList.toggle("soon", left <= 120 && left > 0);
    if (words[left]) voice.textContent = words[left];
    if (left > 0) return;
    clearInterval(timer);
    element.classList.add("over");
    show("counting", false);
    show("over", true);
  };
  const timer = setInterval(tick, 1000);
  show("running", false);
  show("counting", true);
  tick();

  const paths = stay.split(" ");
  const stays = (url) => paths.some((path) => new URL(url, location.href).pathname.startsWith(path));
  const letGo = () => navigator.sendBeacon(release);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link) staying = stays(link.href);
  }, { signal });
  document.addEventListener("submit", (event) => { staying = stays(event.target.action); }, { signal });
  window.navigation?.addEventListener("navigate", (event) => { if (event.navigationType === "reload") staying = true; }, { signal });
  addEventListener("pagehide", () => { if (!staying) letGo(); }, { signal });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    if (!stays(location.href)) letGo();
  });
};
