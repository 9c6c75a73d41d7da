// Makes a pass in the browser, so that the issuer signs it without seeing it (RFC 9474; RFC 9578, section 6).
// Nothing is stored, nothing is sent but one blinded number, and no other site is asked but the form's own.
'use strict';

const TYPE = [0, 2];
const BYTES = 256;
const SALT_BYTES = 48;
const HASH = 'SHA-384';
const HASH_BYTES = 48;
const DIRECTORY = '/.well-known/private-token-issuer-directory';
const REQUEST = 'application/private-token-request';

const panel = document.getElementById('blind');
const element = (name) => document.getElementById(name);

// --- bytes and numbers ---

const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const drawn = (size) => crypto.getRandomValues(new Uint8Array(size));
const number = (bytes) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const hashed = async (name, bytes) => new Uint8Array(await crypto.subtle.digest(name, bytes));

function bytesOf(value, size) {
  const written = value.toString(16).padStart(2 * size, '0');
  return Uint8Array.from(written.match(/../g), (pair) => parseInt(pair, 16));
}

function fromBase64(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

const toBase64Url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

function power(base, exponent, modulus) {
  let result = 1n;
  for (let square = base % modulus; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

// What a number is multiplied by to give 1; nothing when there is no such number.
function inverse(value, modulus) {
  let [low, high, one, other] = [value, modulus, 1n, 0n];
  while (low > 0n) {
    const times = high / low;
    [low, high] = [high - times * low, low];
    [one, other] = [other - times * one, one];
  }
  return high === 1n ? ((other % modulus) + modulus) % modulus : null;
}

// A random number below the modulus that has an inverse: others are drawn again, so that each is as likely.
function factor(modulus) {
  for (;;) {
    const value = number(drawn(BYTES));
    const back = value > 0n && value < modulus ? inverse(value, modulus) : null;
    if (back !== null) return { value, back };
  }
}

// --- the key, in the one form in which it is published ---

function modulusOf(published) {
  // 342 bytes: a fixed head with id-RSASSA-PSS and its parameters, the modulus, and 65537.
  const head = '30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d0101' +
    '08300b0609608648016503040202a2030201300382010f003082010a0282010100';
  const modulus = published.slice(81, 81 + BYTES);
  const fits = published.length === 342 && hex(published.slice(0, 81)) === head &&
    hex(published.slice(81 + BYTES)) === '0203010001' && modulus[0] >= 128 && modulus[BYTES - 1] % 2 === 1;
  if (!fits) throw new Error('key');
  return modulus;
}

const entryOf = (directory, group, period) => {
  const found = directory['token-keys'].filter((entry) => entry.group === group && entry.period === period);
  if (found.length !== 1 || found[0]['token-type'] !== 2) throw new Error('directory');
  return found[0]['token-key'];
};

async function read(address) {
  const answer = await fetch(address, { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
  if (!answer.ok) throw new Error('directory');
  return answer.json();
}

// Whether the form knows the same key: true, false, or nothing when it cannot be asked.
async function sameAtTheForm(key) {
  const { product, group, period } = panel.dataset;
  try {
    return entryOf(await read(product + DIRECTORY), group, period) === key;
  } catch {
    return null;
  }
}

// --- one pass ---

// Source: RFC 8017, section 9.1.1 (EMSA-PSS with MGF1), for a modulus of 2048 bits.
async function encode(message) {
  const salt = drawn(SALT_BYTES);
  const digest = await hashed(HASH, join(new Uint8Array(8), await hashed(HASH, message), salt));
  const size = BYTES - HASH_BYTES - 1;
  const block = join(new Uint8Array(size - SALT_BYTES - 1), [1], salt);
  const mask = [];
  for (let counter = 0; mask.length < size; counter += 1) {
    mask.push(...(await hashed(HASH, join(digest, [0, 0, 0, counter]))));
  }
  const masked = block.map((byte, place) => byte ^ mask[place]);
  masked[0] &= 0x7f;
  return number(join(masked, digest, [0xbc]));
}

async function holds(modulus, message, signature) {
  const jwk = { kty: 'RSA', n: toBase64Url(modulus), e: 'AQAB', alg: 'PS384', ext: true };
  const kind = { name: 'RSA-PSS', hash: HASH };
  const key = await crypto.subtle.importKey('jwk', jwk, kind, false, ['verify']);
  return crypto.subtle.verify({ name: 'RSA-PSS', saltLength: SALT_BYTES }, key, signature, message);
}

async function blinded(key) {
  const published = fromBase64(key);
  const [modulus, name] = [modulusOf(published), await hashed('SHA-256', published)];
  if (hex(name) !== panel.dataset.keyId) throw new Error('key');
  const challenge = await hashed('SHA-256', fromBase64(panel.dataset.challenge));
  const message = join(TYPE, drawn(32), challenge, name);
  const [n, encoded] = [number(modulus), await encode(message)];
  const hidden = factor(n);
  const sent = join(TYPE, [name[31]], bytesOf((encoded * power(hidden.value, 65537n, n)) % n, BYTES));
  return { modulus, message, sent, back: hidden.back };
}

async function unblinded(made, answer) {
  const n = number(made.modulus);
  if (answer.length !== BYTES || number(answer) >= n) throw new Error('answer');
  const signature = bytesOf((number(answer) * made.back) % n, BYTES);
  if (!(await holds(made.modulus, made.message, signature))) throw new Error('answer');
  return toBase64Url(join(made.message, signature));
}

// --- the page ---

const SAYS = ['busy', 'done', 'failed', 'refused', 'marked', 'compared', 'uncompared', 'copied', 'notcopied', 'old'];

function say(...names) {
  for (const name of SAYS) element(`says-${name}`).hidden = !names.includes(name);
}

let waiting = null; // A request whose answer may have got lost: it is sent again as it was, and counts once.

async function make() {
  const button = element('make');
  button.disabled = true;
  say('busy');
  try {
    const key = entryOf(await read(DIRECTORY), panel.dataset.group, panel.dataset.period);
    const same = await sameAtTheForm(key);
    if (same === false) return say('marked');
    waiting ??= await blinded(key);
    const answer = await fetch('/token-request', {
      method: 'POST',
      headers: { 'Content-Type': REQUEST, 'Passes-Proof': panel.dataset.proof },
      body: waiting.sent,
    });
    if (answer.status >= 400 && answer.status < 500) return say('refused');
    if (!answer.ok) throw new Error('answer');
    show(await unblinded(waiting, new Uint8Array(await answer.arrayBuffer())));
    say('done', same ? 'compared' : 'uncompared');
  } catch {
    button.disabled = false;
    button.textContent = button.dataset.again;
    say('failed');
  }
}

function show(pass) {
  element('made').hidden = false;
  element('make').hidden = true;
  element('pass').value = pass;
  element('save').href = URL.createObjectURL(new Blob([`${pass}\n`], { type: 'text/plain' }));
  waiting = null;
}

async function copy() {
  const compared = element('says-compared').hidden ? 'uncompared' : 'compared';
  try {
    await navigator.clipboard.writeText(element('pass').value);
    say('copied', compared);
  } catch {
    element('pass').select();
    say('notcopied', compared);
  }
}

if (panel) {
  panel.hidden = false;
  if (globalThis.crypto?.subtle) {
    element('make').addEventListener('click', make);
    element('copy').addEventListener('click', copy);
  } else {
    element('make').disabled = true;
    say('old');
  }
}
