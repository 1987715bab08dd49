import {
  AlreadyExistsError,
  ConcurrencyConflictError,
  createUlidGenerator,
  StorageFailedError,
} from '@orderfolio/domain';
import {
  type ChangeSet,
  type CommandContext,
  type EntitiesOf,
  type Entity,
  type EntityKey,
  keyOf,
  keyWords,
  type ReadKeys,
  type UnitOfWork,
} from '@orderfolio/domain/adapter';
import { NOW } from '../fixtures.ts';

const nameOf = (key: EntityKey): string => `${key.entity} ${keyWords(key).join(' ')}`;

/** A store in memory that counts its calls. A test can make its next commits fail. */
export function versionedStore() {
  const entities = new Map<string, Entity>();
  const reads: string[][] = [];
  const commits: ChangeSet[] = [];
  const unreadable = new Set<string>();
  const answers: ((changeSet: ChangeSet) => Error | undefined)[] = [];

  const versionAt = (key: EntityKey): number => entities.get(nameOf(key))?.version ?? 0;

  function apply({ changes }: ChangeSet): void {
    for (const change of changes) {
      const key = keyOf(change);
      const found = versionAt(key);
      if (change.action === 'insert' && found > 0)
        throw new AlreadyExistsError({ entity: change.entity, field: 'key', value: nameOf(key) });
      const wanted =
        change.action === 'check' ? change.version : change.action === 'save' ? (change.previous?.version ?? 0) : 0;
      if (found !== wanted) throw new ConcurrencyConflictError({ entity: key.entity });
    }
    for (const change of changes) if (change.action !== 'check') entities.set(nameOf(keyOf(change)), change.value);
  }

  const unitOfWork: UnitOfWork = {
    async read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
      const names = keys.flatMap((key) => (key === undefined ? [] : [nameOf(key)]));
      reads.push(names);
      await Promise.resolve();
      const broken = names.find((name) => unreadable.has(name));
      if (broken !== undefined) throw new StorageFailedError({ reason: `${broken} cannot be read`, retryable: false });
      // A map over a tuple is an array to the compiler: that it has the tuple's shape is stated here.
      return keys.map((key) => key && entities.get(nameOf(key))) as EntitiesOf<Keys>;
    },
    async commit(changeSet) {
      commits.push(changeSet);
      await Promise.resolve();
      const error = answers.shift()?.(changeSet);
      if (error !== undefined) throw error;
      apply(changeSet);
    },
  };
  const clock = { now: () => new Date(NOW) };
  const context: CommandContext = {
    unitOfWork,
    clock,
    ids: createUlidGenerator(clock),
    timer: { sleep: () => Promise.resolve() },
  };
  return {
    context,
    reads,
    commits,
    unreadable,
    put(key: EntityKey, entity: Entity) {
      entities.set(nameOf(key), entity);
    },
    get: (key: EntityKey): Entity | undefined => entities.get(nameOf(key)),
    /** The answer to the next commit. Undefined lets it through. */
    answerNext(answer: (changeSet: ChangeSet) => Error | undefined) {
      answers.push(answer);
    },
  };
}
