// The browser's own printing; without scripts its menu does the same.
export default (button, signal) => {
  button.hidden = false;
  button.addEventListener("click", () => print(), { signal });
};
