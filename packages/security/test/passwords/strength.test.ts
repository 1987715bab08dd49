import { type LoadLanguage, PasswordManager, type PasswordOwner } from '@orderfolio/security';
import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, test } from 'vitest';

const passwords = new PasswordManager({ cost: 4 });
const strict = new PasswordManager({ cost: 4, characterClasses: true });
const ALICE = { username: 'alice_smith', email: 'asmith@example.com', firstName: 'Alice', lastName: 'Smith' };

async function codesOf(password: string, owner?: PasswordOwner, manager = passwords): Promise<string[]> {
  const issues = await manager.validatePasswordStrength(password, owner);
  return issues.map(({ code }) => code);
}

describe('length', () => {
  test.each([
    ['three smileys', '😀😃😄'],
    ['six Cyrillic letters', 'пароль'],
    ['eleven letters', 'tulip-crane'],
    ['four letters with two accents each', 'ế'.normalize('NFD').repeat(4)],
  ])('%s are too short, however many bytes they have', async (_what, password) => {
    expect(await codesOf(password)).toContain('TOO_SHORT');
  });

  test.each([
    ['a Russian passphrase', 'журавли летят над гаванью тюльпаны цветут к вечеру'],
    ['twelve letters', 'tulip-crane7'],
    ['ten words', 'tulip crane harbour lantern violet 77 river Leipzig thunder'],
    ['256 characters', 'a tulip crane sleeps in Leipzig '.repeat(8)],
    ['256 characters of four bytes', '😀🌷🐋🏮🚢🌊🎻🪁'.repeat(32)],
  ])('%s pass', async (_what, password) => expect(await codesOf(password)).toEqual([]));

  test('257 characters are too long, and have no other fault worth naming', async () => {
    expect(await codesOf(`${'a tulip crane sleeps in Leipzig '.repeat(8)}!`)).toEqual(['TOO_LONG']);
  });

  test('characters are counted after they are composed', async () => {
    const composed = 'ế'.repeat(256);
    expect(await codesOf(composed.normalize('NFD'))).not.toContain('TOO_LONG');
    expect(await codesOf(`${composed}ế`)).toEqual(['TOO_LONG']);
  });

  test('the limits are the service’s to choose', async () => {
    const long = new PasswordManager({ cost: 4, minLength: 15, maxLength: 64 });
    expect(await codesOf('tulip-crane-7!', {}, long)).toEqual(['TOO_SHORT']);
    expect(await codesOf('a tulip crane sleeps in Leipzig '.repeat(3), {}, long)).toEqual(['TOO_LONG']);
  });
});

describe('what is easy to guess is refused', () => {
  test.each([
    '1234567890123',
    'password12345678',
    'Summer2024!!',
    'aaaaaaaaaaab',
    '1qaz2wsx3edc',
    'Qwerty123456',
    'administrator',
    'password1234',
    '!!password!!',
    'aaaaaaaaaaaaaa',
    'dragondragon',
    'ababababababab',
    'P@$$w0rd!2024',
    'Winter2023!!',
    'Liverpool2024',
    'JenniferLopez1',
    'drowssap12345678',
    'ｐａｓｓｗｏｒｄ１２３４',
    'pàsswörd1234',
    'пароль123456',
    'ааааааааааааб',
    '😀😀😀😀😀😀😀😀😀😀😀😀',
    'password'.repeat(30),
    'harbour-7'.repeat(9).slice(0, 75),
    `${'password'.repeat(5)}!`,
    '1234567890'.repeat(20),
    'qwertyuiop12',
    '19900101 1990',
  ])('%s', async (password) => expect(await codesOf(password)).toEqual(['GUESSABLE']));

  test.each([
    'AliceSmith1990',
    'alice_smith_1990',
    'Alice-Smith-1990',
    'ALICE SMITH 1990',
    'Âlice.Smith.1990',
    'SmithAlice1990!',
    'A1ic3Sm1th!!',
  ])('%s of Alice Smith', async (password) => {
    expect(await codesOf(password, ALICE)).not.toEqual([]);
    expect(await codesOf(password, { username: 'alice_smith' })).not.toEqual([]);
  });

  test.each(['SmithAlice2019!', 'Smith.Alice.2019', 'a-l-i-c-e-2019-smith'])(
    '%s of someone whose names are known',
    async (password) => {
      expect(await codesOf(password, { username: 'trader_77', firstName: 'Alice', lastName: 'Smith' })).toContain(
        'GUESSABLE',
      );
    },
  );

  test('all that are long enough of the 49,000 most common', async () => {
    const common = dictionary['passwords-common'].filter((password) => password.length >= 12);
    expect(common.length).toBeGreaterThan(300);
    for (const password of common) expect(await codesOf(password), password).toContain('GUESSABLE');
  });

  test('every broken rule is named, not only the first', async () => {
    expect(await codesOf('alice\0', { username: 'alice_01' }, strict)).toEqual([
      'CONTAINS_NUL',
      'TOO_SHORT',
      'NO_UPPER_CASE',
      'NO_DIGIT',
      'CONTAINS_USERNAME',
      'GUESSABLE',
    ]);
    expect(await codesOf('password', { username: 'password' })).toEqual([
      'TOO_SHORT',
      'CONTAINS_USERNAME',
      'GUESSABLE',
    ]);
  });

  test('how many guesses are enough is the service’s to choose', async () => {
    const lenient = new PasswordManager({ cost: 4, minGuesses: 1e8 });
    const severe = new PasswordManager({ cost: 4, minGuesses: 1e14 });
    expect(await codesOf('Summer2024!!', {}, lenient)).toEqual([]);
    expect(await codesOf('tulip-crane7', {}, severe)).toEqual(['GUESSABLE']);
  });

  test('words of another language count once it is given', async () => {
    const quechua: LoadLanguage = async () => ({ dictionary: { quechua: ['wayqikunaykita', 'rimanakuspa'] } });
    expect(await codesOf('Wayqikunaykita1')).toEqual([]);
    expect(await codesOf('Wayqikunaykita1', {}, new PasswordManager({ cost: 4, languages: [quechua] }))).toEqual([
      'GUESSABLE',
    ]);
  });

  test('a language that cannot be loaded is a fault of the configuration', async () => {
    const missing: LoadLanguage = () => Promise.reject(new Error('no such package'));
    const unready = new PasswordManager({ cost: 4, queue: 0, languages: [missing] });
    for (let tried = 0; tried < 2; tried++) {
      const refusal = unready.validatePasswordStrength('tulip-crane7');
      await expect(refusal).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'languages' });
    }
  });
});

