/**
 * What a person would find wrong with a page as it is shown now: texts cut off, controls out of reach, the signer
 * covered. Evaluated in the page with the target size in CSS pixels; returns sentences, none where all is well.
 */
(target) => {
  const TOLERANCE = 1.5;
  const found = new Set();
  const say = (...words) => found.add(words.join(" "));
  const name = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || "").trim().replace(/\s+/g, " ");
    const id = element.id ? `#${element.id}` : element.className && `.${String(element.className).split(" ")[0]}`;
    return `${element.tagName.toLowerCase()}${id || ""} "${words.slice(0, 30)}"`;
  };
  const round = (rect) => [rect.left, rect.top, rect.right, rect.bottom].map(Math.round).join(",");

  /** Text for screen readers alone: one pixel, or clipped to nothing. */
  const isUnseen = (element) => {
    for (let around = element; around && around !== document.body; around = around.parentElement)
      if (getComputedStyle(around).clipPath === "inset(50%)") return true;
    return false;
  };
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest(".skip-link, [inert]") &&
    !isUnseen(element);

  const overlap = (a, b) => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const area = (rect) => Math.max(0, rect.right - rect.left) * Math.max(0, rect.bottom - rect.top);

  /** The part of an element's box that scrolling and clipping ancestors let through. */
  const seenBox = (element) => {
    let box = element.getBoundingClientRect();
    for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
      if (getComputedStyle(around).overflow !== "visible") box = overlap(box, around.getBoundingClientRect());
      if (getComputedStyle(around).position === "fixed") break;
    }
    return box;
  };

  const controls = [...document.querySelectorAll("button, a.button, input, select, textarea, summary, [role=tab]")];
  const top = document.querySelector("dialog[open]") ?? document.body;
  const shown = controls.filter((control) => top.contains(control) && isShown(control));

  function checkSideways() {
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) say("page scrolls sideways:", root.scrollWidth, ">", root.clientWidth);
    for (const element of document.querySelectorAll("h1, h2, h3, p, dt, dd, button, a, label, .chip, select, input")) {
      if (!isShown(element)) continue;
      const box = element.getBoundingClientRect();
      if (!box.width) continue;
      const scroller = [...ancestors(element)].some((around) => /auto|scroll/.test(getComputedStyle(around).overflowX)
        && around.scrollWidth > around.clientWidth + 1);
      if (scroller) {
        const within = [...ancestors(element)].find((around) => around.scrollWidth > around.clientWidth + 1);
        if (within && !within.matches(".phrases, .tabs, .sideways")) say(name(within), "scrolls sideways");
        continue;
      }
      if (box.right > innerWidth + TOLERANCE || box.left < -TOLERANCE) say(name(element), "is off the side:", round(box));
    }
  }

  function* ancestors(element) {
    for (let around = element.parentElement; around && around !== document.documentElement; around = around.parentElement)
      yield around;
  }

  function checkCutTexts() {
    for (const element of document.querySelectorAll("button, a.button, .chip, th, summary, legend, [role=tab]")) {
      if (!top.contains(element) || !isShown(element)) continue;
      const box = element.getBoundingClientRect();
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode;
        if (!text.data.trim() || !isShown(text.parentElement)) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const line of range.getClientRects()) {
          const outside = line.left < box.left - TOLERANCE || line.right > box.right + TOLERANCE
            || line.top < box.top - TOLERANCE || line.bottom > box.bottom + TOLERANCE;
          if (outside) say(name(element), "text leaves its box:", round(line), "of", round(box));
        }
      }
      if (getComputedStyle(element).overflow !== "visible" && element.scrollWidth > element.clientWidth + 1)
        say(name(element), "text is cut off");
    }
    for (const select of document.querySelectorAll("select")) {
      if (isShown(select) && select.clientHeight + 1 < select.scrollHeight) say(name(select), "is too low for its text");
    }
  }

  function checkTargets() {
    for (const control of shown) {
      if (control.type === "hidden") continue;
      const label = /checkbox|radio/.test(control.type) ? control.closest("label") : null;
      const box = (label ?? control).getBoundingClientRect();
      if (box.height < target - 0.5 || box.width < target - 0.5)
        say(name(control), `is ${Math.round(box.width)}x${Math.round(box.height)}, target ${target}`);
    }
  }

  /** Nothing lies on the middle of a control, once it has been scrolled into view as the focus does. */
  function checkReach() {
    for (const control of shown) {
      if (!whatCovers(control)) continue;
      const places = [...ancestors(control), document.documentElement].map((around) => [around, around.scrollTop]);
      control.scrollIntoView({ block: "nearest" });
      const over = whatCovers(control);
      if (over) say(name(control), "is covered by", name(over));
      for (const [around, scrolled] of places) around.scrollTop = scrolled;
    }
  }

  function whatCovers(control) {
    const box = seenBox(control);
    const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    if (area(box) < 16 || middle.x < 0 || middle.y < 0 || middle.x >= innerWidth || middle.y >= innerHeight) return null;
    const hit = document.elementFromPoint(middle.x, middle.y);
    const mine = !hit || control.contains(hit) || hit.contains(control) || control.closest("label")?.contains(hit);
    return mine ? null : hit;
  }

  /** The picture itself within its element: `object-fit: contain` leaves bars. */
  function pictureBox(video) {
    const box = video.getBoundingClientRect();
    const scale = Math.min(box.width / (video.videoWidth || 4), box.height / (video.videoHeight || 3));
    const [width, height] = [(video.videoWidth || 4) * scale, (video.videoHeight || 3) * scale];
    const left = box.left + (box.width - width) / 2;
    const top = box.top + (box.height - height) / 2;
    return { left, top, right: left + width, bottom: top + height };
  }

  function checkSigner() {
    const video = document.querySelector("[data-testid=remote-video]");
    if (!video || !isShown(video)) return;
    if (getComputedStyle(video).objectFit !== "contain") say("the signer is cropped");
    if (getComputedStyle(video).transform !== "none") say("the signer is mirrored or moved");
    const picture = pictureBox(video);
    const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    if (area(overlap(picture, screen)) < 0.99 * area(picture)) say("the signer is partly off the screen:", round(picture));
    if (document.querySelector("dialog[open]")) return;
    for (const element of document.body.querySelectorAll("*")) {
      if (element.contains(video) || video.contains(element) || !isShown(element)) continue;
      const style = getComputedStyle(element);
      if (style.display === "contents") continue;
      const covered = overlap(picture, seenBox(element));
      const crosses = covered.right - covered.left > TOLERANCE && covered.bottom - covered.top > TOLERANCE;
      if (crosses && (style.pointerEvents === "none" || !isBehind(covered, video)))
        say(name(element), "crosses the signer:", round(covered));
    }
  }

  /** Scrolled text passes behind the picture, which stays on top. */
  function isBehind(covered, video) {
    const hit = document.elementFromPoint((covered.left + covered.right) / 2, (covered.top + covered.bottom) / 2);
    return Boolean(hit) && (hit === video || hit.contains(video) || hit.parentElement === video.parentElement);
  }

  /** What was said last is what one must see. */
  function checkConversation() {
    const log = document.querySelector("[data-testid=chat-log]");
    const last = log?.lastElementChild;
    if (!last || !isShown(log)) return;
    const below = last.getBoundingClientRect().bottom - log.getBoundingClientRect().bottom;
    if (below > TOLERANCE) say("the last message is cut off by", Math.round(below));
  }

  checkConversation();
  checkSideways();
  checkCutTexts();
  checkTargets();
  checkReach();
  checkSigner();
  return [...found];
};
