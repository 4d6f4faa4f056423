/* Passkeys: the browser makes or uses one, and the form carries its answer. The only script of these pages. */
"use strict";

(() => {
  const bytesOf = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (one) => one.charCodeAt(0));
  };

  const textOf = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  /* The server writes bytes as base64url; the browser wants bytes. */
  const optionsOf = (form) => {
    const options = JSON.parse(form.dataset.options);
    options.challenge = bytesOf(options.challenge);
    if (options.user) options.user.id = bytesOf(options.user.id);
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      if (options[list]) options[list] = options[list].map((one) => ({ ...one, id: bytesOf(one.id) }));
    }
    return { publicKey: options };
  };

  const answerOf = (made) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[part]) response[part] = textOf(made.response[part]);
    }
    return JSON.stringify({
      id: made.id,
      rawId: textOf(made.rawId),
      type: made.type,
      response,
      clientExtensionResults: made.getClientExtensionResults(),
    });
  };

  const show = (form, which) => {
    for (const note of form.querySelectorAll("[data-failed], [data-absent]")) note.hidden = true;
    if (which) form.querySelector(`[data-${which}]`).hidden = false;
  };

  const ask = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const button = form.querySelector("button");
    show(form, "");
    button.disabled = true;
    try {
      const made = await navigator.credentials[form.dataset.passkey](optionsOf(form));
      form.elements.credential.value = answerOf(made);
      form.submit();
    } catch (error) {
      console.warn(error);
      show(form, "failed");
      button.disabled = false;
    }
  };

  for (const form of document.querySelectorAll("form.passkey")) {
    if (window.PublicKeyCredential && navigator.credentials) {
      form.addEventListener("submit", ask);
    } else {
      show(form, "absent");
      form.querySelector("button").disabled = true;
    }
  }
})();
