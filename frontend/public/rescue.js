// Reads the outbox as it lies in the browser and writes the rescue file of docs/rescue-file.md.
// Stands alone for ever: it must work when nothing else of the app does. It only reads.
(() => {
  'use strict';

  const OUTBOX = 'insp-outbox';
  const ENCAPSULATED_BYTES = 65;
  const PART_LETTERS = 2_000_000;
  const ROWS_AT_ONCE = 200;

  const byId = (id) => document.getElementById(id);
  const show = (id, shown) => {
    byId(id).hidden = !shown;
  };

  function b64(bytes) {
    let letters = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  }

  function sealedParts(row) {
    const bytes = new Uint8Array(row);
    return { enc: b64(bytes.subarray(0, ENCAPSULATED_BYTES)), ct: b64(bytes.subarray(ENCAPSULATED_BYTES)) };
  }

  function asked(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  /** Null where this browser has no outbox; none is made. */
  function opened() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(OUTBOX);
      let isNew = false;
      request.onupgradeneeded = () => {
        isNew = true;
        request.transaction.abort();
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = (event) => {
        event.preventDefault();
        if (isNew) resolve(null);
        else reject(request.error);
      };
      request.onblocked = () => reject(new Error('blocked'));
    });
  }

  function store(db, name) {
    return db.transaction(name, 'readonly').objectStore(name);
  }

  /** Enrolments by device, and which of them are in force; a chain that was wrapped anew is not. */
  async function chainsIn(db) {
    const rows = await asked(store(db, 'kv').getAll());
    const chains = new Map();
    const current = new Set();
    for (const { k, v } of rows) {
      if (k.startsWith('chain|')) chains.set(v.dev, v);
      if (k.startsWith('profile|') && v.dev) current.add(v.dev);
    }
    return { chains, current };
  }

  /** Calls `take` with portions of the rows of a chain, in order of their numbers. */
  async function walkChain(db, dev, take) {
    let after = 0;
    for (;;) {
      const range = IDBKeyRange.bound([dev, after], [dev, Number.MAX_SAFE_INTEGER], true, false);
      const rows = await asked(store(db, 'env').getAll(range, ROWS_AT_ONCE));
      if (rows.length === 0) return;
      after = rows[rows.length - 1].seq;
      for (const row of rows) take(row);
    }
  }

  async function walkFiles(db, take) {
    for (const key of await asked(store(db, 'blob').getAllKeys())) {
      const row = await asked(store(db, 'blob').get(key));
      if (row) await take(row);
    }
  }

  const isUnsent = (row) => row.st === 0;
  const isHere = (row) => row.st !== 2;

  async function counted(db) {
    const { chains, current } = await chainsIn(db);
    const counts = { unsent: 0, all: 0, files: 0, locked: false };
    for (const dev of chains.keys()) {
      if (!current.has(dev)) continue;
      await walkChain(db, dev, (row) => {
        counts.all += 1;
        if (isUnsent(row)) counts.unsent += 1;
        if (isUnsent(row) && !row.sealed) counts.locked = true;
      });
    }
    await walkFiles(db, (row) => {
      if (isUnsent(row)) counts.files += 1;
      if (isUnsent(row) && !row.sealKeyWrapped) counts.locked = true;
    });
    return counts;
  }

  /** Text that may be larger than memory: portions of it are handed to the browser as they fill. */
  class Writer {
    constructor() {
      this.parts = [];
      this.text = '';
    }

    line(value) {
      this.text += `${JSON.stringify(value)}\n`;
      if (this.text.length > PART_LETTERS) this.flush();
    }

    flush() {
      this.parts.push(new Blob([this.text]));
      this.text = '';
    }

    file(name) {
      this.flush();
      return new File(this.parts, name, { type: 'text/plain' });
    }
  }

  function envelopeLine(row) {
    const { dev, seq, prev, link, bh, kid, sig } = row;
    if (!row.sealed) return { locked: { dev, seq, prev, link, sig } };
    return { dev, seq, prev, bh, kid, ...sealedParts(row.sealed), sig };
  }

  function fileHead(row) {
    const { size, mime, insp, n } = row;
    const key = row.sealKeyWrapped ? { kid: row.kid, ...sealedParts(row.sealKeyWrapped) } : null;
    return { sha: row.sha.slice(0, 64), size, mime, insp, chunks: n, key };
  }

  async function writeFile(db, row, writer, counts) {
    const blob = fileHead(row);
    if (blob.key === null) {
      writer.line({ blob, locked: true });
      return;
    }
    counts.blobs += 1;
    for (let chunk = 0; chunk < row.n; chunk += 1) {
      const kept = await asked(store(db, 'chunk').get([row.sha, chunk]));
      if (!kept) continue;
      writer.line({ blob, chunk, data: b64(new Uint8Array(kept.data)) });
      counts.chunks += 1;
    }
  }

  /** The rescue file; `everything`: also what the server has confirmed. */
  async function made(db, everything, now) {
    const { chains, current } = await chainsIn(db);
    const devs = [...chains.keys()].filter((dev) => everything || current.has(dev)).sort();
    const writer = new Writer();
    const certificates = devs.map((dev) => {
      const { certificate, signature } = chains.get(dev);
      return { dev, text: certificate, sig: signature };
    });
    writer.line({ rescue: 1, made_at: now.toISOString(), certificates });
    const counts = { envelopes: 0, locked: 0, blobs: 0, chunks: 0 };
    for (const dev of devs) {
      await walkChain(db, dev, (row) => {
        if (!everything && row.st === 2) return;
        counts[row.sealed ? 'envelopes' : 'locked'] += 1;
        writer.line(envelopeLine(row));
      });
    }
    await walkFiles(db, (row) => {
      if (everything ? isHere(row) : isUnsent(row)) return writeFile(db, row, writer, counts);
    });
    writer.line({ end: counts });
    return writer.file(nameOf(devs[0] ?? 'tablet', now));
  }

  function nameOf(dev, now) {
    const moment = now.toISOString().slice(0, 16).replaceAll('-', '').replace('T', '-').replace(':', '');
    return `insp-rescue-${dev}-${moment}.txt`;
  }

  async function handOver(file) {
    if (navigator.canShare && navigator.canShare({ files: [file] })) {
      try {
        await navigator.share({ files: [file] });
        return true;
      } catch (error) {
        if (error.name === 'AbortError') return false;
      }
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return true;
  }

  const FRESH_MS = 60_000;
  let ready = null;

  /** Preparing may take longer than a tap is good for: the next one hands the same file over. */
  async function save(db, everything) {
    const buttons = [byId('save'), byId('save-all')];
    for (const button of buttons) button.disabled = true;
    show('working', true);
    show('failed', false);
    try {
      if (ready === null || ready.everything !== everything || Date.now() - ready.at > FRESH_MS) {
        const file = await made(db, everything, new Date());
        ready = { everything, file, at: Date.now() };
      }
      if (await handOver(ready.file)) show('done', true);
    } catch (error) {
      failed(error);
    } finally {
      show('working', false);
      for (const button of buttons) button.disabled = false;
    }
  }

  function failed(error) {
    byId('why').textContent = `${error.name}: ${error.message}`;
    show('failed', true);
  }

  async function start() {
    const db = await opened();
    if (db === null) {
      show('nothing', true);
      return;
    }
    const counts = await counted(db);
    byId('count-unsent').textContent = String(counts.unsent);
    byId('count-files').textContent = String(counts.files);
    byId('count-all').textContent = String(counts.all);
    show('counts', true);
    show('locked', counts.locked);
    byId('save').disabled = false;
    byId('save-all').disabled = false;
    byId('save').addEventListener('click', () => save(db, false));
    byId('save-all').addEventListener('click', () => save(db, true));
  }

  start().catch(failed);
})();
