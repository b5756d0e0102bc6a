import { expect, it } from 'vitest';
import { FacilitySearch, type KnownFacility } from './facility_search';

function facility(id: string, kk: string, ru: string, code: string, region: string): KnownFacility {
  const names = { kk, ru };
  return {
    id,
    names,
    codes: [code],
    region: { ru: region },
    kind: 'prison',
    isDemo: true,
    places: null,
    last: null,
  };
}

const ALL = [
  facility('a', 'Көктас мекемесі', 'Учреждение Кёктас', 'УК-161/3', 'Костанайская область'),
  facility('b', 'Ұлытау түрмесі', 'Тюрьма Улытау', 'ЕЦ-166/10', 'область Улытау'),
  facility('c', 'Өскемен', 'Усть-Каменогорск', 'ОВ-156/1', 'ВКО'),
];
const ids = (typed: string, most = 10) =>
  new FacilitySearch(ALL).find(typed, most).facilities.map((one) => one.id);

it('finds by any language, by code and by region', () => {
  expect(ids('мекемесі')).toEqual(['a']);
  expect(ids('усть кам')).toEqual(['c']);
  expect(ids('161/3')).toEqual(['a']);
  expect(ids('костан')).toEqual(['a']);
});

it('finds Kazakh names typed on a Russian keyboard', () => {
  expect(ids('улытау')).toEqual(['b']);
  expect(ids('коктас')).toEqual(['a']);
  expect(ids('оскемен')).toEqual(['c']);
});

it('wants every word, each at the beginning of one', () => {
  expect(ids('тюрьма улы')).toEqual(['b']);
  expect(ids('тюрьма кёктас')).toEqual([]);
  expect(ids('тау')).toEqual([]);
});

it('says how many more there are', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    facility(String(i), `Мекеме ${i}`, `Учреждение ${i}`, `X${i}`, 'Р'),
  );
  const found = new FacilitySearch(many).find('мекеме', 50);
  expect(found.facilities).toHaveLength(50);
  expect(found.more).toBe(950);
});
