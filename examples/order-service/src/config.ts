import * as z from 'zod';

const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((number) => number <= most, `must be at most ${most}`);
const HIGHEST_PORT = 65_535;
const MOST_PROXIES = 100;
const SECRET_RULE = 'must have 32 characters or more: openssl rand -base64 32 makes one';
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** The service's settings, from its environment. */
const environmentSchema = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    PORT: wholeNumber(HIGHEST_PORT).default(3000),
    /** The SQLite file. */
    DATABASE: z.string().default('orders.db'),
    /** The DynamoDB table. If it is given, it replaces SQLite. The AWS SDK finds the Region and the credentials. */
    DYNAMODB_TABLE: z.string().optional(),
    DYNAMODB_ENDPOINT: z.url().optional(),
    /** Signs the access tokens: 32 bytes or more, the same in every process. */
    TOKEN_SECRET: z.string(SECRET_RULE).min(32, SECRET_RULE),
    TOKEN_ISSUER: z.string().default('http://localhost:3000'),
    /** The first administrator, who is made if there is no such user. */
    ADMIN_USERNAME: z.string().optional(),
    ADMIN_EMAIL: z.email().default('admin@example.com'),
    ADMIN_PASSWORD: z.string().optional(),
    /** How many proxies stand in front of the service. */
    TRUST_PROXY: wholeNumber(MOST_PROXIES).default(0),
    LOG_LEVEL: z.enum(LOG_LEVELS, `must be ${LOG_LEVELS.join(', ')}`).default('info'),
  })
  .refine(({ ADMIN_USERNAME, ADMIN_PASSWORD }) => (ADMIN_USERNAME === undefined) === (ADMIN_PASSWORD === undefined), {
    path: ['ADMIN_USERNAME'],
    error: 'must be given together with ADMIN_PASSWORD',
  });
export type Config = z.output<typeof environmentSchema>;

/** The environment lacks a setting or has a bad one. There is one line for each broken rule. */
export class BadEnvironmentError extends Error {}

export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const read = environmentSchema.safeParse(environment);
  if (read.success) return read.data;
  const lines = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new BadEnvironmentError(lines.join('\n'));
}
