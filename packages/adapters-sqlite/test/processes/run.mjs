import { fileURLToPath } from 'node:url';
import { createViteServer } from 'vitest/node';

/*
 * Runs a TypeScript module of this folder in its own process, on the sources and with the aliases of the tests. `node
 * run.mjs <file> <JSON>` calls its default export with the JSON. It needs no build, so no build can be stale.
 */
const [file, input] = process.argv.slice(2);
const server = await createViteServer({
  configFile: fileURLToPath(new URL('../../../../vitest.config.ts', import.meta.url)),
  server: { middlewareMode: true, watch: null, ws: false, hmr: false },
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  oxc: { target: 'node20' },
  logLevel: 'error',
});
const { default: main } = await server.ssrLoadModule(fileURLToPath(new URL(file, import.meta.url)));
await main(JSON.parse(input));
await server.close();
