/** A map under work: a copy of what the manifest holds, of values whose types the schema vouches for. */
export type Fields = Record<string, unknown>;

/** Fills what Go holds as nil, or as the zero value of its type. */
export type SetDefaults = (object: Fields) => void;

/** By name of the definition, without `io.k8s.api`. */
export type DefaultsByType = Readonly<Record<string, SetDefaults>>;

/** A copy that shares nothing with the value: of maps, lists and scalars, as YAML and JSON have them. */
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Fields = { ...value };
  for (const key of Object.keys(copy)) if (typeof copy[key] === 'object') copy[key] = copyOf(copy[key]);
  return copy;
}

/** Nil in Go: not given, or null. */
export function isNil(value: unknown): boolean {
  return value === undefined || value === null;
}

/** What Go cannot tell from a field that is not given: `""`, `0`, `false`, an empty list or map. */
export function isZero(value: unknown): boolean {
  if (isNil(value) || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Of a pointer. */
export function fillNil(object: Fields, field: string, value: unknown): void {
  if (isNil(object[field])) object[field] = value;
}

/** Of a value. */
export function fillZero(object: Fields, field: string, value: unknown): void {
  if (isZero(object[field])) object[field] = value;
}

/** The map at a field, made if it is not there. */
export function mapAt(object: Fields, field: string): Fields {
  fillNil(object, field, {});
  return object[field] as Fields;
}

/** The maps in the list at a field. Null among them is an empty one to Go. */
export function mapsIn(object: Fields, field: string): readonly Fields[] {
  const list = object[field];
  return Array.isArray(list) ? (list as (Fields | null)[]).map((item) => item ?? {}) : [];
}

/** `fillNil` for several fields. */
export function nilDefaults(values: Readonly<Record<string, unknown>>): SetDefaults {
  return (object) => {
    for (const [field, value] of Object.entries(values)) fillNil(object, field, copyOf(value));
  };
}

/** `fillZero` for several fields. */
export function zeroDefaults(values: Readonly<Record<string, unknown>>): SetDefaults {
  return (object) => {
    for (const [field, value] of Object.entries(values)) fillZero(object, field, copyOf(value));
  };
}
