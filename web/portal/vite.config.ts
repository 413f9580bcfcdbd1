// The development server: the portal from source, everything else from a running
// foureyes (npm run dev beside bin/foureyes serve).
import { defineConfig } from 'vite';

const server = process.env['FOUREYES_PUBLIC_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  server: {
    host: '127.0.0.1',
    open: '/portal',
    // The Host header stays, so that the server sees requests of one origin.
    proxy: Object.fromEntries(
      ['/api', '/assets', '/media'].map((path) => [path, { target: server, changeOrigin: false }]),
    ),
  },
});
