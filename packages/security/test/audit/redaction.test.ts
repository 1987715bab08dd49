import { describe, expect, test } from 'vitest';
import { openTrail } from './trail.ts';

const { audit } = openTrail();

const written = (userAgent: string, secrets?: readonly string[]): string | undefined =>
  audit.loginSucceeded({ username: 'alice_01', userAgent, secrets }).userAgent;

const PASSWORD = 'crème brûlée & 9 + "salt"/';
const bytes = Buffer.from(PASSWORD);

describe('a secret of the request is recognised', () => {
  const encodings: readonly [string, string][] = [
    ['encoded for a URL', encodeURIComponent(PASSWORD)],
    ['encoded for a URL, in lower case', encodeURIComponent(PASSWORD).replace(/%../g, (sign) => sign.toLowerCase())],
    ['encoded for a form', new URLSearchParams({ p: PASSWORD }).toString()],
    ['encoded for a URL, every byte', bytes.toString('hex').replace(/../g, '%$&')],
    ['encoded for a URL twice', encodeURIComponent(encodeURIComponent(PASSWORD))],
    ['in base64', bytes.toString('base64')],
    ['in base64url', bytes.toString('base64url')],
    ['in base64, behind a name', Buffer.from(`alice_01:${PASSWORD}`).toString('base64')],
    ['in base64, behind a path', `login/${bytes.toString('base64')}`],
    ['in base64, behind letters', `x${bytes.toString('base64')}`],
    ['in base64, encoded for a URL', encodeURIComponent(bytes.toString('base64'))],
    ['in hexadecimal', bytes.toString('hex')],
    ['in hexadecimal, in upper case', bytes.toString('hex').toUpperCase()],
    ['in hexadecimal, behind a digit', `0${bytes.toString('hex')}`],
    ['in hexadecimal, with colons', bytes.toString('hex').replace(/..(?=.)/g, '$&:')],
    ['in hexadecimal, in base64', Buffer.from(bytes.toString('hex')).toString('base64')],
    ['escaped as bytes', bytes.toString('hex').replace(/../g, '\\x$&')],
    ['in JSON', JSON.stringify({ p: PASSWORD })],
    [
      'in JSON of ASCII',
      JSON.stringify(PASSWORD).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    ['decomposed, encoded for a URL', encodeURIComponent(PASSWORD.normalize('NFD'))],
    ['decomposed, in base64', Buffer.from(PASSWORD.normalize('NFD')).toString('base64')],
  ];

  test.each(encodings)('%s', (_how, encoded) => {
    expect(written(encoded, [PASSWORD])).toBe('[REDACTED]');
    expect(written(`curl/8.5 (${encoded}) x`, [PASSWORD])).toBe('[REDACTED]');
    expect(written(encoded, ['another secret'])).not.toBe('[REDACTED]');
  });

  test('in another form of itself, if it was given encoded', () => {
    expect(written('x tulip crane 77 y', ['tulip crane 77'])).toBe('[REDACTED]');
  });

  test('as a whole text only if it is short, encoded or not', () => {
    expect(written('c', ['c'])).toBe('[REDACTED]');
    expect(written('Yw==', ['c'])).toBe('Yw==');
    expect(written('curl/8.5', ['c'])).toBe('curl/8.5');
    expect(written('%70%77', ['pw'])).toBe('[REDACTED]');
  });
});

describe('a secret is recognised by its looks', () => {
  test.each([
    ['/login?pass=hunter22&x=1', '/login?[REDACTED]&x=1'],
    ['/login?user_pass=hunter22;x=1', '/login?user_[REDACTED];x=1'],
    ['userPass: hunter22, x', 'use[REDACTED], x'],
    ['pwd=hunter22', '[REDACTED]'],
    ['passphrase = "tulip crane 77"', '[REDACTED]'],
    ["Passwort: 'tulip crane'", '[REDACTED]'],
    ['{"password":"hunter \\" 22","x":1}', '{"[REDACTED],"x":1}'],
    ['?next=%2Flogin%3Fpassword%3Dhunter22%26x%3D1', '?next=%2Flogin%3F[REDACTED]%26x%3D1'],
    ['client_secret=abc&access_token=def', 'client_[REDACTED]&access_[REDACTED]'],
    ['https://alice:hunter22@db.example/x', 'https://[REDACTED]@db.example/x'],
    ['postgres://alice:p@ss@db.example:5432/x', 'postgres://[REDACTED]@db.example:5432/x'],
    ['redis://:hunter22@localhost', 'redis://[REDACTED]@localhost'],
    ['alice:hunter22@db.example', '[REDACTED]@db.example'],
    ['Cookie: session=abc; theme=dark', '[REDACTED]'],
    ['x\r\nSet-Cookie: a=b; HttpOnly\r\ny', 'x\\u{d}\\u{a}[REDACTED]\\u{d}\\u{a}y'],
    ['{"cookie":"a=b; c=d","x":1}', '{"[REDACTED],"x":1}'],
    ['PHPSESSID=abc; JSESSIONID=def; connect.sid=s%3Aghi', 'PHP[REDACTED]; J[REDACTED]; connect.[REDACTED]'],
    ['Authorization: ApiKey abc', '[REDACTED]'],
    ['authorization: Digest username="a", response="0f"', '[REDACTED]'],
    ['Proxy-Authorization: Basic YTpi', '[REDACTED]'],
    ['x Digest username="a", response="0f"', 'x [REDACTED]'],
    ['x Basic YTpi, y', 'x [REDACTED], y'],
    ['x-api-key: abc', 'x-[REDACTED]'],
  ])('%s', (sent, expected) => expect(written(sent)).toBe(expected));

  test.each([
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    'bot/1.0 (+https://bot.example/about; mailto:bot@bot.example)',
    'https://shop.example:8080/@alice?bypass=1&side=left',
    'compass: north, spin=up',
    '203.0.113.7:51234',
    '2001:db8::1',
  ])('%s has none', (sent) => expect(written(sent)).toBe(sent));

  test('what looks like many secrets is read in time', () => {
    const started = process.cpuUsage();
    for (const part of ['password', 'a:', '"', 'x://a:', '\\', '%3d', 'cookie ', 'A1']) {
      written(part.repeat(8192), ['tulip crane 77 harbour']);
    }
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
  });
});
