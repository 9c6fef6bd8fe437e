// Asks the browser for a passkey, puts what it answers into the form it stands in, and sends that form like any other.
for (const ask of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
  const form = ask.closest("form");
  const answer = form?.elements.namedItem("answer");
  const refused = ask.querySelector<HTMLElement>("[data-passkey-refused]");
  const options = JSON.parse(ask.dataset.passkeyOptions ?? "{}");
  if (!form || !(answer instanceof HTMLInputElement)) continue;

  form.addEventListener("submit", async (event) => {
    if (answer.value) return;
    event.preventDefault();
    if (refused) refused.hidden = true;
    try {
      const given =
        ask.dataset.passkey === "new"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      if (!(given instanceof PublicKeyCredential)) throw new Error("no passkey was given");
      answer.value = JSON.stringify(given.toJSON());
      form.requestSubmit();
    } catch {
      // Turned back, taken too long, or a browser that knows no passkeys: the person reads what to do.
      if (refused) refused.hidden = false;
    }
  });
}
