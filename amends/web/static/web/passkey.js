// Passkeys: a form with data-passkey asks the device first, then goes out with its answer.
"use strict";

(() => {
  const asked = async (form) => {
    const options = document.getElementById(form.dataset.options || "");
    if (options) return JSON.parse(options.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  // A passkey opens the door alone, so the device must know its owner by finger, face or number.
  const strict = (creation) => {
    Object.assign(creation.publicKey.authenticatorSelection, {
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    });
    return creation;
  };

  const answered = async (form) => {
    const told = await asked(form);
    if (form.dataset.passkey === "create") return webauthnJSON.create(strict(told.creation_options));
    return webauthnJSON.get(told.request_options);
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const refused = form.querySelector("[data-refused]");
      refused.textContent = "";
      refused.className = "";
      try {
        form.elements.credential.value = JSON.stringify(await answered(form));
        form.submit();
      } catch {
        refused.className = "notice notice-error";
        refused.textContent = refused.dataset.refused;
      }
    });
  });
})();
