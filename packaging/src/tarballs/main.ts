import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from '../budgets.ts';
import { ROOT, readPackages } from '../workspace.ts';
import { CONSUMERS, type Consumer } from './consumers.ts';
import { examplesOf } from './examples.ts';
import { Project } from './project.ts';
import { measureTarball, tarballOf } from './tarball.ts';

/**
 * Uses the packed packages as their users do: installs them with npm into empty projects, loads every door with `import`
 * and with `require`, type-checks the examples of their READMEs, and runs them.
 *
 *     node packaging/dist/tarballs/main.js FOLDER_WITH_TARBALLS
 */
const [tarballs] = process.argv.slice(2);
if (tarballs === undefined) throw new Error('Say in which folder the tarballs are.');

const packages = readPackages();
const used = new Set(CONSUMERS.flatMap(({ doors }) => doors));
const unused = packages.flatMap(({ doors }) => doors).filter(({ name }) => !used.has(name));
if (unused.length > 0) throw new Error(`No consumer imports ${unused.map(({ name }) => name).join(', ')}.`);

report(packages.flatMap(({ name }) => measureTarball(name, tarballOf(tarballs, name))));

const scratch = mkdtempSync(join(tmpdir(), 'orderfolio-consumers-'));
try {
  for (const consumer of CONSUMERS) consume(consumer, tarballs);
} finally {
  rmSync(scratch, { recursive: true });
}

function consume(consumer: Consumer, from: string): void {
  const project = new Project(join(scratch, consumer.name), consumer.doors);
  project.install(
    consumer.packages.map((name) => tarballOf(from, name)),
    consumer.beside,
  );
  const examples = consumer.pages.flatMap((page) => examplesOf(readFileSync(join(ROOT, page), 'utf8')));
  if (examples.length < consumer.pages.length) throw new Error(`A page of ${consumer.name} has no whole program.`);
  project.write(examples);
  project.typeCheck(consumer);
  project.loadDoors();
  if (consumer.runs) project.run(examples);
  for (const command of consumer.commands ?? []) project.command(command);
  process.stdout.write(`${consumer.name.padEnd(12)} ${consumer.doors.length} doors, ${examples.length} examples\n`);
}
