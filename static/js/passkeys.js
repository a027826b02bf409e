// Passkeys: a form with `data-passkey="create|get"` asks the device, puts its answer into `[data-credential]` and goes on.
// Options stand in <script id="passkey-data">, or are asked for at `data-options` when they must be fresh.
const decode = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0));
const encode = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const known = keys => keys?.map(key => ({ ...key, id: decode(key.id) }));

function asked(options, form) {
  const key = { ...options.publicKey, challenge: decode(options.publicKey.challenge) };
  if (key.allowCredentials) key.allowCredentials = known(key.allowCredentials);
  if (key.excludeCredentials) key.excludeCredentials = known(key.excludeCredentials);
  if (key.user) key.user = { ...key.user, id: decode(key.user.id) };
  const alone = form.elements.passwordless;
  if (alone) {
    key.authenticatorSelection = { ...key.authenticatorSelection, residentKey: alone.checked ? 'required' : 'discouraged', requireResidentKey: alone.checked };
    if (alone.checked) key.authenticatorSelection.userVerification = 'required';
  }
  return { publicKey: key };
}

function answer(credential) {
  const response = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[name]) response[name] = encode(credential.response[name]);
  }
  return { id: credential.id, rawId: encode(credential.rawId), type: credential.type, response, clientExtensionResults: credential.getClientExtensionResults() };
}

async function options(form) {
  if (form.dataset.options) return (await (await fetch(form.dataset.options, { headers: { Accept: 'application/json' } })).json()).request_options;
  const data = JSON.parse(document.getElementById('passkey-data').textContent);
  return data.creation_options ?? data.request_options;
}

for (const form of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential) { form.querySelector('[data-passkey-absent]').hidden = false; form.querySelector('[type=submit]').disabled = true; continue; }
  form.addEventListener('submit', async e => {
    e.preventDefault();
    const failed = form.querySelector('[data-passkey-failed]');
    failed.hidden = true;
    try {
      const wanted = asked(await options(form), form);
      const credential = form.dataset.passkey === 'create' ? await navigator.credentials.create(wanted) : await navigator.credentials.get(wanted);
      form.querySelector('[data-credential]').value = JSON.stringify(answer(credential));
      form.submit();
    } catch { failed.hidden = false; }
  });
}
