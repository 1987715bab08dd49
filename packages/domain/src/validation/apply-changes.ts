/** Fields to change: undefined leaves a field as it is, null empties an optional field. */
type Changes<Entity> = { readonly [Field in keyof Entity]?: Entity[Field] | null | undefined };

/** The entity with the given fields changed. */
export function applyChanges<Entity extends object>(entity: Entity, changes: Changes<Entity>): Entity {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.assign({ ...entity }, Object.fromEntries(given.map(([field, value]) => [field, value ?? undefined])));
}
