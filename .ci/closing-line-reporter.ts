import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node';

/**
 * Ends a run with one line, `123 passed, 0 failed`. What fails outside a test (a file that does not load, a hook of a file,
 * an error that nobody caught) counts as one failure, so that the line never looks better than the run was.
 */
export default class ClosingLineReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const outcomes = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const passed = outcomes.filter((state) => state === 'passed').length;
    const failed = outcomes.filter((state) => state === 'failed').length;
    const outside = unhandled.length + modules.reduce((total, module) => total + failuresOutsideTests(module), 0);
    this.#vitest?.logger.log(`${passed} passed, ${failed + outside} failed`);
  }
}

function failuresOutsideTests(module: TestModule): number {
  const suites = [...module.children.allSuites()];
  return module.errors().length + suites.reduce((total, suite) => total + suite.errors().length, 0);
}
