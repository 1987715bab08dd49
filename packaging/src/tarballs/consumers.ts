/** A user's project that depends on our packages. */
export interface Consumer {
  readonly name: string;
  /** Ours, from their tarballs. */
  readonly packages: readonly string[];
  /** Its other dependencies with their ranges, except the types of Node. */
  readonly beside: Readonly<Record<string, string>>;
  /** What it imports. */
  readonly doors: readonly string[];
  /** The pages whose examples it type-checks. It runs them if `runs` is true. */
  readonly pages: readonly string[];
  readonly runs: boolean;
  /** Commands that it runs, one after another, in its folder. */
  readonly commands?: readonly (readonly [string, ...string[]])[];
  /** Whether the TypeScript in JavaScript reads it too, which takes five times as long. */
  readonly olderTypeScript: boolean;
}

export const CONSUMERS: readonly Consumer[] = [
  {
    name: 'domain',
    packages: ['@orderfolio/domain'],
    beside: {},
    doors: [
      '@orderfolio/domain',
      '@orderfolio/domain/adapter',
      '@orderfolio/domain/schemas',
      '@orderfolio/domain/testing',
    ],
    pages: [],
    runs: true,
    olderTypeScript: false,
  },
  {
    name: 'sqlite',
    packages: ['@orderfolio/domain', '@orderfolio/adapters-sqlite'],
    beside: {},
    doors: ['@orderfolio/domain', '@orderfolio/adapters-sqlite'],
    pages: ['README.md', 'packages/domain/README.md', 'packages/adapters-sqlite/README.md'],
    runs: true,
    olderTypeScript: false,
  },
  {
    // Its example opens a table on AWS.
    name: 'dynamodb',
    packages: ['@orderfolio/domain', '@orderfolio/adapters-dynamodb'],
    beside: {},
    doors: ['@orderfolio/adapters-dynamodb'],
    pages: ['packages/adapters-dynamodb/README.md'],
    runs: false,
    olderTypeScript: false,
  },
  {
    name: 'security',
    packages: ['@orderfolio/domain', '@orderfolio/adapters-sqlite', '@orderfolio/security'],
    beside: { pino: '^10.0.0' },
    doors: ['@orderfolio/security'],
    pages: ['packages/security/README.md'],
    runs: true,
    olderTypeScript: false,
  },
  {
    name: 'http',
    packages: ['@orderfolio/domain', '@orderfolio/adapters-sqlite', '@orderfolio/security', '@orderfolio/http'],
    beside: { pino: '^10.0.0' },
    doors: ['@orderfolio/http', '@orderfolio/http/client', '@orderfolio/http/node'],
    pages: ['packages/http/README.md'],
    runs: true,
    olderTypeScript: false,
  },
  {
    name: 'console',
    packages: [
      '@orderfolio/domain',
      '@orderfolio/adapters-sqlite',
      '@orderfolio/security',
      '@orderfolio/http',
      '@orderfolio/console',
    ],
    beside: { pino: '^10.0.0' },
    doors: ['@orderfolio/console'],
    pages: ['packages/console/README.md'],
    runs: true,
    olderTypeScript: false,
  },
  {
    name: 'cache',
    packages: ['@orderfolio/domain', '@orderfolio/adapters-sqlite', '@orderfolio/cache'],
    beside: {},
    doors: ['@orderfolio/cache'],
    pages: ['packages/cache/README.md'],
    runs: true,
    olderTypeScript: false,
  },
  {
    name: 'telemetry',
    packages: ['@orderfolio/domain', '@orderfolio/adapters-sqlite', '@orderfolio/telemetry'],
    beside: { '@opentelemetry/api': '^1.9.0', '@opentelemetry/sdk-trace-base': '^2.12.0' },
    doors: ['@orderfolio/telemetry'],
    pages: ['packages/telemetry/README.md'],
    runs: true,
    olderTypeScript: false,
  },
  {
    name: 'cli',
    packages: [
      '@orderfolio/domain',
      '@orderfolio/adapters-dynamodb',
      '@orderfolio/adapters-sqlite',
      '@orderfolio/security',
      '@orderfolio/http',
      '@orderfolio/console',
      '@orderfolio/cli',
    ],
    beside: {},
    doors: ['@orderfolio/cli'],
    pages: [],
    runs: true,
    commands: [
      ['npx', '--no', '--', 'orderfolio', '--version'],
      ['npx', '--no', '--', 'orderfolio', 'migrate', '--store', 'sqlite:orders.db'],
      ['npx', '--no', '--', 'orderfolio', 'reconcile', '--all', '--json', '--store', 'sqlite:orders.db'],
    ],
    olderTypeScript: false,
  },
  {
    name: 'everything',
    packages: [
      '@orderfolio/domain',
      '@orderfolio/adapters-dynamodb',
      '@orderfolio/adapters-sqlite',
      '@orderfolio/security',
      '@orderfolio/http',
      '@orderfolio/console',
      '@orderfolio/cache',
    ],
    beside: { inversify: '^8.0.0', 'reflect-metadata': '^0.2.0', redis: '^6.0.0' },
    doors: [
      '@orderfolio/domain',
      '@orderfolio/domain/adapter',
      '@orderfolio/domain/schemas',
      '@orderfolio/domain/testing',
      '@orderfolio/domain/inversify',
      '@orderfolio/adapters-dynamodb',
      '@orderfolio/adapters-dynamodb/inversify',
      '@orderfolio/adapters-sqlite',
      '@orderfolio/adapters-sqlite/inversify',
      '@orderfolio/security',
      '@orderfolio/security/inversify',
      '@orderfolio/http',
      '@orderfolio/http/client',
      '@orderfolio/http/node',
      '@orderfolio/console',
      '@orderfolio/cache',
      '@orderfolio/cache/redis',
    ],
    pages: [],
    runs: true,
    olderTypeScript: true,
  },
  {
    name: 'conformance',
    packages: ['@orderfolio/domain', '@orderfolio/conformance'],
    beside: { 'fast-check': '^4.0.0', vitest: '^4.0.0' },
    doors: ['@orderfolio/conformance'],
    pages: [],
    runs: true,
    olderTypeScript: false,
  },
];
