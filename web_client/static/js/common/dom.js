/** Builds and finds elements. Text is always text: nothing here, or elsewhere, parses markup. */

/**
 * @typedef {string | number | Node | null | undefined | false} Child
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Props
 */

/**
 * Makes an element. `class`, attributes and `onclick`-like handlers are given in `props`; true sets an
 * empty attribute, false, null and undefined none.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

/**
 * @param {Node} parent
 * @param {Child[]} children
 */
function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/**
 * An icon of `icons.css`: decoration beside words, so hidden from screen readers.
 * @param {string} name
 */
export function icon(name) {
  return el("span", { class: `icon icon--${name}`, "aria-hidden": "true" });
}

/**
 * The one element of this kind that the template promises.
 * @template {Element} T
 * @param {string} selector
 * @param {{new (): T, prototype: T}} type
 * @param {ParentNode} [root]
 * @returns {T}
 * @throws {Error} where the template has none
 */
export function find(selector, type, root = document) {
  const element = root.querySelector(selector);
  if (element instanceof type) return element;
  throw new Error(`the page has no ${selector}`);
}

/**
 * Sets text only where it changed, so that live regions and selections stay quiet.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Shows an icon button's state: icon, words and pressed or not.
 * @param {HTMLElement} button holds one `.icon` and one `.label`
 * @param {{icon?: string, label?: string, pressed?: boolean}} look
 */
export function setButton(button, look) {
  if (look.icon) find(".icon", HTMLElement, button).className = `icon icon--${look.icon}`;
  if (look.label) setText(find(".label", HTMLElement, button), look.label);
  if (look.pressed !== undefined) button.setAttribute("aria-pressed", String(look.pressed));
}
