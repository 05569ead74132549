import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Where the server writes the nonce of an answer. It stands once in `index.html`. */
export const NONCE_PLACE = '__OMBUD_CSP_NONCE__';

const policy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Lets `vite preview` answer as the server does: the same policy, a new nonce each time, `index.html` for each place. */
export function policyInPreview(): Plugin {
  return {
    name: 'ombud-policy-in-preview',
    configurePreviewServer(server) {
      const index = join(server.config.root, server.config.build.outDir, 'index.html');
      server.middlewares.use((request, response, next) => {
        const page = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
        if (!page || /^\/(api|health|sign-in\/oidc|set-up)/.test(request.url ?? '')) return next();
        const nonce = randomBytes(16).toString('base64');
        readFile(index, 'utf8').then((text) => {
          response.setHeader('Content-Type', 'text/html; charset=utf-8');
          response.setHeader('Content-Security-Policy', policy(nonce));
          response.end(text.replace(NONCE_PLACE, nonce));
        }, next);
      });
    },
  };
}
