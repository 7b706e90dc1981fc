// Asks the browser for a passkey and sends its answer with the form. Without scripts, a password and a code do the same.
const SAID = {
  NotAllowedError: "No passkey was given: it was stopped, or it took too long. Try again.",
  InvalidStateError: "This device already holds a passkey for your account.",
};
const OTHERWISE = "The passkey did not work here. Try again, or use another way.";

for (const form of document.querySelectorAll("form[data-passkey]")) offer(form);

function offer(form) {
  if (!window.webauthnJSON?.supported()) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-passkey-said]");
    said.textContent = "";
    try {
      form.elements.credential.value = JSON.stringify(await given(form));
      form.submit();
    } catch (error) {
      said.textContent = SAID[error.name] ?? OTHERWISE;
    }
  });
}

async function given(form) {
  const options = await asked(form);
  if (form.dataset.passkey === "get") return window.webauthnJSON.get(options);
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
  return window.webauthnJSON.create(options);
}

async function asked(form) {
  const block = form.querySelector("script[data-passkey-options]");
  if (block) return JSON.parse(block.textContent);
  const answer = await fetch(form.dataset.passkeyOptions, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}
