import { pino } from 'pino';
import { blame } from './blame.ts';
import { readConfig } from './config.ts';
import { startService } from './service.ts';
import { prepareTrial, trialEnvironment } from './trial.ts';

/** What the service needs of its process. */
export interface ServiceProcess extends Pick<NodeJS.Process, 'argv' | 'env'> {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  once(signal: 'SIGINT' | 'SIGTERM', stop: () => void): unknown;
  exitCode?: number | string | null | undefined;
}

/** Runs the service as this process: its environment, its signals, its exit code. */
export async function startProcess(process: ServiceProcess): Promise<void> {
  const isTrial = process.argv.includes('--trial');
  try {
    const config = readConfig(isTrial ? trialEnvironment(process.env) : process.env);
    // Standard output has the logs. In a trial it says how to try the service instead.
    const logger = pino({ level: config.LOG_LEVEL }, isTrial ? process.stderr : process.stdout);
    const service = await startService(config, logger);
    const stop = (): void => void service.stop();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    if (isTrial) process.stdout.write(await prepareTrial(service, config));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(`${blame(error) ?? error.stack}\n`);
    process.exitCode = 1;
  }
}
