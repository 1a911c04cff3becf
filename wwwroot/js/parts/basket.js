// Ticking a service refreshes the summary and the address without leaving the page. The server does the sums: prices are written in one place only.
export default (form, signal) => {
  let latest = 0;
  form.addEventListener("change", async () => {
    const turn = ++latest;
    const missing = document.querySelector("[data-missing]"); // "choose at least one" is over once one is chosen
    if (missing) missing.hidden = form.querySelector(":checked") !== null;
    const url = new URL(form.dataset.here, location.href);
    url.search = new URLSearchParams(new FormData(form));
    const summary = document.getElementById("summary");
    summary.ariaBusy = "true";
    try {
      const answer = await fetch(url, { signal, headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== latest) return;
      summary.innerHTML = page.getElementById("summary").innerHTML;
      history.replaceState(history.state, "", url);
    } catch (problem) {
      if (problem.name !== "AbortError" && !(problem instanceof TypeError)) throw problem; // off line: the button still sends the form
    } finally {
      summary.ariaBusy = null;
    }
  }, { signal });
};