describe('what is not, passes', () => {
  test.each([
    'tulip crane 77 harbour',
    'tulip-crane7',
    'tulipcraneharbour',
    'a dragon sleeps in Leipzig',
    'correct horse battery staple',
    'xkqzvwjp mfyt',
    'kf83jq02mxp1',
    '郁金香在夜里的港口静静开放',
    'alice $#!%&*()+=-?',
    '$#!%&*()+=-?@^~',
    `${'a'.repeat(50)}xkqzvwjp mfyt`,
    `xkqzvwjp mfyt${'a'.repeat(50)}`,
  ])('%s', async (password) => expect(await codesOf(password, ALICE)).toEqual([]));
});

describe('words of the owner and of the service', () => {
  test.each(['zorblaxa_1990', 'ZORBLAXA_1990', 'my zorblaxa_1990', 'zorblaxa_199', 'zorblaxa 1990'])(
    '%s is refused for the user zorblaxa_1990',
    async (password) => expect(await codesOf(password, { username: 'zorblaxa_1990' })).toContain('CONTAINS_USERNAME'),
  );

  test.each(['zelda.fitzg@example.com', 'Zelda.Fitzg77', 'fitzg@example'])(
    '%s is refused for the owner of zelda.fitzg@example.com',
    async (password) =>
      expect(await codesOf(password, { email: 'zelda.fitzg@example.com' })).toContain('CONTAINS_EMAIL'),
  );

  const branded = new PasswordManager({ cost: 4, forbiddenWords: ['Order-Folio', 'тюльпан'] });

  test.each(['the orderfolio sleeps in Leipzig', 'O.r.d.e.r.Folio in Leipzig', 'журавли и Тюльпаны летят'])(
    '%s has a forbidden word',
    async (password) => {
      expect(await codesOf(password)).toEqual([]);
      expect(await codesOf(password, {}, branded)).toContain('FORBIDDEN_WORD');
    },
  );

  test('a forbidden word in disguise is easy to guess', async () => {
    expect(await codesOf('0rd3rf0l10-2031', {}, branded)).toEqual(['GUESSABLE']);
  });
});

test('the character classes of older services are asked for on request only', async () => {
  expect(await codesOf('tulipcraneharbour')).toEqual([]);
  expect(await codesOf('tulipcraneharbour', {}, strict)).toEqual(['NO_UPPER_CASE', 'NO_DIGIT', 'NO_SPECIAL']);
  expect(await codesOf('TULIPCRANE-77', {}, strict)).toEqual(['NO_LOWER_CASE']);
  expect(await codesOf('Tulip-Crane-77', {}, strict)).toEqual([]);
});

test('hashing a weak password is refused with every rule', async () => {
  const refusal = passwords.hashPassword('password', { username: 'alice_01' });
  await expect(refusal).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    issues: [{ code: 'TOO_SHORT' }, { code: 'GUESSABLE' }],
  });
});
