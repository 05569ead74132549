import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { brotli } from './build/brotli.ts';
import { smallerECharts } from './build/echarts.ts';
import { policyInPreview } from './build/policy.ts';

// The server that development and preview talk to. Host stays what the browser says: the server then takes the request as local
// and sets its cookies for plain http.
const server = process.env['OMBUD_SERVER'] ?? 'http://127.0.0.1:8321';
const proxy = Object.fromEntries(
  ['/api', '/health', '/sign-in/oidc', '/set-up'].map((path) => [path, { target: server, changeOrigin: false }]),
);

export default defineConfig({
  base: '/',
  plugins: [react(), policyInPreview(), smallerECharts(), brotli()],
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
  build: {
    target: 'es2023',
    // Inline files would be `data:` addresses, which the policy takes for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], setupFiles: ['src/app/test-setup.ts'] },
});
