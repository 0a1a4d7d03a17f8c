// Loaded before a program with `node --require`: whatever of it reaches for the network fails, and
// is written into the file that NETWORK_LOG names.
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

function forbid(name, holder, functions) {
  for (const each of functions) {
    holder[each] = (...args) => {
      const what = `${name}.${each}`;
      appendFileSync(process.env.NETWORK_LOG, `${what} ${args.map(String).join(' ')}\n`);
      throw new Error(`${what}: there shall be no network`);
    };
  }
}

const functionsOf = (holder) =>
  Object.keys(holder).filter((key) => /^(lookup|resolve|reverse)/.test(key));

const [dgram, dns, http, http2, https, net, tls] = [
  'dgram',
  'dns',
  'http',
  'http2',
  'https',
  'net',
  'tls',
].map((name) => require(`node:${name}`));

forbid('net', net, ['connect', 'createConnection', 'createServer']);
forbid('net.Socket', net.Socket.prototype, ['connect']);
forbid('net.Server', net.Server.prototype, ['listen']);
forbid('tls', tls, ['connect', 'createServer']);
forbid('http', http, ['get', 'request', 'createServer']);
forbid('https', https, ['get', 'request', 'createServer']);
forbid('http2', http2, ['connect', 'createServer', 'createSecureServer']);
forbid('dns', dns, functionsOf(dns));
forbid('dns.promises', dns.promises, functionsOf(dns.promises));
forbid('dgram', dgram, ['createSocket']);
forbid('globalThis', globalThis, ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);
syncBuiltinESMExports();
