/** Documents that the server made, read from disk: for tests in Node.js, never for the app. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Json } from '../domain/json';
import { packFromDocument } from '../domain/pack_document';
import type { Pack } from '../domain/standards';

const FRONTEND = resolve(import.meta.dirname, '../..');
const FIXTURES = resolve(FRONTEND, '.fixtures');
const VECTORS = resolve(FRONTEND, '../tests/vectors');

/** `name` without `.json`. Throws where the fixtures were not made. */
export function fixture<T = Json>(name: string): T {
  try {
    return read(resolve(FIXTURES, `${name}.json`)) as T;
  } catch (error) {
    throw new Error(`no fixture ${name}: run \`python -m tests.twin.fixtures\` in the checkout`, {
      cause: error,
    });
  }
}

/** A pack out of seed/standards: `international`, `kz` or `nl`; or `vector_pack_...` by its full name. */
export function packFixture(name: string): Pack {
  return packFromDocument(fixture(name.startsWith('vector_pack_') ? name : `pack_${name}`));
}

/** Names of the shared vectors, without `.json`; `folder` is inside tests/vectors. */
export function vectorNames(folder = '.'): string[] {
  const files = readdirSync(resolve(VECTORS, folder)).filter((file) => file.endsWith('.json'));
  return files.map((file) => file.slice(0, -'.json'.length)).sort();
}

export function vector<T = Json>(name: string, folder = '.'): T {
  return read(resolve(VECTORS, folder, `${name}.json`)) as T;
}

function read(file: string): Json {
  return JSON.parse(readFileSync(file, 'utf-8')) as Json;
}
