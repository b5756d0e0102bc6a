/** What the platform allows: the same rooms and the same figures by hand, without any engine, encryption or
 * history. One room is on the page, totals are kept by difference, each change is one strict transaction. */
const QUESTIONS = 20;
const SHOWN = 12;
const asked = new URLSearchParams(location.search);
const count = Number(asked.get('rooms') ?? 400);
const questions = Number(asked.get('questions') ?? 150);
const at = (id) => document.getElementById(id);

const opened = () =>
  new Promise((resolve, reject) => {
    const asking = indexedDB.open('floor', 1);
    asking.onupgradeneeded = () => {
      asking.result.createObjectStore('room', { keyPath: 'id' });
      asking.result.createObjectStore('facility', { keyPath: 'id' });
    };
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = () => reject(asking.error);
  });

const put = (store, rows) =>
  new Promise((resolve, reject) => {
    const transaction = db.transaction(store, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    for (const row of rows) transaction.objectStore(store).put(row);
  });

const all = (store) =>
  new Promise((resolve) => {
    const asking = db.transaction(store).objectStore(store).getAll();
    asking.onsuccess = () => resolve(asking.result);
  });

const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(null);
    });
  });

function invented(i) {
  const answers = { persons: 1 + (i % 8), length: 3 + (i % 30) / 10, width: 2 + (i % 20) / 10 };
  for (let question = 3; question < QUESTIONS; question += 1) answers[`q${question}`] = (i + question) % 7;
  return { id: i, number: String(101 + i), answers };
}

const areaOf = ({ answers }) => answers.length * answers.width;
const eachOf = (room) => (room.answers.persons > 0 ? areaOf(room) / room.answers.persons : null);

const totals = { rooms: 0, persons: 0, area: 0, below3: 0, from3To4: 0, above4: 0 };
function add(room, by) {
  const each = eachOf(room);
  totals.rooms += by;
  totals.persons += by * room.answers.persons;
  totals.area += by * areaOf(room);
  if (each !== null) totals[each < 3 ? 'below3' : each <= 4 ? 'from3To4' : 'above4'] += by * room.answers.persons;
}

let rooms = [];
let shown = null;

function figures() {
  const each = eachOf(shown);
  at('area').textContent = areaOf(shown).toFixed(2);
  at('persons').textContent = String(shown.answers.persons);
  at('each').textContent = each === null ? '–' : each.toFixed(2);
  at('totals').textContent = Object.entries(totals).map(([name, value]) => `${name} ${value.toFixed(0)}`).join(' · ');
}

function open(i) {
  shown = rooms[i];
  at('name').textContent = shown.number;
  const labels = Object.entries(shown.answers).map(([name, value]) => {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.name = name;
    input.value = String(value);
    input.addEventListener('input', () => type(name, Number(input.value)));
    label.append(`${name} `, input);
    return label;
  });
  at('card').replaceChildren(...labels);
  const from = Math.max(0, Math.min(i - SHOWN / 2, rooms.length - SHOWN));
  const items = rooms.slice(from, from + SHOWN).map((room) => {
    const item = document.createElement('li');
    item.textContent = `${room.number} ${(eachOf(room) ?? 0).toFixed(2)}`;
    return item;
  });
  at('walk').replaceChildren(...items);
  figures();
}

function type(name, value) {
  add(shown, -1);
  shown.answers[name] = value;
  add(shown, 1);
  figures();
  void put('room', [shown]);
}

async function begin() {
  rooms = await all('room');
  if (rooms.length < count) {
    rooms = Array.from({ length: count }, (_, i) => invented(i));
    await put('room', rooms);
    await put('facility', Array.from({ length: questions }, (_, i) => ({ id: i, value: i % 5 })));
  }
  await all('facility');
  for (const room of rooms) add(room, 1);
  open(0);
  await painted();
  Object.assign(window.bench, { usable: performance.now(), settled: performance.now() });
}

const db = await opened();
window.bench = {
  async type(room, persons) {
    if (shown !== rooms[room]) open(room);
    const field = document.querySelector('[name=persons]');
    const began = performance.now();
    field.value = String(persons);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await painted();
    return performance.now() - began;
  },
  shown: (room) => (eachOf(rooms[room]) ?? 0).toFixed(2),
  async addRoom() {
    const began = performance.now();
    const room = invented(rooms.length);
    rooms.push(room);
    add(room, 1);
    await put('room', [room]);
    figures();
    await painted();
    const added = performance.now() - began;
    open(rooms.length - 1);
    await painted();
    return { added, opened: performance.now() - began };
  },
  serialise: () => JSON.stringify(rooms),
  heap: () => performance.memory?.usedJSHeapSize ?? null,
};
window.bench.ready = begin();
