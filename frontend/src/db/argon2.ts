/** In a file of its own, so that it is read apart from everything else. */
export { argon2id } from 'hash-wasm';
