// Passkeys in the browser: signing in with one, adding, naming and removing one's own. Served by the server itself, loads nothing else.
'use strict';

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

const base64 = (buffer) => {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

const withBytes = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

const page = document.querySelector('[data-passkeys]');
const said = document.querySelector('#said');
let csrf = page?.dataset.csrf;

// Says what went wrong, or nothing.
const tell = (text) => {
  said.textContent = text;
  said.hidden = text === '';
};

// Asks the server; an error has the text and the kind of its problem.
const ask = async (method, path, body) => {
  const headers = { Accept: 'application/json' };
  if (csrf) headers['X-Ombud-Csrf'] = csrf;
  if (body) headers['Content-Type'] = 'application/json';
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), credentials: 'same-origin' });
  const found = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(found.detail ?? 'the server did not answer as it should'), { kind: found.type });
  return found;
};

const get = async ({ publicKey }) => {
  const request = { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: withBytes(publicKey.allowCredentials) };
  const key = await navigator.credentials.get({ publicKey: request });
  const { authenticatorData, clientDataJSON, signature, userHandle } = key.response;
  const response = {
    authenticatorData: base64(authenticatorData),
    clientDataJSON: base64(clientDataJSON),
    signature: base64(signature),
    userHandle: userHandle && base64(userHandle),
  };
  return { id: key.id, rawId: base64(key.rawId), type: key.type, response };
};

const create = async ({ publicKey }) => {
  const request = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: withBytes(publicKey.excludeCredentials),
  };
  const key = await navigator.credentials.create({ publicKey: request });
  const { attestationObject, clientDataJSON } = key.response;
  const response = { attestationObject: base64(attestationObject), clientDataJSON: base64(clientDataJSON) };
  return { id: key.id, rawId: base64(key.rawId), type: key.type, response };
};

// One exchange: the server's options, the browser's answer, what the server makes of it.
const exchange = async (path, answerTo, more = {}) => {
  const { options } = await ask('POST', path);
  return ask('PUT', path, { ...more, answer: await answerTo(options) });
};

// What needs a fresh proof of who this is asks for a passkey first, where there is one.
const fresh = async (act) => {
  try {
    return await act();
  } catch (error) {
    if (error.kind !== 'urn:ombud:problem:fresh-sign-in-needed') throw error;
    if (!page.querySelector('[data-passkey]')) throw new Error('it is too long since you signed in: sign out, sign in again and come back');
    ({ csrf } = await exchange('/api/v1/confirm/passkey', get));
    return act();
  }
};

// Runs it with every button locked; a person who turns away is told so in plain words.
const run = async (act) => {
  const buttons = [...document.querySelectorAll('button')];
  buttons.forEach((button) => { button.disabled = true; });
  tell('');
  try {
    location.assign(await act());
  } catch (error) {
    tell(error.name === 'NotAllowedError' ? 'No passkey was used: try again, or sign in another way.' : error.message);
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
};

const signIn = document.querySelector('#passkey');
if (window.PublicKeyCredential && signIn) {
  signIn.hidden = false;
  signIn.addEventListener('click', () => run(async () => {
    await exchange('/api/v1/sign-in/passkey', get);
    return '/';
  }));
}

if (window.PublicKeyCredential && page) {
  page.querySelector('#add')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const { label } = Object.fromEntries(new FormData(event.target));
    run(async () => {
      await fresh(() => exchange('/api/v1/me/passkeys', create, { label }));
      return '/passkeys';
    });
  });
  page.querySelectorAll('[data-passkey]').forEach((form) => {
    const path = `/api/v1/me/passkeys/${form.dataset.passkey}`;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const { label } = Object.fromEntries(new FormData(form));
      run(async () => {
        await fresh(() => (event.submitter.value === 'remove' ? ask('DELETE', path) : ask('PUT', path, { label })));
        return '/passkeys';
      });
    });
  });
}
