// A card on its way to the provider, past our own server. What became of it is asked by the server: this only sends the browser on.
import { fold } from "./digits.js";

const tries = 3;

const digits = (text) => fold(text).replace(/\D/g, "");
const isAmex = (number) => /^3[47]/.test(number); // 4-6-5 digits, and a code of four
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// The last digit proves the others: ISO/IEC 7812-1, annex B.
function isNumber(number) {
  if (number.length < 12 || number.length > 19) return false;
  const sum = [...number].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function expiryOf(text) {
  const match = /^(\d{1,2})\D*(\d{2}|20\d{2})$/.exec(fold(text).trim());
  if (!match || match[1] < 1 || match[1] > 12) return null;
  const [month, year] = [Number(match[1]), 2000 + (Number(match[2]) % 100)];
  return { month, year, over: new Date(year, month, 1) <= new Date() };
}

export default (form, signal) => {
  const request = JSON.parse(form.dataset.request);
  const says = JSON.parse(form.dataset.says);
  const [number, name, expiry, code] = ["number", "name", "expiry", "code"].map((field) => form.querySelector(`#card-${field}`));
  const trouble = form.querySelector("[data-trouble]");
  const button = form.querySelector("button");
  const label = form.querySelector("[data-label]");
  const pay = label.textContent;
  let given = null; // one id for one card: sent again after a broken line, it is charged once

  if (!crypto.randomUUID) return; // a page without a safe line takes no cards
  form.hidden = false;
  on(number, () => {
    const plain = digits(number.value).slice(0, 19);
    const groups = isAmex(plain) ? /^(\d{4})(\d{1,6})?(\d{1,5})?/.exec(plain)?.slice(1) : plain.match(/\d{1,4}/g);
    number.value = groups?.filter(Boolean).join(" ") ?? plain;
  });
  on(expiry, (event) => {
    const plain = digits(expiry.value);
    if (plain.length >= 2 && !/\D/.test(fold(expiry.value)) && event.inputType !== "deleteContentBackward") expiry.value = `${plain.slice(0, 2)}/${plain.slice(2, 6)}`;
    else expiry.value = fold(expiry.value);
  });
  on(code, () => { code.value = digits(code.value).slice(0, 4); });
  on(name, () => {});
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.ariaBusy !== "true" && check()) send();
  }, { signal });

  function on(input, change) {
    input.addEventListener("input", (event) => {
      given = null;
      change(event);
      tell(input, null);
    }, { signal });
  }

  function tell(input, words) {
    const error = form.querySelector(`#${input.id}-error`);
    error.textContent = words ?? "";
    error.hidden = !words;
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    return !words;
  }

  function check() {
    const plain = digits(number.value);
    const until = expiryOf(expiry.value);
    const fine = [
      tell(number, isNumber(plain) ? null : says.number),
      tell(name, name.value.trim().split(/\s+/).length >= 2 ? null : says.name),
      tell(expiry, !until ? says.expiry : until.over ? says.expired : null),
      tell(code, code.value.length === (isAmex(plain) ? 4 : 3) ? null : says.code),
    ];
    form.querySelector("[aria-invalid]")?.focus();
    return fine.every(Boolean);
  }

  function say(words) {
    trouble.querySelector("span").textContent = words ?? "";
    trouble.hidden = !words;
    if (words) trouble.scrollIntoView({ block: "nearest" });
  }

  function busy(words) {
    button.ariaBusy = words ? "true" : null;
    label.textContent = words ?? pay;
  }

  async function send() {
    const until = expiryOf(expiry.value);
    given ??= crypto.randomUUID();
    const body = JSON.stringify({
      publishable_api_key: request.key, given_id: given, amount: request.amount, currency: request.currency, description: request.description, callback_url: request.back,
      invoice_id: request.page, metadata: request.metadata, apply_coupon: false,
      source: { type: "creditcard", name: name.value.trim(), number: digits(number.value), month: String(until.month).padStart(2, "0"), year: String(until.year), cvc: code.value, manual: request.manual || undefined },
    });
    say(null);
    busy(says.busy);
    for (let i = 0; i < tries; i++) {
      if (i > 0) await pause(1000 * i);
      let answer, payment;
      try {
        answer = await fetch(request.address, { method: "POST", headers: { "Content-Type": "application/json" }, body, signal: AbortSignal.timeout(30_000), credentials: "omit", referrerPolicy: "no-referrer" });
        payment = await answer.json();
      } catch {
        continue; // nobody knows whether it arrived: the same id again
      }
      if (signal.aborted) return;
      if (answer.status >= 500 || answer.status === 429) continue;
      if (!answer.ok) break; // an earlier try may have arrived, or the visit was paid elsewhere
      if (payment.status === "failed") return stay(payment.source?.response_code === "51" ? says.noMoney : says.refused);
      return location.assign(payment.source?.transaction_url || request.back);
    }
    busy(says.unsure);
    const where = await ask();
    if (where) location.assign(where);
    else stay(says.cannot);
  }

  // Our server asks the provider, and sends whoever has paid on to her booking.
  async function ask() {
    try {
      const page = await fetch(request.back);
      return page.redirected ? page.url : null;
    } catch {
      return null;
    }
  }

  function stay(words) {
    given = null;
    code.value = "";
    busy(null);
    say(words);
  }
};
