// The key / goes to the search box from anywhere, unless the person is typing or has switched it off (WCAG 2.1.4).
const KEPT_AS = "handrail-search-by-key";
const isOn = () => localStorage.getItem(KEPT_AS) !== "off";
const isTyping = (element) => element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);

export function searchByKey() {
  const box = document.querySelector("[data-search-by-key]");
  if (box === null) return;
  document.addEventListener("keydown", (event) => {
    const withOthers = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "/" || withOthers || isTyping(event.target) || !isOn()) return;
    event.preventDefault();
    box.focus();
  });
  for (const button of document.querySelectorAll("[data-search-by-key-switch]")) offer(button);
}

function offer(button) {
  const say = () => {
    button.textContent = isOn() ? "Switch off the key / for search" : "Switch on the key / for search";
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT_AS, isOn() ? "off" : "on");
    say();
  });
  say();
}
