// What scripts say to people comes from the page (templates/ui/script_text.html), in the page's language.
export const text = document.getElementById('script-text')?.dataset ?? {};

export const headers = () => { try { return JSON.parse(document.body.getAttribute('hx-headers')) ?? {}; } catch { return {}; } };

// POST with the CSRF header; a session that has ended leads to the sign-in page and back.
export async function post(url, fields, options = {}) {
  const response = await fetch(url, { method: 'POST', headers: headers(), body: new URLSearchParams(fields), credentials: 'same-origin', ...options });
  if (response.redirected && isSignIn(response.url)) { signIn(); throw new DOMException('signed out', 'AbortError'); }
  if (!response.ok) throw new Error(String(response.status));
  return response;
}

export const isSignIn = url => Boolean(text.signInUrl) && new URL(url, location.href).pathname === text.signInUrl;
export const signIn = () => location.assign(`${text.signInUrl}?next=${encodeURIComponent(location.pathname + location.search)}`);

// A form of our own, sent as if a button had been pressed: the answer is a page, and we come back to this one.
export function send(url) {
  const form = document.createElement('form'); form.method = 'post'; form.action = url; form.hidden = true;
  for (const [name, value] of [['csrfmiddlewaretoken', headers()['X-CSRFToken'] ?? ''], ['next', location.pathname + location.search]]) {
    const input = document.createElement('input'); input.type = 'hidden'; input.name = name; input.value = value; form.append(input);
  }
  document.body.append(form); form.submit();
}
