/** Vectors that hold this twin and the server to the same results; tests/vectors/README.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Json } from '../domain/json';

// Vite makes an address of import.meta.url, so the folder is found from where the tests run.
const FOLDER = resolve('..', 'tests', 'vectors');

export function vectorNames(folder: string): string[] {
  return readdirSync(resolve(FOLDER, folder))
    .filter((name) => name.endsWith('.json'))
    .sort();
}

export function readVector(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(resolve(FOLDER, folder, name), 'utf-8'));
}

/** What `python -m tests.twin.fixtures` made: standards, checklists, cases of the lower domain. */
export function readFixture(name: string): Json {
  return JSON.parse(readFileSync(resolve('.fixtures', name), 'utf-8')) as Json;
}
