// A passkey: the device makes a key, or signs with one it has, and what it says is sent with the form.
const canUse = () =>
  isSecureContext && window.PublicKeyCredential?.parseCreationOptionsFromJSON && !/^[\d.]+$|:/.test(location.hostname);

function ask({ creation_options: making, request_options: using }) {
  const { credentials } = navigator;
  return making
    ? credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(making.publicKey) })
    : credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(using.publicKey) });
}

export function equip(form) {
  if (!canUse()) return;
  form.querySelector("button").hidden = false;
  form.querySelector("[data-without]").hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const said = await ask(JSON.parse(document.getElementById(form.dataset.passkey).textContent));
      form.elements.credential.value = JSON.stringify(said.toJSON());
      form.submit();
    } catch {
      form.querySelector("[data-failed]").hidden = false;
    }
  });
}
