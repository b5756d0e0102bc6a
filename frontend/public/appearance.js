// Runs before anything is painted, so that a dark screen never flashes white. The policy of the page
// allows no inline script; this file is the smallest that can stand in the head.
(() => {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('appearance') ?? '{}') ?? {};
  } catch {
    // unreadable: the choice of the system holds
  }
  const isDark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  if (isDark) document.documentElement.dataset.theme = 'dark';
  if (typeof kept.language === 'string') document.documentElement.lang = kept.language;
})();
