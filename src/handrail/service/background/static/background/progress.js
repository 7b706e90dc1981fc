// Shows how far a run is without loading the page anew: it asks for the same page and takes its progress from there.
// Soon at first, then more and more rarely: each look leaves an entry in the audit trail.
const FIRST = 1500, SLOWER = 1.3, LONGEST = 10_000; // milliseconds
const GOES_ON = ["waiting", "running"];

async function showAnew(place, after) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-progress]");
  if (!answer.ok || found === null) return location.reload(); // signed out, or the page is another now
  if (found.innerHTML !== place.innerHTML) place.replaceChildren(...found.childNodes);
  goOn(place, after);
}

function goOn(place, after) {
  const state = place.querySelector("[data-task]")?.dataset.task;
  if (GOES_ON.includes(state)) {
    const next = Math.min(after * SLOWER, LONGEST);
    setTimeout(() => showAnew(place, next).catch(() => goOn(place, next)), after);
  }
}

for (const place of document.querySelectorAll("[data-progress]")) goOn(place, FIRST);
