import { render } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { beforeAll, expect, it } from 'vitest';
import { setLanguage, t } from '../../i18n/messages.svelte';
import Page from './Page.svelte';

beforeAll(() => setLanguage('en'));

it('tells the browser, which keeps a history in clear, nothing of what is on the page', () => {
  const children = createRawSnippet(() => ({ render: () => '<p>Block of Ivanov</p>' }));
  render(Page, { title: 'Block of Ivanov', children });
  expect(document.title).toBe(t('common.app_name'));
});
