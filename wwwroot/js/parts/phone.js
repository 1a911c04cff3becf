// The phone field shows the digits that will be sent, whichever digits were typed.
import { fold } from "./digits.js";

export default (input, signal) => {
  input.addEventListener("input", () => {
    const text = fold(input.value).replace(/[^\d+() -]/g, "");
    if (text !== input.value) input.value = text;
  }, { signal });
};
