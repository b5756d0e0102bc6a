import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { setLanguage } from '../../../i18n/messages.svelte';
import { EvidenceInMemory } from '../../../testing/evidence_in_memory';
import { inventedFacility } from '../../../testing/invented_visit';
import { OpenedInMemory } from '../../../testing/opened_in_memory';
import VisitHarness from '../../../testing/VisitHarness.svelte';
import { Visit } from '../../state/visit.svelte';
import CameraSheet from './CameraSheet.svelte';

const CHECKLIST = { id: 'x', version: 1, title: {}, criteria: [], questions: [] };

/** The sheet with the file inputs, since there is no camera here. */
async function shown(keep: (picture: { bytes: ArrayBuffer }) => Promise<boolean>) {
  const evidence = new EvidenceInMemory();
  const visit = new Visit(new OpenedInMemory(), inventedFacility(0, CHECKLIST), CHECKLIST, {
    norms: [],
  } as never);
  const given = { open: true, entity: 'room:r-1', field: 'beds', keep, failure: null };
  render(VisitHarness, { visit, component: CameraSheet, given, evidence });
  await waitFor(() => screen.getByText(/camera program/i));
  const [byCamera, byChoice] = [...document.querySelectorAll<HTMLInputElement>('input[type=file]')];
  if (byCamera === undefined || byChoice === undefined) throw new Error('no file inputs');
  return { evidence, byCamera, byChoice };
}

function picked(input: HTMLInputElement, ...words: string[]) {
  const files = words.map((one) => new File([one], `${one}.jpg`, { type: 'image/jpeg' }));
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  return fireEvent.change(input);
}

beforeEach(async () => {
  await setLanguage('en');
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no picture')));
});

it('keeps the other files where one cannot be read, and says so', async () => {
  const kept: number[] = [];
  const { byChoice } = await shown(async ({ bytes }) => {
    if (bytes.byteLength === 3) throw new Error('unreadable');
    kept.push(bytes.byteLength);
    return true;
  });
  await picked(byChoice, 'a', 'bad', 'four');
  await waitFor(() => expect(kept).toEqual([1, 4]));
  await waitFor(() => expect(screen.getByText(/not saved/i)).toBeTruthy());
});

it('writes down once that the camera program is asked, and takes it away when the picture came', async () => {
  const { evidence, byCamera } = await shown(async () => true);
  const intended = vi.spyOn(evidence, 'intend');
  await fireEvent.pointerDown(byCamera);
  await fireEvent.click(byCamera);
  expect(intended).toHaveBeenCalledTimes(1);
  await picked(byCamera, 'photo');
  await waitFor(async () => expect(await evidence.intended()).toEqual([]));
});

it('lets the camera go whose picture cannot be shown', async () => {
  const stop = vi.fn();
  const stream = { getTracks: () => [{ stop }] };
  vi.stubGlobal('navigator', { ...navigator, mediaDevices: { getUserMedia: async () => stream } });
  HTMLMediaElement.prototype.play = () => Promise.reject(new Error('not shown'));
  await shown(async () => true);
  expect(stop).toHaveBeenCalled();
});
