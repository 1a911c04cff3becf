// Light, dark or as the device says. The choice is a cookie, so the next page is right from its first byte.
export default (group, signal) => {
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
};
