// The one-time code: understands Arabic digits, drops what is pasted around them, and sends itself when it is complete.
import { fold } from "./digits.js";

export default (input, signal) => {
  function check() {
    const length = Number(input.dataset.length);
    const typed = fold(input.value);
    const code = new RegExp(`(?:^|\\D)(\\d(?:[ \\u00a0-]?\\d){${length - 1}})(?!\\d)`).exec(typed)?.[1]; // of a pasted message its code, not its other numbers
    const digits = (code ?? typed).replace(/\D/g, "").slice(0, length);
    if (digits !== input.value) input.value = digits;
    if (digits.length === length) input.form.requestSubmit(input.form.querySelector("button")); // enhanced forms want to know the button
  }

  input.addEventListener("input", check, { signal });
  if (input.value !== input.defaultValue) check(); // filled in before this script was there
};
