// The one-time code: understands Arabic digits, drops what is pasted around them, and sends itself when it is complete.
import { fold } from "./digits.js";

export default (input, signal) => {
  function check() {
    const digits = fold(input.value).replace(/\D/g, "").slice(0, input.maxLength);
    if (digits !== input.value) input.value = digits;
    if (digits.length === input.maxLength) input.form.requestSubmit(input.form.querySelector("button")); // enhanced forms want to know the button
  }

  input.addEventListener("input", check, { signal });
  if (input.value !== input.defaultValue) check(); // filled in before this script was there
};
