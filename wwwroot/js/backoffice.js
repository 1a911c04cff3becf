// What pages in a circuit cannot do from the server: modal dialogs, the focus after a refusal, the theme, menus that close when one looks away.

// A dialog closes here first and the page hears of it: on a slow line the next click would else fall on what is about to go.
export function openDialog(dialog, page, opening) {
  dialog.opening = opening;
  if (!dialog.listening) {
    dialog.listening = true;
    dialog.addEventListener("click", (event) => event.target.closest("[data-close]") && closed(dialog, page));
    dialog.addEventListener("cancel", (event) => event.target === dialog && dialog.dataset.busy && event.preventDefault());
    dialog.addEventListener("close", (event) => event.target === dialog && !dialog.open && closed(dialog, page)); // also Escape pressed twice, which nobody can refuse
  }
  if (dialog.open) return;
  dialog.returnFocus = document.activeElement;
  dialog.returnPlace = document.activeElement?.closest("[tabindex]"); // a free time of the calendar is gone by then, its grid is not
  dialog.showModal();
}

export function closeDialog(dialog, opening) {
  if (dialog.opening !== opening) return;
  dialog.told = opening;
  putAway(dialog);
}

function closed(dialog, page) {
  putAway(dialog);
  if (dialog.told === dialog.opening) return;
  dialog.told = dialog.opening;
  page.invokeMethodAsync("ClosedAsync", dialog.opening);
}

function putAway(dialog) {
  dialog.close();
  const place = [dialog.returnFocus, dialog.returnPlace].find((element) => element?.isConnected && element !== document.body);
  if (document.activeElement === document.body || dialog.contains(document.activeElement)) place?.focus({ preventScroll: true });
}

// After a form was refused: to the first field that is wrong, else to the sentence that says why.
export function focusFault(form) {
  const target = form.querySelector('[aria-invalid="true"]') ?? form.querySelector(".error") ?? document.querySelector('[role="alert"]');
  if (!target) return;
  if (!target.matches("input, select, textarea, button, a")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

// The branch that was last chosen on this device, of a salon that has several: the next page begins there.
function keepBranch(event) {
  const choice = event.target.closest?.("[data-branch-of]");
  const link = event.target.closest?.("a[href]");
  const branch = !choice ? null : event.type === "change" ? event.target.value : link && new URL(link.href).searchParams.get("branch");
  if (branch) document.cookie = `branch-${choice.dataset.branchOf}=${branch}; path=/; samesite=lax; max-age=31536000`;
}

function showTheme() {
  const theme = document.documentElement.dataset.theme ?? "";
  for (const button of document.querySelectorAll("[data-theme-choice]")) button.ariaPressed = String(button.value === theme);
}

if (!document.documentElement.dataset.backoffice) {
  document.documentElement.dataset.backoffice = "ready";

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
    }
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    const theme = button.value;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    document.cookie = `theme=${theme}; path=/; samesite=lax; max-age=${theme ? 31536000 : 0}`;
    showTheme();
  });

  // "/" and Ctrl+K lead to the search box, unless somebody is typing.
  document.addEventListener("keydown", (event) => {
    const search = document.querySelector("[data-search]");
    const types = event.target.closest?.("input, textarea, select, [contenteditable]");
    const asks = (event.key === "/" && !types && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!search || !asks || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("change", keepBranch);
  document.addEventListener("click", keepBranch);
  document.addEventListener("toggle", showTheme, true);

  // A page whose circuit is gone for good (a restart, a long sleep) comes back by itself as soon as the server answers, unless something typed would be
  // lost: a calendar on the wall has nobody to press "reload".
  const touched = new Set();
  document.addEventListener("input", (event) => touched.add(event.target), true);
  document.addEventListener("submit", (event) => {
    for (const field of touched) if (event.target.contains(field)) touched.delete(field);
  }, true);
  const hasUnsaved = () => document.querySelector(".unsaved") !== null || [...touched].some((field) => field.isConnected && field.closest("form, dialog"));

  const modal = document.getElementById("components-reconnect-modal");
  let waiting = 0;
  const comeBack = async () => {
    const isLost = modal.matches(".components-reconnect-failed, .components-reconnect-resume-failed, .components-reconnect-rejected");
    modal.dataset.unsaved = String(isLost && hasUnsaved());
    if (!isLost || hasUnsaved()) {
      waiting = 0;
      return;
    }
    const isReady = await fetch("/health/ready", { cache: "no-store" }).then((answer) => answer.ok, () => false);
    if (isReady) location.reload();
    else waiting = setTimeout(comeBack, 3000);
  };
  new MutationObserver(() => {
    if (!waiting) waiting = setTimeout(comeBack, 0);
  }).observe(modal, { attributes: true, attributeFilter: ["class"] });
}
