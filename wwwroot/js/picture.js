// Cuts a picture to its shape in the browser and sends that piece: what leaves the device is only what will be shown. The server makes its sizes.

const MOST = 12000; // pixels of a side that browsers still draw

export function begin(root, options, page) {
  const input = root.querySelector("input[type=file]");
  const canvas = root.querySelector("canvas");
  const zoom = root.querySelector("input[type=range]");
  let image = null;
  let place = null; // centre of what is cut out, in pixels of the picture
  let address = null;

  const say = (method, ...args) => page.invokeMethodAsync(method, ...args).catch(() => {});

  // The largest piece of the shape that fits the picture, made smaller by the zoom.
  function piece() {
    const width = Math.min(image.naturalWidth, image.naturalHeight / options.ratio) / Number(zoom.value);
    const height = width * options.ratio;
    place.x = Math.min(Math.max(place.x, width / 2), image.naturalWidth - width / 2);
    place.y = Math.min(Math.max(place.y, height / 2), image.naturalHeight - height / 2);
    return [place.x - width / 2, place.y - height / 2, width, height];
  }

  function draw(target, width) {
    target.width = width;
    target.height = Math.round(width * options.ratio);
    const context = target.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, ...piece(), 0, 0, target.width, target.height);
  }

  const show = () => image && draw(canvas, Math.min(options.width, 640));

  input.addEventListener("change", () => {
    const file = input.files[0];
    input.value = "";
    if (!file) return;
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(file);
    const next = new Image();
    next.onload = () => {
      if (next.naturalWidth > MOST || next.naturalHeight > MOST) return say("RefusedAsync", "large");
      image = next;
      place = { x: next.naturalWidth / 2, y: next.naturalHeight / 2 };
      zoom.value = "1";
      say("ChosenAsync").then(show);
    };
    next.onerror = () => say("RefusedAsync", "broken");
    next.src = address;
  });

  input.disabled = false; // from here on somebody listens
  zoom.addEventListener("input", show);

  // Dragging moves the picture under its frame; arrow keys do the same.
  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!held || !image) return;
    const scale = piece()[2] / canvas.clientWidth;
    place.x -= (event.clientX - held.x) * scale;
    place.y -= (event.clientY - held.y) * scale;
    held = { x: event.clientX, y: event.clientY };
    show();
  });
  canvas.addEventListener("pointerup", () => { held = null; });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step || !image) return;
    event.preventDefault();
    place.x += step[0] * piece()[2] * 0.05;
    place.y += step[1] * piece()[3] * 0.05;
    show();
  });

  const encode = (target, type, quality) => new Promise((done) => target.toBlob(done, type, quality));

  // As large as it will be shown, never larger than it is. WebP and PNG keep what is transparent; Safari writes no WebP.
  async function cut() {
    const target = document.createElement("canvas");
    draw(target, Math.max(1, Math.round(Math.min(options.width, piece()[2]))));
    const blob = await encode(target, "image/webp", 0.92);
    return blob?.type === "image/webp" ? blob : encode(target, options.clear ? "image/png" : "image/jpeg", 0.92);
  }

  return {
    async send(token) {
      const form = new FormData();
      form.append("picture", await cut(), "picture");
      const request = new XMLHttpRequest();
      request.open("POST", options.address);
      request.setRequestHeader("RequestVerificationToken", token);
      request.upload.onprogress = (event) => event.lengthComputable && say("ProgressAsync", Math.round((100 * event.loaded) / event.total));
      request.onload = () => {
        let answer = {};
        try { answer = JSON.parse(request.responseText); } catch { /* an answer without words */ }
        if (request.status === 200 && answer.name) say("DoneAsync", answer.name);
        else say("FailedAsync", answer.sentence ?? "");
      };
      request.onerror = () => say("FailedAsync", "");
      request.send(form);
    },
    end() {
      if (address) URL.revokeObjectURL(address);
      image = null;
    },
  };
}
