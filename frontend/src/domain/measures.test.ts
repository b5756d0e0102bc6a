import { describe, expect, it } from 'vitest';
import { fixture } from '../testing/fixtures';
import { valueFromJson, valueToJson } from './answer_values';
import { exactText, Fraction } from './exact';
import { Rectangle, type Rectangles, type Value } from './facts';
import type { Json, JsonObject } from './json';
import {
  Circumstances,
  MEASURES,
  MeasureFault,
  measureNamed,
  placesAtCptSpace,
  type Role,
  type Values,
} from './measures';
import type { InputKind } from './terms';

interface MeasureCase {
  readonly measure: string;
  readonly values: JsonObject;
  readonly measured: { readonly value: Json; readonly error: string } | null;
}

const cases = fixture<{
  readonly measures: readonly MeasureCase[];
  readonly visited_on: string;
  readonly measurement_error_m: string;
}>('lower_cases');

function circumstances(): Circumstances {
  return new Circumstances(cases.visited_on, Fraction.fromText(cases.measurement_error_m));
}

function valueIn(role: Role | undefined, raw: Json): Value | readonly Value[] {
  const [first] = role?.takes ?? [];
  const kind: InputKind = first === 'yes_no' && typeof raw === 'string' ? 'choice' : (first ?? 'number');
  if (!role?.isMany && !role?.overRooms) return valueFromJson(raw, { kind });
  return (raw as readonly Json[]).map((one) => valueFromJson(one, { kind })) as readonly Value[];
}

function measuredAs({ measure, values }: MeasureCase): { value: Json; error: string } | null {
  const { roles, compute } = measureNamed(measure);
  const given = Object.entries(values).map(([role, raw]) => [role, valueIn(roles.get(role), raw)]);
  try {
    const { value, error } = compute(Object.fromEntries(given) as Values, circumstances());
    return { value: valueToJson(value), error: exactText(error) };
  } catch (error) {
    if (error instanceof MeasureFault) return null;
    throw error;
  }
}

function rectangles(...sides: [number, number][]): Rectangles {
  return sides.map(([length, width]) => new Rectangle(Fraction.of(length), Fraction.of(width)));
}

describe('measures', () => {
  it.each([...MEASURES.keys()])('%s is what the server makes of it', (id) => {
    const mine = cases.measures.filter((one) => one.measure === id);
    expect(mine.map(measuredAs)).toEqual(mine.map((one) => one.measured));
    expect(mine.length).toBeGreaterThan(20);
  });

  it('are the same ones that the server has', () => {
    expect(new Set(cases.measures.map((one) => one.measure))).toEqual(new Set(MEASURES.keys()));
  });

  it('give a room of 4 by 3 metres an error of 0.05 square metres at a centimetre a side', () => {
    const values = { room: rectangles([4, 3]), annexe: rectangles(), persons: Fraction.of(4) };
    const { value, error } = measureNamed('living_space_per_person_m2').compute(values, circumstances());
    expect([valueToJson(value), exactText(error)]).toEqual(['3', '0.0125']);
  });

  it('have nothing to divide by where nobody sleeps, and cannot measure an annexe larger than its room', () => {
    const perPerson = measureNamed('living_space_per_person_m2');
    const room = rectangles([2, 2]);
    const empty = { room, annexe: rectangles([3, 3]), persons: Fraction.of(0) };
    expect(perPerson.compute(empty, circumstances()).value).toBeNull();
    expect(() => perPerson.compute({ ...empty, persons: Fraction.of(1) }, circumstances())).toThrow(
      MeasureFault,
    );
  });

  it('count one place from 6 square metres, two from 8 and none below 6', () => {
    const areas = ['5.99', '6', '7.99', '8', '12.1'].map((text) => placesAtCptSpace(Fraction.fromText(text)));
    expect(areas).toEqual([0, 1, 1, 2, 3]);
  });

  it('say which measures there are when asked for one that there is not', () => {
    expect(() => measureNamed('smell')).toThrow(/no measure 'smell': .*living_space_m2/);
  });
});
